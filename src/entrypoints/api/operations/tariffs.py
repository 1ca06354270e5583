"""Price lists."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.tariff.edit_tariff import (
    CreateTariff,
    CreateTariffHandler,
    EditTariff,
    EditTariffHandler,
    RemoveTariff,
    RemoveTariffHandler,
    TariffParticulars,
)
from application.views.paging import Page
from application.views.tariff import TariffView
from domain.identity import TariffId
from entrypoints.api import cursor
from entrypoints.api.call import Answer, Call, found, listed
from entrypoints.api.operation import Block
from entrypoints.api.reading.types import (
    CurrencyCode,
    Instant,
    Name,
    PageQuery,
    Percent,
    Price,
    Search,
    utc,
)

block = Block("tariffs", "Price lists. Which one holds at a station is said at the station.")


class TariffDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """All that an operator says of a tariff; prices before taxes."""

    name: Name
    currency: CurrencyCode
    flat: Price = "0"
    """Once a session."""
    per_kwh: Price = "0"
    per_hour: Price = "0"
    """Of charging."""
    idle_per_hour: Price = "0"
    """Of being connected without charging, after the grace."""
    idle_grace_seconds: Annotated[int, Meta(ge=0, le=31_536_000)] = 0
    tax_percent: Percent = "0"
    is_default: bool = False
    """Whether it holds where no other was assigned."""
    valid_from: Instant | None = None
    valid_until: Instant | None = None

    def particulars(self) -> TariffParticulars:
        """As the use case takes them."""
        return TariffParticulars(
            name=self.name,
            currency=self.currency,
            flat=Decimal(self.flat),
            per_kwh=Decimal(self.per_kwh),
            per_hour=Decimal(self.per_hour),
            idle_per_hour=Decimal(self.idle_per_hour),
            idle_grace=timedelta(seconds=self.idle_grace_seconds),
            tax_percent=Decimal(self.tax_percent),
            is_default=self.is_default,
            valid_from=utc(self.valid_from),
            valid_until=utc(self.valid_until),
        )


class TariffsQuery(PageQuery):
    """Filters and order."""

    text: Search | None = None
    """A part of its name, in any letter case."""
    sort: Literal["name", "-name", "created", "-created"] = "name"


@block.operation("GET /tariffs", answers=Page[TariffView])
async def list_tariffs(call: Call, query: TariffsQuery) -> object:
    """List the tariffs."""
    wanted = cursor.sliced(query.limit, query.cursor, query.sort)
    return listed(await call.views.tariffs.page(wanted, query.text), query.sort)


@block.operation(
    "POST /tariffs", answers=TariffView, status=201, does=CreateTariffHandler, versioned=True
)
async def create_tariff(call: Call, body: TariffDraft) -> Answer:
    """Make a tariff."""
    made = await call.desk.run(CreateTariff(call.tenant, body.particulars()))
    return await _one(call, made.id, created=True)


@block.operation("GET /tariffs/{tariff}", answers=TariffView, versioned=True)
async def read_tariff(call: Call, tariff: UUID) -> Answer:
    """Read a tariff."""
    return await _one(call, tariff)


@block.operation(
    "PUT /tariffs/{tariff}", answers=TariffView, does=EditTariffHandler, versioned=True
)
async def edit_tariff(call: Call, tariff: UUID, body: TariffDraft) -> Answer:
    """Change a tariff."""
    seen = await _view(call, tariff)
    version = call.conditions.expected("tariff", seen.name, seen.version)
    await call.desk.run(EditTariff(TariffId(tariff), body.particulars(), version))
    return await _one(call, tariff)


@block.operation(
    "DELETE /tariffs/{tariff}", status=204, does=RemoveTariffHandler, versioned=True,
    other_statuses=(409,),
)  # fmt: skip
async def remove_tariff(call: Call, tariff: UUID) -> None:
    """Take a tariff away."""
    seen = await _view(call, tariff)
    version = call.conditions.expected("tariff", seen.name, seen.version)
    await call.desk.run(RemoveTariff(TariffId(tariff), version))


async def _view(call: Call, tariff: UUID) -> TariffView:
    view: TariffView = found("tariff", tariff, await call.views.tariffs.find(tariff))
    return view


async def _one(call: Call, tariff: UUID, *, created: bool = False) -> Answer:
    view = await _view(call, tariff)
    return Answer(view, view.version, f"/tariffs/{tariff}" if created else None)
