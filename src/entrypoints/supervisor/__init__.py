"""The supervisor: several processes as one, from one terminal, with one exit code."""

from entrypoints.supervisor.program import Program, Says
from entrypoints.supervisor.supervisor import Supervisor

__all__ = ["Program", "Says", "Supervisor"]
