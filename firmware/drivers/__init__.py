"""Meters and readers. Only those that a board's configuration names are ever loaded."""
