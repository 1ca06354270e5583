"""What `open-csms doctor` looks at, each thing on its own: one that fails hides no other."""

from entrypoints.cli.checkup.finding import Finding, State
from entrypoints.cli.checkup.rounds import findings

__all__ = ["Finding", "State", "findings"]
