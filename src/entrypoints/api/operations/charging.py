"""Sessions and charge detail records."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from application.charging.accept_session import AcceptSession, AcceptSessionHandler
from application.charging.watch_sessions import CloseSession, CloseSessionHandler
from application.remote_control.order import StopSession, StopSessionHandler
from application.views.charging import (
    CdrFilter,
    CdrView,
    ReadingView,
    SessionDetail,
    SessionFilter,
    SessionView,
)
from application.views.paging import Page, Slice
from application.views.remote_control import OrderView
from domain.identity import SessionId
from domain.session import Evidence, Finding, Phase
from entrypoints.api import csv_text
from entrypoints.api.call import Answer, Call, found
from entrypoints.api.operation import CSV, Block
from entrypoints.api.reading.types import (
    Cursor,
    Instant,
    Limit,
    LongName,
    PageQuery,
    Search,
    utc,
)
from entrypoints.api.shown import Kind, listing
from entrypoints.api.waiting import ordered

sessions = Block("sessions", "Charging sessions, with what was measured and what they cost.")
cdrs = Block("cdrs", "Charge detail records: one a session, numbered, never changed.")


class SessionFilters(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Filters."""

    station: UUID | None = None
    token: Search | None = None
    """A uid, in any letter case."""
    phase: Phase | None = None
    open: bool | None = None
    silent: bool | None = None
    """Whether its station has not been heard for longer than the tenant's limit."""
    finding: Finding | None = None
    since: Instant | None = None
    """Began then or later."""
    until: Instant | None = None
    """Began before then."""

    def chosen(self) -> SessionFilter:
        """As the view takes them."""
        return SessionFilter(
            station=self.station,
            token=self.token,
            phase=self.phase,
            open=self.open,
            silent=self.silent,
            finding=self.finding,
            since=utc(self.since),
            until=utc(self.until),
        )


class SessionsQuery(SessionFilters):
    """Filters and order."""

    limit: Limit = 50
    cursor: Cursor | None = None
    sort: Literal["-began", "began"] = "-began"


class ReadingsQuery(PageQuery):
    """Order."""

    sort: Literal["at", "-at"] = "at"


