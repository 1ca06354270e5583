"""The processes of an installation: gateway, api and worker, each run by its name."""

from entrypoints.processes.life import Life, live
from entrypoints.processes.pulse import ROLES
from entrypoints.processes.roles import run_role

__all__ = ["ROLES", "Life", "live", "run_role"]
