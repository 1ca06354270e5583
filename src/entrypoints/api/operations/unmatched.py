"""What stations said of transactions that nobody knows, for an operator to decide on."""

from typing import Literal
from uuid import UUID

import msgspec

from application.charging.decide_report import (
    AssignReport,
    AssignReportHandler,
    DismissReport,
    DismissReportHandler,
)
from application.views.charging import UnmatchedFilter, UnmatchedView
from application.views.paging import Page
from domain.identity import SessionId
from entrypoints.api.call import Answer, Call
from entrypoints.api.operation import Block
from entrypoints.api.reading.types import LongName, PageQuery, Search
from entrypoints.api.shown import Kind, listing

block = Block(
    "unmatched-reports",
    "What stations said of transactions that nobody knows; kept, never dropped.",
)


class UnmatchedQuery(PageQuery):
    """Filters and order."""

    station: UUID | None = None
    reference: Search | None = None
    """The transaction, as the station named it."""
    state: Literal["waiting", "assigned", "dismissed"] | None = None
    sort: Literal["-received", "received"] = "-received"


class Assignment(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Whose it is."""

    session: UUID
    alone: bool = False
    """Without what else waits of the same transaction."""


class Dismissal(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why it is nobody's."""

    reason: LongName
    alone: bool = False
    """Without what else waits of the same transaction."""


REPORT: Kind[UnmatchedView] = Kind("report", lambda call, name: call.views.unmatched.find(name))


@block.operation("GET /unmatched-reports", answers=Page[UnmatchedView])
async def list_unmatched_reports(call: Call, query: UnmatchedQuery) -> object:
    """List what stations said of transactions that nobody knows, the newest first."""
    chosen = UnmatchedFilter(station=query.station, reference=query.reference, state=query.state)
    return await listing(query, lambda wanted: call.views.unmatched.page(wanted, chosen))


@block.operation("GET /unmatched-reports/{report}", answers=UnmatchedView, versioned=True)
async def read_unmatched_report(call: Call, report: UUID) -> Answer:
    """Read one of them, with its readings and what was decided of it."""
    return await REPORT.answer(call, report)


@block.operation(
    "POST /unmatched-reports/{report}/assign", answers=UnmatchedView, does=AssignReportHandler,
    versioned=True, other_statuses=(409,),
)  # fmt: skip
async def assign_unmatched_report(call: Call, report: UUID, body: Assignment) -> Answer:
    """Say whose it is: from then on it counts in that session."""
    await REPORT.view(call, report)
    await call.desk.run(
        AssignReport(report, SessionId(body.session), call.caller.name, alone=body.alone)
    )
    return await REPORT.answer(call, report)


@block.operation(
    "POST /unmatched-reports/{report}/dismiss", answers=UnmatchedView, does=DismissReportHandler,
    versioned=True, other_statuses=(409,),
)  # fmt: skip
async def dismiss_unmatched_report(call: Call, report: UUID, body: Dismissal) -> Answer:
    """Say why it is nobody's."""
    await REPORT.view(call, report)
    await call.desk.run(DismissReport(report, body.reason, call.caller.name, alone=body.alone))
    return await REPORT.answer(call, report)
