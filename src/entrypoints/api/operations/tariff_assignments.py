"""Where, when and for whom price lists hold."""

from typing import Literal
from uuid import UUID

import msgspec

from application.tariff.assign_tariff import (
    CreateAssignment,
    CreateAssignmentHandler,
    EditAssignment,
    EditAssignmentHandler,
    RemoveAssignment,
    RemoveAssignmentHandler,
)
from application.views.paging import Page
from application.views.tariff import AssignmentFilter, TariffAssignmentView
from domain.identity import LocationId, StationId, TariffId
from domain.tariff import AssignmentId, Target
from entrypoints.api.call import Answer, Call
from entrypoints.api.operation import Block
from entrypoints.api.reading.types import Instant, LongName, Name, Outlet, PageQuery, utc
from entrypoints.api.shown import Kind, listing

block = Block(
    "tariff-assignments",
    "Where, when and for whom price lists hold. The most specific assignment wins: the driver's "
    "group before his partner before everybody; then EVSE before station before location before "
    "the whole network; then the one that began last.",
)

ASSIGNMENT: Kind[TariffAssignmentView] = Kind(
    "assignment", lambda call, name: call.views.tariffs.assignment(name), "/tariff-assignments"
)


class AssignmentDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which list, and when."""

    tariff: UUID
    """Any edition of it: the newest that holds decides."""
    valid_from: Instant | None = None
    """Judged at a session's start."""
    valid_until: Instant | None = None


class NewAssignment(AssignmentDraft):
    """Also where and for whom; what is null is not narrowed."""

    location: UUID | None = None
    station: UUID | None = None
    evse: Outlet | None = None
    """Of the station."""
    group: LongName | None = None
    """Of tokens."""
    partner: Name | None = None
    """An OCPI party, such as `DE*ABC`."""

    @property
    def target(self) -> Target:
        """As the use case takes it; raises Invalid."""
        return Target(
            location=LocationId(self.location) if self.location else None,
            station=StationId(self.station) if self.station else None,
            evse=self.evse,
            group=self.group,
            partner=self.partner,
        )


class AssignmentsQuery(PageQuery):
    """Filters and order."""

    tariff: UUID | None = None
    """By the list's first edition."""
    location: UUID | None = None
    station: UUID | None = None
    group: LongName | None = None
    partner: Name | None = None
    sort: Literal["created", "-created"] = "created"

    def chosen(self) -> AssignmentFilter:
        """As the view takes them."""
        return AssignmentFilter(
            tariff=self.tariff,
            location=self.location,
            station=self.station,
            group=self.group,
            partner=self.partner,
        )


@block.operation("GET /tariff-assignments", answers=Page[TariffAssignmentView])
async def list_tariff_assignments(call: Call, query: AssignmentsQuery) -> object:
    """List where and for whom tariffs hold."""
    return await listing(
        query, lambda wanted: call.views.tariffs.assignments(wanted, query.chosen())
    )


@block.operation(
    "POST /tariff-assignments", answers=TariffAssignmentView, status=201,
    does=CreateAssignmentHandler, versioned=True,
)  # fmt: skip
async def create_tariff_assignment(call: Call, body: NewAssignment) -> Answer:
    """Say where, when and for whom a tariff holds."""
    made = await call.desk.run(
        CreateAssignment(
            call.tenant, TariffId(body.tariff), body.target,
            utc(body.valid_from), utc(body.valid_until),
        )
    )  # fmt: skip
    return await ASSIGNMENT.answer(call, made.id, created=True)


@block.operation(
    "GET /tariff-assignments/{assignment}", answers=TariffAssignmentView, versioned=True
)
async def read_tariff_assignment(call: Call, assignment: UUID) -> Answer:
    """Read an assignment."""
    return await ASSIGNMENT.answer(call, assignment)


@block.operation(
    "PUT /tariff-assignments/{assignment}", answers=TariffAssignmentView,
    does=EditAssignmentHandler, versioned=True,
)  # fmt: skip
async def edit_tariff_assignment(call: Call, assignment: UUID, body: AssignmentDraft) -> Answer:
    """Change which tariff holds there, and when."""
    version = await ASSIGNMENT.expected(call, assignment)
    await call.desk.run(
        EditAssignment(
            AssignmentId(assignment), TariffId(body.tariff),
            utc(body.valid_from), utc(body.valid_until), version,
        )
    )  # fmt: skip
    return await ASSIGNMENT.answer(call, assignment)


@block.operation(
    "DELETE /tariff-assignments/{assignment}", status=204, does=RemoveAssignmentHandler,
    versioned=True,
)  # fmt: skip
async def remove_tariff_assignment(call: Call, assignment: UUID) -> None:
    """Take an assignment back."""
    version = await ASSIGNMENT.expected(call, assignment)
    await call.desk.run(RemoveAssignment(AssignmentId(assignment), version))
