"""Price lists: drafts, editions, and what becomes of them."""

from typing import Literal
from uuid import UUID

import msgspec

from application.tariff.edit_tariff import (
    CreateTariff,
    CreateTariffHandler,
    EditTariff,
    EditTariffHandler,
    RemoveTariff,
    RemoveTariffHandler,
    ReviseTariff,
    ReviseTariffHandler,
)
from application.tariff.explain_price import LintTariff, LintTariffHandler
from application.tariff.publish_tariff import (
    PublishTariff,
    PublishTariffHandler,
    WithdrawTariff,
    WithdrawTariffHandler,
)
from application.views.paging import Page
from application.views.rendering import finding_view
from application.views.tariff import FindingView, TariffFilter, TariffView
from domain.identity import TariffId
from domain.tariff import TariffState
from entrypoints.api.call import Answer, Call
from entrypoints.api.operation import Block
from entrypoints.api.operations.tariff_bodies import NewEdition, NewTariff, TariffDraft
from entrypoints.api.reading.types import PageQuery, Search
from entrypoints.api.shown import Kind, listing

block = Block(
    "tariffs",
    "Price lists, from draft to published to withdrawn. What was published never changes: it is "
    "followed by its next edition. Where and for whom a list holds is said by its assignments.",
)

TARIFF: Kind[TariffView] = Kind(
    "tariff", lambda call, name: call.views.tariffs.find(name), "/tariffs"
)


class TariffsQuery(PageQuery):
    """Filters and order."""

    text: Search | None = None
    """A part of its name, in any letter case."""
    state: TariffState | None = None
    series: UUID | None = None
    """All editions of the list that began with this one."""
    sort: Literal["name", "-name", "created", "-created"] = "name"


class Findings(msgspec.Struct, kw_only=True):
    """All that is to be said of a tariff, the gravest first."""

    publishable: bool
    """Whether there is no fault among them."""
    findings: tuple[FindingView, ...]


@block.operation("GET /tariffs", answers=Page[TariffView])
async def list_tariffs(call: Call, query: TariffsQuery) -> object:
    """List the tariffs."""
    chosen = TariffFilter(text=query.text, state=query.state, series=query.series)
    return await listing(query, lambda wanted: call.views.tariffs.page(wanted, chosen))


@block.operation(
    "POST /tariffs", answers=TariffView, status=201, does=CreateTariffHandler, versioned=True
)
async def create_tariff(call: Call, body: NewTariff) -> Answer:
    """Make a tariff."""
    made = await call.desk.run(CreateTariff(call.tenant, body.particulars(), body.publish))
    return await TARIFF.answer(call, made.id, created=True)


@block.operation("POST /tariffs/lint", answers=Findings, does=LintTariffHandler)
async def lint_draft(call: Call, body: TariffDraft) -> Findings:
    """Check a tariff in words: nothing is kept."""
    return _findings(await call.desk.run(LintTariff(call.tenant, body.particulars())))


@block.operation("GET /tariffs/{tariff}", answers=TariffView, versioned=True)
async def read_tariff(call: Call, tariff: UUID) -> Answer:
    """Read a tariff."""
    return await TARIFF.answer(call, tariff)


@block.operation(
    "PUT /tariffs/{tariff}", answers=TariffView, does=EditTariffHandler, versioned=True,
    other_statuses=(409,),
)  # fmt: skip
async def edit_tariff(call: Call, tariff: UUID, body: TariffDraft) -> Answer:
    """Describe a draft anew."""
    version = await TARIFF.expected(call, tariff)
    await call.desk.run(EditTariff(TariffId(tariff), body.particulars(), version))
    return await TARIFF.answer(call, tariff)


@block.operation(
    "DELETE /tariffs/{tariff}", status=204, does=RemoveTariffHandler, versioned=True,
    other_statuses=(409,),
)  # fmt: skip
async def remove_tariff(call: Call, tariff: UUID) -> None:
    """Take a tariff away."""
    version = await TARIFF.expected(call, tariff)
    await call.desk.run(RemoveTariff(TariffId(tariff), version))


@block.operation("GET /tariffs/{tariff}/lint", answers=Findings, does=LintTariffHandler)
async def lint_tariff(call: Call, tariff: UUID) -> Findings:
    """Check a tariff."""
    return _findings(await call.desk.run(LintTariff(call.tenant, TariffId(tariff))))


@block.operation(
    "POST /tariffs/{tariff}/editions", answers=TariffView, status=201, does=ReviseTariffHandler,
    versioned=True, other_statuses=(409,),
)  # fmt: skip
async def revise_tariff(call: Call, tariff: UUID, body: NewEdition) -> Answer:
    """Make the next edition of a tariff."""
    version = await TARIFF.expected(call, tariff)
    made = await call.desk.run(
        ReviseTariff(TariffId(tariff), body.particulars(), body.publish, version)
    )
    return await TARIFF.answer(call, made.id, created=True)


@block.operation(
    "POST /tariffs/{tariff}/publish", answers=TariffView, does=PublishTariffHandler,
    versioned=True, other_statuses=(409, 422),
)  # fmt: skip
async def publish_tariff(call: Call, tariff: UUID) -> Answer:
    """Publish a tariff."""
    version = await TARIFF.expected(call, tariff)
    await call.desk.run(PublishTariff(TariffId(tariff), version))
    return await TARIFF.answer(call, tariff)


@block.operation(
    "POST /tariffs/{tariff}/withdraw", answers=TariffView, does=WithdrawTariffHandler,
    versioned=True, other_statuses=(409,),
)  # fmt: skip
async def withdraw_tariff(call: Call, tariff: UUID) -> Answer:
    """Withdraw a tariff."""
    version = await TARIFF.expected(call, tariff)
    await call.desk.run(WithdrawTariff(TariffId(tariff), version))
    return await TARIFF.answer(call, tariff)


def _findings(found: object) -> Findings:
    views = tuple(finding_view(each) for each in found)  # type: ignore[attr-defined] # findings
    return Findings(publishable=all(view.severity != "fault" for view in views), findings=views)
