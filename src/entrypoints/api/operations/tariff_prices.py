"""What sessions cost or would cost, and why."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from application.tariff.explain_price import (
    ExplainPrice,
    ExplainPriceHandler,
    ExplainSession,
    ExplainSessionHandler,
)
from application.views.rendering import explanation_view
from application.views.tariff import ExplanationView
from domain.errors import Invalid
from domain.identity import SessionId, TariffId
from domain.quantities import Energy
from domain.tariff import TypicalSession
from entrypoints.api.call import Call
from entrypoints.api.operation import Block
from entrypoints.api.operations.tariff_bodies import Quantity, TariffDraft
from entrypoints.api.reading.types import Instant, LongName, Text, utc

block = Block("prices", "What sessions cost or would cost, with the reason for each cent.")

Minutes = Annotated[int, Meta(ge=0, le=44_640)]


class Typical(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A session that one imagines: energy flows evenly, then the vehicle asks for none."""

    start: Instant
    kwh: Quantity
    minutes: Minutes
    """Of charging."""
    idle_minutes: Minutes = 0
    reserved_minutes: Minutes = 0
    """Before the start."""
    time_zone: Text = "UTC"
    """A name of the IANA database, such as Europe/Berlin."""
    power_kw: Quantity | None = None
    """Null: the average."""
    groups: Annotated[tuple[LongName, ...], Meta(max_length=20)] = ()
    memberships: Annotated[tuple[LongName, ...], Meta(max_length=20)] = ()

    @property
    def session(self) -> TypicalSession:
        """As the use case takes it; raises Invalid."""
        start = utc(self.start)
        assert start is not None  # noqa: S101 - it is required
        return TypicalSession(
            start=start,
            energy=Energy(Decimal(self.kwh) * 1000),
            charging=timedelta(minutes=self.minutes),
            idle=timedelta(minutes=self.idle_minutes),
            reserved=timedelta(minutes=self.reserved_minutes),
            zone=self.time_zone,
            power=Decimal(self.power_kw) if self.power_kw is not None else None,
            groups=frozenset(self.groups),
            memberships=frozenset(self.memberships),
        )


class Preview(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Either a session that was charged, by its id, or a typical one."""

    session: UUID | None = None
    typical: Typical | None = None

    @property
    def asked(self) -> SessionId | TypicalSession:
        """The one of the two that was told; raises Invalid."""
        if (self.session is None) is (self.typical is None):
            raise Invalid("session", "use either `session` or `typical`")
        if self.typical is not None:
            return self.typical.session
        assert self.session is not None  # noqa: S101 - one of the two is told
        return SessionId(self.session)


class DraftPreview(Preview):
    """And the tariff in words."""

    tariff: TariffDraft


@block.operation(
    "POST /tariffs/preview", answers=ExplanationView, does=ExplainPriceHandler,
    other_statuses=(404, 422),
)  # fmt: skip
async def preview_draft(call: Call, body: DraftPreview) -> ExplanationView:
    """See what a session would cost under a tariff in words: nothing is kept."""
    return await _explained(call, ExplainPrice(call.tenant, body.asked, body.tariff.particulars()))


@block.operation(
    "POST /tariffs/{tariff}/preview", answers=ExplanationView, does=ExplainPriceHandler,
    other_statuses=(422,),
)  # fmt: skip
async def preview_tariff(call: Call, tariff: UUID, body: Preview) -> ExplanationView:
    """See what a session would cost under a tariff."""
    return await _explained(call, ExplainPrice(call.tenant, body.asked, TariffId(tariff)))


@block.operation(
    "GET /sessions/{session}/cost", answers=ExplanationView, does=ExplainSessionHandler,
    other_statuses=(409, 422),
)  # fmt: skip
async def explain_session(call: Call, session: UUID) -> ExplanationView:
    """Explain what a session costs, so far or in all."""
    return await _explained(call, ExplainSession(SessionId(session)))


async def _explained(call: Call, asked: Any) -> ExplanationView:  # noqa: ANN401 - a command
    return explanation_view(await call.desk.run(asked))
