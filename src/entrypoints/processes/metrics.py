"""Counts of all processes of this machine, as Prometheus reads them.

Each process writes its own into files of the metrics folder; the API adds them up. Import this only
in a process that has set the folder (`entrypoints.processes.roles`).
"""

import os
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from adapters.persistence.observing import Standing
from adapters.persistence.writing.observer import Observer
from adapters.persistence.writing.unit import Unit
from entrypoints.api.traffic import Traffic
from entrypoints.gateway.watching import Counts
from entrypoints.worker.gauges import Gauges

CALLS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30)
BATCHES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)
UNITS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)

_LIVE = re.compile(r"gauge_live.*_([0-9]+)\.db")

MESSAGES = Counter(
    "open_csms_messages", "Calls of stations that were answered", ("protocol", "action", "result")
)
SECONDS = Histogram(
    "open_csms_message_seconds", "From a call to its answer", ("protocol", "action"), buckets=CALLS
)
REFUSED = Counter("open_csms_frames_refused", "Frames refused", ("protocol", "fault"))
CONNECTED = Gauge(
    "open_csms_stations_connected", "Open lines", ("protocol",), multiprocess_mode="livesum"
)
INSTRUCTIONS = Counter(
    "open_csms_instructions", "Outcomes of instructions", ("instruction", "verdict")
)
COMMITS = Counter("open_csms_commits", "Units of work", ("result",))
BATCH_UNITS = Histogram("open_csms_commit_batch_units", "Units a batch", buckets=UNITS)
BATCH_SECONDS = Histogram("open_csms_commit_batch_seconds", "Time of a batch", buckets=BATCHES)
LINES_LOST = Counter("open_csms_database_lines_lost", "Broken connections of the writer")
EVENTS = Counter("open_csms_events", "Events that met their reactions", ("kind", "outcome"))
BEHIND = Gauge(
    "open_csms_relay_behind_seconds", "Age of the oldest event claimed", multiprocess_mode="livemax"
)
REQUESTS = Counter("open_csms_http_requests", "Requests answered", ("operation", "status"))
REQUEST_SECONDS = Histogram(
    "open_csms_http_request_seconds", "From a request to its answer", ("operation",), buckets=CALLS
)
LISTENERS = Gauge(
    "open_csms_live_listeners", "Listeners to live updates", multiprocess_mode="livesum"
)
DUTIES = Histogram("open_csms_duty_seconds", "Duties of the timetable", ("duty", "outcome"))
SESSIONS = Gauge("open_csms_sessions_active", "Open sessions", multiprocess_mode="livemax")
WAITING = Gauge("open_csms_outbox_waiting", "Events not yet handled", multiprocess_mode="livemax")
AGE = Gauge("open_csms_outbox_age_seconds", "Age of the oldest", multiprocess_mode="livemax")
PARKED = Gauge("open_csms_outbox_parked", "Events given up", multiprocess_mode="livemax")
ORDERS = Gauge("open_csms_orders_queued", "Instructions waiting", multiprocess_mode="livemax")


class GatewayCounts(Counts):
    """What the gateway counts."""

    def message(self, protocol: str, action: str, result: str, seconds: float) -> None:
        """A call of a station was answered."""
        MESSAGES.labels(protocol, action, result).inc()
        SECONDS.labels(protocol, action).observe(seconds)

    def refused(self, protocol: str, fault: str) -> None:
        """A frame of a station was refused."""
        REFUSED.labels(protocol, fault).inc()

    def connected(self, protocol: str, change: int) -> None:
        """So many more or fewer stations are connected."""
        CONNECTED.labels(protocol).inc(change)

    def asked(self, instruction: str, verdict: str) -> None:
        """An order had this outcome."""
        INSTRUCTIONS.labels(instruction, verdict).inc()


class CommitCounts(Observer):
    """What the group commit counts."""

    def flushed(self, units: Sequence[Unit], refused: int, seconds: float) -> None:
        """A batch is durable."""
        COMMITS.labels("durable").inc(len(units))
        COMMITS.labels("refused").inc(refused)
        BATCH_UNITS.observe(len(units) + refused)
        BATCH_SECONDS.observe(seconds)

    def line_lost(self) -> None:
        """The connection broke."""
        LINES_LOST.inc()


class ApiTraffic(Traffic):
    """What the API counts."""

    def answered(self, operation: str, status: int, seconds: float) -> None:
        """A request was answered."""
        REQUESTS.labels(operation, str(status)).inc()
        REQUEST_SECONDS.labels(operation).observe(seconds)

    def listening(self, change: int) -> None:
        """So many more or fewer listen to live updates."""
        LISTENERS.inc(change)


class WorkerGauges(Gauges):
    """What the worker tells."""

    def behind(self, age: timedelta) -> None:
        """The age of the oldest event that was waiting."""
        BEHIND.set(age.total_seconds())

    def event(self, kind: str, outcome: str) -> None:
        """An event was done, failed or parked."""
        EVENTS.labels(kind, outcome).inc()

    def duty(self, name: str, outcome: str, seconds: float) -> None:
        """A duty of the timetable was done or failed."""
        DUTIES.labels(name, outcome).observe(seconds)

    def standing(self, now: Standing) -> None:
        """How things stand in the database."""
        SESSIONS.set(now.open_sessions)
        WAITING.set(now.waiting_events)
        AGE.set(now.oldest_event.total_seconds())
        PARKED.set(now.parked_events)
        ORDERS.set(now.queued_orders)


def text(folder: Path) -> bytes:
    """The counts of all processes that share the folder."""
    _forget_the_dead(folder)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]  # theirs has no types
    return generate_latest(registry)


def _forget_the_dead(folder: Path) -> None:
    """What a process that was killed left behind: it holds no lines any more."""
    for file in folder.glob("gauge_live*.db"):
        named = _LIVE.fullmatch(file.name)
        if named is not None and not _exists(int(named[1])):
            file.unlink(missing_ok=True)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
