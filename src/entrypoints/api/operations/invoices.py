"""Invoices, receipts, credit notes, and what is paid back."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.billing.create_invoice import (
    InvoiceCustomer,
    InvoiceCustomerHandler,
    InvoiceSession,
)
from application.billing.edit_invoice import (
    CreditInvoice,
    CreditInvoiceHandler,
    DiscardInvoice,
    DiscardInvoiceHandler,
    IssueInvoice,
    IssueInvoiceHandler,
)
from application.billing.render_invoice import Form, RenderInvoice, RenderInvoiceHandler
from application.billing.send_invoice import SendInvoice, SendInvoiceHandler
from application.views.billing import InvoiceDetail, InvoiceFilter, InvoiceView
from application.views.paging import Page
from domain.identity import CdrId, CustomerId, InvoiceId
from domain.invoice import InvoiceKind, InvoiceState
from entrypoints.api import cursor
from entrypoints.api.call import Answer, Call, found, listed
from entrypoints.api.operation import PDF, XML, Block
from entrypoints.api.operations.billing import Language, MailAddress, PartyDraft
from entrypoints.api.reading.types import PageQuery, Search, Text

block = Block(
    "invoices",
    "Invoices, receipts, credit notes, and statements of what is paid back: numbered without gaps.",
)

Reason = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")]


class InvoicesQuery(PageQuery):
    """Filters and order."""

    customer: UUID | None = None
    kind: InvoiceKind | None = None
    state: InvoiceState | None = None
    number: Search | None = None
    cdr: UUID | None = None
    """The one that lists this record."""
    sort: Literal["-created", "created"] = "-created"


class PeriodToInvoice(
    msgspec.Struct, kw_only=True, forbid_unknown_fields=True, tag="period", tag_field="of"
):
    """All that a customer owes for a period, or is paid back."""

    customer: UUID
    begin: date
    """The first day."""
    end: date
    """The last day, included."""
    home: bool = False
    """What he is paid back for charging at home, instead of what he pays."""
    issue: bool = True
    """Whether it is issued at once; else it is a draft."""


class SessionToInvoice(
    msgspec.Struct, kw_only=True, forbid_unknown_fields=True, tag="session", tag_field="of"
):
    """One session, for whom is named or for nobody by name."""

    cdr: UUID
    buyer: PartyDraft | None = None
    language: Language = ""
    paid_by: Text = ""
    """How it has been paid, such as `card`: then it is a receipt."""


class NewInvoice(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is to be invoiced."""

    wanted: PeriodToInvoice | SessionToInvoice


class Crediting(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why something is taken back."""

    why: Reason


class Sending(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """To whom it is sent."""

    to: MailAddress = ""
    """Empty for the customer's own address."""


@block.operation("GET /invoices", answers=Page[InvoiceView])
async def list_invoices(call: Call, query: InvoicesQuery) -> object:
    """List the invoices, the newest first."""
    wanted = cursor.sliced(query.limit, query.cursor, query.sort)
    chosen = InvoiceFilter(
        customer=query.customer,
        kind=query.kind,
        state=query.state,
        number=query.number,
        cdr=query.cdr,
    )
    return listed(await call.views.invoices.page(wanted, chosen), query.sort)


@block.operation(
    "POST /invoices", answers=InvoiceDetail, status=201, does=InvoiceCustomerHandler,
    versioned=True, other_statuses=(409,),
)  # fmt: skip
async def create_invoice(call: Call, body: NewInvoice) -> Answer:
    """Write an invoice: of a customer and a period, or of one session.

    - One session, paid already, gives a receipt; its driver need not be known.
    """
    wanted = body.wanted
    command: InvoiceCustomer | InvoiceSession
    if isinstance(wanted, PeriodToInvoice):
        command = InvoiceCustomer(
            tenant=call.tenant,
            customer=CustomerId(wanted.customer),
            begin=wanted.begin,
            end=wanted.end,
            home=wanted.home,
            issue=wanted.issue,
        )
    else:
        command = InvoiceSession(
            tenant=call.tenant,
            cdr=CdrId(wanted.cdr),
            buyer=wanted.buyer.party() if wanted.buyer else None,
            language=wanted.language,
            paid_by=wanted.paid_by,
        )
    made = await call.desk.run(command)
    return await _one(call, made.id, created=True)


@block.operation("GET /invoices/{invoice}", answers=InvoiceDetail, versioned=True)
async def read_invoice(call: Call, invoice: UUID) -> Answer:
    """Read an invoice with all that stands on it."""
    return await _one(call, invoice)


@block.operation("GET /invoices/{invoice}/pdf", gives=PDF, does=RenderInvoiceHandler)
async def read_invoice_pdf(call: Call, invoice: UUID) -> Answer:
    """Read an invoice as PDF/A-3, with the structured data inside (Factur-X).

    - A draft says that it is one, and has no structured data.
    """
    return await _document(call, invoice, Form.PDF)


@block.operation("GET /invoices/{invoice}/xml", gives=XML)
async def read_invoice_xml(call: Call, invoice: UUID) -> Answer:
    """Read an invoice as structured data (EN 16931 in CII)."""
    return await _document(call, invoice, Form.XML)


@block.operation(
    "POST /invoices/{invoice}/issue", answers=InvoiceDetail, does=IssueInvoiceHandler,
    versioned=True, other_statuses=(409,),
)  # fmt: skip
async def issue_invoice(call: Call, invoice: UUID) -> Answer:
    """Issue a draft."""
    await call.desk.run(IssueInvoice(InvoiceId(invoice)))
    return await _one(call, invoice)


@block.operation(
    "DELETE /invoices/{invoice}", status=204, does=DiscardInvoiceHandler, other_statuses=(409,)
)
async def discard_invoice(call: Call, invoice: UUID) -> None:
    """Throw a draft away."""
    await call.desk.run(DiscardInvoice(InvoiceId(invoice)))


@block.operation(
    "POST /invoices/{invoice}/credit", answers=InvoiceDetail, status=201,
    does=CreditInvoiceHandler, versioned=True, other_statuses=(409,),
)  # fmt: skip
async def credit_invoice(call: Call, invoice: UUID, body: Crediting) -> Answer:
    """Take an invoice back: the answer is the credit note."""
    note = await call.desk.run(CreditInvoice(InvoiceId(invoice), body.why))
    return await _one(call, note.id, created=True)


@block.operation(
    "POST /invoices/{invoice}/send", answers=InvoiceDetail, status=202, does=SendInvoiceHandler,
    versioned=True, other_statuses=(409,),
)  # fmt: skip
async def send_invoice(call: Call, invoice: UUID, body: Sending) -> Answer:
    """Send an invoice by mail: `delivery` then says what became of it."""
    await call.desk.run(SendInvoice(InvoiceId(invoice), body.to or None))
    return await _one(call, invoice, created=True)


async def _one(call: Call, invoice: UUID, *, created: bool = False) -> Answer:
    view: InvoiceDetail = found("invoice", invoice, await call.views.invoices.find(invoice))
    return Answer(view, view.invoice.version, f"/invoices/{invoice}" if created else None)


async def _document(call: Call, invoice: UUID, form: Form) -> Answer:
    view: InvoiceDetail = found("invoice", invoice, await call.views.invoices.find(invoice))
    content = await call.desk.run(RenderInvoice(InvoiceId(invoice), form))
    name = view.invoice.number or "draft"
    return Answer(
        content,
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'},
    )
