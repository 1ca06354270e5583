"""The worker: what follows from what happened, and what is done by the clock."""

from entrypoints.worker.relay import Relay, RelayOptions
from entrypoints.worker.timetable import Duty, Timetable
from entrypoints.worker.worker import Worker, WorkerParts

__all__ = ["Duty", "Relay", "RelayOptions", "Timetable", "Worker", "WorkerParts"]
