"""The supervisor: several processes as one, from one terminal, with one exit code."""

from entrypoints.supervisor.installation import Installation, PortTaken, why_taken
from entrypoints.supervisor.program import Program, Says, this_program
from entrypoints.supervisor.sole import AlreadyRunning
from entrypoints.supervisor.supervisor import NAME, Supervisor

__all__ = [
    "NAME",
    "AlreadyRunning",
    "Installation",
    "PortTaken",
    "Program",
    "Says",
    "Supervisor",
    "this_program",
    "why_taken",
]
