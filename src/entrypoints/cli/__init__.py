"""The command `open-csms`."""

from entrypoints.cli.app import main

__all__ = ["main"]
