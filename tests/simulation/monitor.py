"""What must hold at every moment: on each wire, at each commit, and whenever a station is settled.

Every finding is one sentence in `violations`; the first of them names the world's end.
"""

from collections import deque
from typing import Any

from tests.simulation.faults import DatabaseAwayError
from tests.simulation.wire import Wire

from adapters.memory import Attempt
from application.charging.settle_overdue import UNSETTLED_FOR
from domain.aggregate import Aggregate
from domain.cdr import Cdr
from domain.errors import DomainError, Fenced
from domain.session import Phase, SessionClosedByRule
from domain.station import Available, Faulted, Occupied

MOST_WAITING = 256
ANSWER_SECONDS = 30.0
HOLDS_AFTER = 10.0
"""Seconds a line has been up before it is held against anybody."""

PHASES = {
    "EVConnected": Phase.PREPARING,
    "Charging": Phase.CHARGING,
    "SuspendedEV": Phase.SUSPENDED_BY_EV,
}
SHOWN = {"Available": Available, "Faulted": Faulted}


class Monitor:
    """Watches everything, and changes nothing."""

    def __init__(self, world: Any) -> None:
        self._world = world
        self.violations: list[str] = []
        self._versions: dict[Any, int] = {}
        self._settled_at: dict[str, float] = {}
        self.commits = 0

    def violated(self, sentence: str) -> None:
        """Something that must never be."""
        if len(self.violations) < 50:
            self.violations.append(sentence)
            self._world.trace.note("VIOLATION", sentence)

    # On the wires.

    def watch(self, wire: Wire, station: Any) -> None:
        """Look at all that the gateway hears and says on it."""
        wire.server.watch = LineWatcher(self._world, self, station)

    def failed(self, where: str, failure: Exception) -> None:
        """A line could not be opened or ended badly."""
        if not isinstance(failure, DatabaseAwayError | Fenced):
            self.violated(f"{where} failed: {failure!r}")

    # At the commits.

    def committed(self, attempt: Attempt) -> None:
        """A unit of work has taken effect."""
        self.commits += 1
        world = self._world
        world.trace.note("commit", f"{attempt.tenant} {len(attempt.writes)} {len(attempt.events)}")
        self._check_fence(attempt)
        for write in attempt.writes:
            if isinstance(write.row, Aggregate):
                place = (write.table.kind, write.key)
                before = self._versions.get(place, 0)
                if write.row.version != before + 1:
                    self.violated(f"{place} went from version {before} to {write.row.version}")
                self._versions[place] = write.row.version
            if isinstance(write.row, Cdr):
                self._check_told(write.row)
        for event in attempt.events:
            if isinstance(event, SessionClosedByRule):
                self._check_over(event)
        world.loop.call_soon(world.ring_outbox)

    def _check_fence(self, attempt: Attempt) -> None:
        link = attempt.link
        if link is None:
            return
        newest = self._world.storage.database.tables.links.rows[attempt.tenant, link.station].link
        if newest.fence != link.fence:
            self.violated(f"connection {link.fence} wrote though {newest.fence} had taken over")

    def _check_told(self, cdr: Cdr) -> None:
        """A record is written only when all has been told, or a rule has closed it for good."""
        told = self._world.transaction_of(cdr.tenant, cdr.session)
        if told is None:
            return
        station, tx = told
        if tx.forgotten:
            return
        session = self._world.storage.database.tables.sessions.rows[cdr.tenant, cdr.session]
        if session.evidence is not None and cdr.written_at - session.last_heard >= UNSETTLED_FOR:
            return  # closed by rule, and nothing more came: what still comes marks it for review
        missing = [word.sequence for word in tx.words if not word.delivered]
        if missing or tx.end is None:
            self.violated(f"{station.name} {tx.reference}: record without reports {missing}")

    def _check_over(self, event: SessionClosedByRule) -> None:
        """A rule closes only what is over in truth."""
        told = self._world.transaction_of(event.tenant, event.session)
        if told is None:
            return
        station, tx = told
        if tx.end is None and not tx.forgotten and station.traits.orderly:
            self.violated(f"{station.name} {tx.reference}: closed by {event.evidence}, but it runs")

    # When a station has said all.

    def look_at(self, station: Any) -> None:
        """Compare what is stored with what is true, if the station has nothing more to say."""
        world = self._world
        if not station.settled or world.loop.time() - station.since < HOLDS_AFTER:
            return
        self._check_held(station)
        if station.traits.orderly:
            self._check_open(station)
        if station.traits.truthful:
            self._check_shown(station)

    def _check_held(self, station: Any) -> None:
        node = station.end.wire.node
        held = node.gateway.roster.find(station.tenant, station.id)
        if held is None:
            self.violated(f"{station.name} is connected, and {node.process} does not hold it")
            return
        kept = self._world.storage.database.tables.links.rows[station.tenant, station.id]
        if not kept.open or kept.link.fence != held.link.fence:
            self.violated(f"{station.name} is connected, and its link is {kept}")

    def _check_open(self, station: Any) -> None:
        sessions = self._world.sessions_of(station)
        forgotten = {tx.reference for tx in station.history.transactions if tx.forgotten}
        active = {o.transaction.reference: o.transaction for o in station.outlets if o.transaction}
        stored = {s.reference: s for s in sessions if s.open and s.reference not in forgotten}
        # 1.6: a start that a lost memory has told, and whose number never arrived.
        unknown = {s.reference for s in sessions} - {
            tx.reference for tx in station.history.transactions
        }
        stored = {name: s for name, s in stored.items() if name not in unknown}
        if set(stored) != set(active):
            self.violated(
                f"{station.name}: open are {sorted(stored)}, in truth {sorted(map(str, active))}"
            )
            return
        evses = [s.evse for s in stored.values()]
        if len(evses) != len(set(evses)):
            self.violated(f"{station.name}: two open sessions on one EVSE")

    def drained(self, station: Any) -> None:
        """A station has told all that it had queued: the phases are those told last, in 2.x."""
        if not station.tongue.self_named or not station.traits.orderly:
            return
        sessions = {s.reference: s for s in self._world.sessions_of(station)}
        for outlet in station.outlets:
            tx = outlet.transaction
            if tx is None or tx.reference not in sessions:
                continue
            phase = sessions[tx.reference].phase
            if phase is not PHASES[tx.told_state]:
                self.violated(f"{station.name} {tx.reference}: {phase}, in truth {tx.told_state}")

    def _check_shown(self, station: Any) -> None:
        stored = self._world.station_row(station)
        for outlet in station.outlets:
            status = stored.connector(outlet.number, 1).status
            if not isinstance(status, SHOWN.get(outlet.status, Occupied)):
                self.violated(
                    f"{station.name} outlet {outlet.number}: {status}, in truth {outlet.status}"
                )

    # In the logs.

    def read_logs(self, logs: list[dict[str, Any]]) -> None:
        """Whatever failed in a handler was a fault of the weather, or a rule of the domain."""
        for entry in logs:
            failure = entry.get("exc_info")
            if isinstance(failure, Exception) and not isinstance(
                failure, DatabaseAwayError | DomainError
            ):
                self.violated(f"{entry['event']}: {failure!r}")


