"""Records for partners, auditors and drivers: told, explained, compared, taken back."""

from fractions import Fraction
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from adapters.ocpi.cdr import OcpiCdr, ocpi_cdr
from adapters.ocpi.cdr_reading import HEADINGS, ReadCdr, read_cdr
from adapters.ocpi.reading import Unreadable
from adapters.ocpi.tariff_reading import ReadTariff, read_tariff
from application.billing.credit_cdr import CreditCdr, CreditCdrHandler
from application.billing.explain_cdr import (
    CompareCdr,
    CompareCdrHandler,
    ExplainCdr,
    ExplainCdrHandler,
)
from application.views.charging import CdrView
from application.views.records import ComparisonView, RecordCostView
from application.views.rendering import comparison_view, record_cost_view
from domain.cdr import Cdr
from domain.errors import NotPossibleNow
from domain.identity import CdrId
from entrypoints.api.call import Answer, Call, found
from entrypoints.api.operations.charging import cdrs
from entrypoints.api.operations.invoices import Crediting
from entrypoints.api.problems import Fault, wrong
from entrypoints.api.reading.types import Text

block = cdrs

Foreign = Annotated[dict[str, Any], Meta(description="An object of OCPI 2.1.1, 2.2.1 or 2.3.0.")]


class ForeignCdr(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Somebody else's record, and what is needed to understand it."""

    cdr: Foreign
    """A CDR object."""
    tariffs: Annotated[tuple[Foreign, ...], Meta(max_length=20)] = ()
    """Tariff objects, where the CDR names tariffs that it does not hold."""
    time_zone: Text | None = None
    """Of its place, which a CDR does not tell; null: UTC, or that of our record."""
    record: UUID | None = None
    """Our record of the same session."""


@cdrs.operation("GET /cdrs/{cdr}/ocpi", answers=OcpiCdr)
async def read_ocpi_cdr(call: Call, cdr: UUID) -> object:
    """Read a record as partners get it (OCPI 2.2.1)."""
    record: Cdr = found("record", cdr, await call.views.cdrs.record(cdr))
    if record.bill is None:
        raise NotPossibleNow("The record has no price: partners get none of it.")
    view = found("record", cdr, await call.views.cdrs.find(cdr))
    terms = await call.views.invoices.terms()
    invoice = await call.views.invoices.find(view.invoice) if view.invoice else None
    return ocpi_cdr(
        record,
        record.bill,
        terms.country_code if terms else "",
        terms.party_id if terms else "",
        invoice.invoice.number if invoice else None,
    )


@cdrs.operation(
    "GET /cdrs/{cdr}/cost", answers=RecordCostView, does=ExplainCdrHandler, other_statuses=(409,)
)
async def explain_cdr(call: Call, cdr: UUID) -> RecordCostView:
    """Explain why a record costs what it costs."""
    return record_cost_view(await call.desk.run(ExplainCdr(CdrId(cdr))))


@cdrs.operation(
    "POST /cdrs/compare", answers=ComparisonView, does=CompareCdrHandler,
    other_statuses=(404, 409, 422),
)  # fmt: skip
async def compare_cdr(call: Call, body: ForeignCdr) -> ComparisonView:
    """Tell why somebody else's record of a session is different."""
    zone = body.time_zone
    if zone is None and body.record is not None:
        ours: Cdr = found("record", body.record, await call.views.cdrs.record(body.record))
        zone = ours.particulars.place.time_zone
    theirs, remarks = _read(body, zone)
    asked = CompareCdr(
        used=theirs.consumption,
        tariffs=theirs.tariffs,
        stated={HEADINGS[name]: amounts for name, amounts in theirs.stated.items()},
        volumes={name: Fraction(volume) for name, volume in theirs.volumes.items()},
        record=CdrId(body.record) if body.record else None,
    )
    return comparison_view(await call.desk.run(asked), remarks)


@cdrs.operation(
    "POST /cdrs/{cdr}/credit", answers=CdrView, status=201, does=CreditCdrHandler,
    other_statuses=(409,),
)  # fmt: skip
async def credit_cdr(call: Call, cdr: UUID, body: Crediting) -> Answer:
    """Take a record back: the answer is the credit."""
    credit = await call.desk.run(CreditCdr(CdrId(cdr), body.why))
    view = found("record", credit.id, await call.views.cdrs.find(credit.id))
    return Answer(view, location=f"/cdrs/{credit.id}")


def _read(body: ForeignCdr, zone: str | None) -> tuple[ReadCdr, tuple[str, ...]]:
    """Raises the problem that lists all that could not be read."""
    beside: list[ReadTariff] = []
    faults: list[Fault] = []
    for number, document in enumerate(body.tariffs):
        try:
            beside.append(read_tariff(document))
        except Unreadable as refusal:
            faults += [Fault(detail=f, pointer=f"/tariffs/{number}") for f in refusal.faults]
    if faults:
        raise wrong("wrong-fields", faults)
    try:
        theirs = read_cdr(body.cdr, beside, zone)
    except Unreadable as refusal:
        raise wrong(
            "wrong-fields", [Fault(detail=f, pointer="/cdr") for f in refusal.faults]
        ) from None
    unknown = tuple(f"unknown field of a tariff: {name}" for t in beside for name in t.remarks)
    return theirs, (*theirs.remarks, *unknown)
