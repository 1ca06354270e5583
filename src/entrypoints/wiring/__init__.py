"""The one place that sees ports and adapters together."""