class LineWatcher:
    """One wire, as the gateway sees it."""

    def __init__(self, world: Any, monitor: Monitor, station: Any) -> None:
        self._world, self._monitor, self._station = world, monitor, station
        self._unanswered: deque[str] = deque()
        self._answered: set[str] = set()
        self._asked, self._asked_until = "", 0.0
        self._flood = 0

    def __call__(self, inbound: bool, text: str) -> None:
        """A frame."""
        world = self._world
        kind, message_id = text[1], text.split('"', 2)[1]
        world.trace.note(self._station.name, f"{'>' if inbound else '<'} {text}")
        if kind == "2":
            (self._is_asked if inbound else self._asks)(message_id)
        else:
            (self._is_answered if inbound else self._answers)(message_id)

    def _is_asked(self, message_id: str) -> None:
        word = self._world.on_the_way.pop((self._station.name, message_id), None)
        if word is not None:
            word.delivered = True
        if message_id not in self._answered and message_id not in self._unanswered:
            self._unanswered.append(message_id)
        if len(self._unanswered) > 2 * MOST_WAITING:
            self._monitor.violated(f"{self._station.name}: {len(self._unanswered)} calls wait")

    def _answers(self, message_id: str) -> None:
        if message_id in self._answered:
            return  # told again
        if not self._unanswered or self._unanswered[0] != message_id:
            self._monitor.violated(f"{self._station.name}: answer {message_id} out of turn")
        if message_id in self._unanswered:
            self._unanswered.remove(message_id)
        self._answered.add(message_id)

    def _asks(self, message_id: str) -> None:
        now = self._world.loop.time()
        if self._asked and now < self._asked_until:
            self._monitor.violated(
                f"{self._station.name}: asked {message_id} while {self._asked} was open"
            )
        self._asked, self._asked_until = message_id, now + ANSWER_SECONDS

    def _is_answered(self, message_id: str) -> None:
        if message_id == self._asked:
            self._asked = ""
