"""Tariffs: price lists and where they hold."""