class Closing(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why a session must be over."""

    reason: Literal["operator", "station_denies"] = "operator"
    ended_at: Instant | None = None
    """When the station denied it; an operator's word counts from now."""


class Acceptance(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why nothing more of a session is waited for."""

    reason: LongName


SESSION: Kind[SessionView] = Kind("session", lambda call, name: call.views.sessions.find(name))


@sessions.operation("GET /sessions", answers=Page[SessionView])
async def list_sessions(call: Call, query: SessionsQuery) -> object:
    """List the sessions, the newest first."""
    return await listing(query, lambda wanted: call.views.sessions.page(wanted, query.chosen()))


@sessions.operation("GET /sessions/export", gives=CSV)
async def export_sessions(call: Call, query: SessionFilters) -> csv_text.Rows:
    """Export sessions as CSV, the newest first."""

    async def page(after: tuple[str, ...] | None) -> Page[SessionView]:
        return await call.views.sessions.page(Slice(500, after, "-began"), query.chosen())

    return csv_text.rows("sessions", SessionView.__slots__, page)


@sessions.operation("GET /sessions/{session}", answers=SessionDetail, versioned=True)
async def read_session(call: Call, session: UUID) -> Answer:
    """Read a session: times, registers, phases, findings, and what it costs so far.

    - The cost is by the tariff that was fixed when the session started.
    - The ETag follows the session; cost and times of an open one go on between its changes.
    """
    detail: SessionDetail = found(
        "session", session, await call.views.sessions.detail(session, call.api.clock.now())
    )
    return Answer(detail, None if detail.session.open else detail.session.version)


@sessions.operation("GET /sessions/{session}/readings", answers=Page[ReadingView])
async def list_readings(call: Call, session: UUID, query: ReadingsQuery) -> object:
    """List the meter readings of a session."""
    await SESSION.view(call, session)
    return await listing(query, lambda wanted: call.views.sessions.readings(session, wanted))


@sessions.operation(
    "POST /sessions/{session}/stop", answers=OrderView, status=202, does=StopSessionHandler,
    waits=True, other_statuses=(409,),
)  # fmt: skip
async def stop_session(call: Call, session: UUID) -> Answer:
    """Stop a session: its station is given the command.

    - The answer is the command, to be followed at its address.
    """
    order = await call.desk.run(StopSession(call.tenant, SessionId(session), call.caller.name))
    return await ordered(call, order.id)


@sessions.operation(
    "POST /sessions/{session}/close", answers=SessionView, does=CloseSessionHandler,
    other_statuses=(409,),
)  # fmt: skip
async def close_session(call: Call, session: UUID, body: Closing) -> SessionView:
    """Close a session whose station never told its end."""
    await SESSION.view(call, session)
    await call.desk.run(CloseSession(SessionId(session), Evidence(body.reason), utc(body.ended_at)))
    return await SESSION.view(call, session)


@sessions.operation(
    "POST /sessions/{session}/settle", answers=SessionView, does=AcceptSessionHandler,
    other_statuses=(409,),
)  # fmt: skip
async def settle_session(call: Call, session: UUID, body: Acceptance) -> SessionView:
    """Settle by hand a session that has a gap or is marked for review."""
    await SESSION.view(call, session)
    await call.desk.run(AcceptSession(SessionId(session), body.reason))
    return await SESSION.view(call, session)


class CdrFilters(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Filters."""

    number: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None = None
    station: UUID | None = None
    session: UUID | None = None
    token: Search | None = None
    """A uid, in any letter case."""
    since: Instant | None = None
    """Written then or later."""
    until: Instant | None = None
    """Written before then."""

    def chosen(self) -> CdrFilter:
        """As the view takes them."""
        return CdrFilter(
            number=self.number,
            station=self.station,
            session=self.session,
            token=self.token,
            since=utc(self.since),
            until=utc(self.until),
        )


class CdrsQuery(CdrFilters):
    """Filters and order."""

    limit: Limit = 50
    cursor: Cursor | None = None
    sort: Literal["-number", "number"] = "-number"


@cdrs.operation("GET /cdrs", answers=Page[CdrView])
async def list_cdrs(call: Call, query: CdrsQuery) -> object:
    """List the charge detail records, the newest first."""
    return await listing(query, lambda wanted: call.views.cdrs.page(wanted, query.chosen()))


CDR_COLUMNS = (
    "number", "id", "session", "station", "token", "began_at", "ended_at", "energy_wh",
    "charging_seconds", "idle_seconds", "tariff", "currency", "before_taxes", "total", "findings",
    "written_at",
)  # fmt: skip


@cdrs.operation("GET /cdrs/export", gives=CSV)
async def export_cdrs(call: Call, query: CdrFilters) -> csv_text.Rows:
    """Export charge detail records as CSV, by rising number."""

    async def page(after: tuple[str, ...] | None) -> Page[_CdrRow]:
        part = await call.views.cdrs.page(Slice(500, after, "number"), query.chosen())
        return Page(tuple(_CdrRow(cdr) for cdr in part.items), part.next)

    return csv_text.rows("cdrs", CDR_COLUMNS, page)


class _CdrRow:
    """A record in one line, its bill as two amounts."""

    def __init__(self, cdr: CdrView) -> None:
        self._cdr = cdr
        bill = cdr.bill
        self.currency = bill.total.currency if bill else None
        self.before_taxes = bill.before_taxes.amount if bill else None
        self.total = bill.total.amount if bill else None

    def __getattr__(self, name: str) -> object:
        return getattr(self._cdr, name)


@cdrs.operation("GET /cdrs/{cdr}", answers=CdrView)
async def read_cdr(call: Call, cdr: UUID) -> object:
    """Read a charge detail record with its bill."""
    return found("record", cdr, await call.views.cdrs.find(cdr))
