"""Invoices: of a customer and a month, of one session, sealed, taken back, sent."""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from tests.application.billing_office import (
    ADA,
    BANK,
    MARCH,
    TERMS,
    VOLTA_GMBH,
    a_house,
    charged,
    customer,
    invoiced,
)
from tests.application.office import Office
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA

from application.billing.create_invoice import (
    InvoiceCustomerHandler,
    InvoiceSession,
    InvoiceSessionHandler,
)
from application.billing.credit_cdr import CreditCdr, CreditCdrHandler
from application.billing.edit_customer import (
    CreateCustomerHandler,
    EditCustomer,
    EditCustomerHandler,
    RemoveCustomer,
    RemoveCustomerHandler,
)
from application.billing.edit_invoice import (
    CreditInvoice,
    CreditInvoiceHandler,
    DiscardInvoice,
    DiscardInvoiceHandler,
    IssueInvoice,
    IssueInvoiceHandler,
)
from application.billing.numbering import Numbering
from application.billing.terms import SetBillingTerms, SetBillingTermsHandler
from domain.errors import Invalid, NotPossibleNow, Outdated, StillReferenced
from domain.invoice import InvoiceKind, InvoiceState, Party

# One statement.


@rule(CreateCustomerHandler, "He pays for what is charged with his tokens")
@rule(InvoiceCustomerHandler, "All his sessions of the period stand on one statement")
@asynchronous
async def test_all_sessions_of_a_month_stand_on_one_statement():
    office, station, _ = await a_house()
    ada = await customer(office)
    await charged(office, station, "tx-1", 20)
    await charged(office, station, "tx-2", 7, at=90)
    await charged(office, station, "tx-3", 9, at=180, token="SOMEBODY")
    invoice = await invoiced(office, ada)
    assert [line.net for line in invoice.content.lines] == [10, Decimal("3.50")]
    assert invoice.content.totals.payable == Decimal("13.50")
    assert (invoice.kind, invoice.state) == (InvoiceKind.INVOICE, InvoiceState.ISSUED)
    assert invoice.number == "INV-2026-000001"


@rule(InvoiceCustomerHandler, "All his sessions of the period stand on one statement")
@asynchronous
async def test_a_correction_of_an_invoiced_session_stands_on_the_next_statement():
    office, station, _ = await a_house()
    ada = await customer(office)
    cdr = await charged(office, station)
    await invoiced(office, ada)
    await office.run(CreditCdr(cdr.id, "The cable was broken."))
    april = {"begin": date(2026, 4, 1), "end": date(2026, 4, 30)}
    (line,) = (await invoiced(office, ada, **april)).content.lines
    assert (line.quantity, line.net) == (-1, -10)


@rule(InvoiceCustomerHandler, "The days are those of the operator's time zone")
@asynchronous
async def test_a_session_belongs_to_the_day_it_ended_on_where_the_operator_is():
    office, station, _ = await a_house()
    ada = await customer(office)
    berlin = datetime(2026, 4, 1, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    minutes = (berlin - office.clock.now()).total_seconds() / 60 - 60
    office.later(minutes + 120)
    await charged(office, station, at=minutes)
    with pytest.raises(NotPossibleNow):
        await invoiced(office, ada)
    april = {"begin": date(2026, 4, 1), "end": date(2026, 4, 1)}
    assert len((await invoiced(office, ada, **april)).content.lines) == 1


@rule(InvoiceCustomerHandler, "A record stands on one invoice at most.")
@rule(InvoiceCustomerHandler, "Where nothing is to be billed there is no invoice.")
@asynchronous
async def test_nothing_is_billed_twice():
    office, station, _ = await a_house()
    ada = await customer(office)
    await charged(office, station)
    await invoiced(office, ada)
    with pytest.raises(NotPossibleNow):
        await invoiced(office, ada)


@rule(InvoiceCustomerHandler, "A session that was charged and taken back before")
@asynchronous
async def test_what_was_charged_and_taken_back_is_not_listed():
    office, station, _ = await a_house()
    ada = await customer(office)
    mistake = await charged(office, station, "tx-1")
    await office.run(CreditCdr(mistake.id, "A test."))
    kept = await charged(office, station, "tx-2", at=90)
    invoice = await invoiced(office, ada)
    assert invoice.content.records == (kept.id,)


@rule(InvoiceCustomerHandler, "Sessions free of charge are listed, at 0.")
@asynchronous
async def test_what_is_free_is_listed_at_nothing():
    office, station, _ = await a_house()
    ada = await customer(office)
    await charged(office, station)
    await charged(office, station, "tx-2", kwh=0, at=90)
    invoice = await invoiced(office, ada)
    assert [line.net for line in invoice.content.lines] == [10, 0]


@rule(InvoiceCustomerHandler, "What he charged at home is paid back to him")
@asynchronous
async def test_charging_at_home_is_paid_back_in_his_name_without_vat():
    office, station, _ = await a_house()
    ada = await customer(office, home_stations=(station.id,), bank=BANK)
    await charged(office, station)
    with pytest.raises(NotPossibleNow):
        await invoiced(office, ada)
    statement = await invoiced(office, ada, home=True)
    assert statement.kind is InvoiceKind.SELF_BILLED
    assert statement.number == "SBI-2026-000001"
    assert (statement.content.seller, statement.content.buyer) == (ADA, VOLTA_GMBH)
    assert statement.content.totals.payable == 10
    assert {line.category for line in statement.content.lines} == {"O"}


@rule(InvoiceCustomerHandler, "A draft may be looked at and discarded")
@rule(IssueInvoiceHandler, "It gets the next number of its series")
@asynchronous
async def test_a_draft_has_no_number_until_it_is_issued():
    office, station, _ = await a_house()
    ada = await customer(office)
    await charged(office, station)
    draft = await invoiced(office, ada, issue=False)
    assert (draft.number, draft.state) == (None, InvoiceState.DRAFT)
    issued = await office.run(IssueInvoice(draft.id))
    assert (issued.number, issued.due_on) == ("INV-2026-000001", date(2026, 3, 16))
    with pytest.raises(NotPossibleNow):
        await office.run(IssueInvoice(draft.id))


@rule(DiscardInvoiceHandler, "Its sessions can be invoiced anew.")
@rule(DiscardInvoiceHandler, "What was issued stays")
@asynchronous
async def test_a_discarded_draft_leaves_its_sessions_and_no_gap():
    office, station, _ = await a_house()
    ada = await customer(office)
    await charged(office, station)
    draft = await invoiced(office, ada, issue=False)
    await office.run(DiscardInvoice(draft.id))
    issued = await invoiced(office, ada)
    assert issued.number == "INV-2026-000001"
    with pytest.raises(NotPossibleNow):
        await office.run(DiscardInvoice(issued.id))


@asynchronous
async def test_without_terms_or_with_days_back_to_front_there_is_no_invoice():
    office = await Office().open()
    ada = await customer(office)
    with pytest.raises(NotPossibleNow):
        await invoiced(office, ada)
    await office.run(SetBillingTerms(VOLTA, TERMS))
    with pytest.raises(Invalid):
        await invoiced(office, ada, begin=MARCH["end"], end=MARCH["begin"])


@asynchronous
async def test_what_breaks_rules_of_en_16931_is_not_sealed_and_all_of_it_is_told():
    office, station, _ = await a_house()
    nowhere = await customer(office, party=Party(name="Ada"))
    await charged(office, station)
    with pytest.raises(Invalid, match="BR-11"):
        await invoiced(office, nowhere)
    assert office.storage.database.tables.invoices.rows == {}
    assert office.storage.database.tables.series.rows == {}


# Numbers.


@rule(Numbering, "Numbers follow one another without gaps")
@asynchronous
async def test_invoices_written_at_once_have_numbers_without_gaps():
    office, station, _ = await a_house()
    cdrs = [await charged(office, station, f"tx-{n}", at=61 * n) for n in range(6)]
    commands = [InvoiceSession(tenant=VOLTA, cdr=cdr.id) for cdr in cdrs]
    twice = await asyncio.gather(
        *(office.run(each) for each in (*commands, *commands)), return_exceptions=True
    )
    made = [each for each in twice if not isinstance(each, Exception)]
    assert sorted(i.number for i in made) == [f"INV-2026-{n:06d}" for n in range(1, 7)]


@rule(Numbering, "The year is that of the operator's own time zone.")
@asynchronous
async def test_a_new_year_begins_where_the_operator_is():
    office, station, _ = await a_house()
    first, second = await charged(office, station), await charged(office, station, "tx-2", at=90)
    new_year = datetime(2027, 1, 1, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    old = await office.run(InvoiceSession(tenant=VOLTA, cdr=first.id))
    office.later((new_year - office.clock.now()).total_seconds() / 60)
    new = await office.run(InvoiceSession(tenant=VOLTA, cdr=second.id))
    assert (old.number, new.number) == ("INV-2026-000001", "INV-2027-000001")


# One session.


@rule(InvoiceSessionHandler, "Paid already, it is a receipt; else an invoice.")
@rule(InvoiceSessionHandler, "A driver who is not known need not give a name.")
@asynchronous
async def test_a_receipt_for_nobody_by_name():
    office, station, _ = await a_house()
    cdr = await charged(office, station)
    receipt = await office.run(InvoiceSession(tenant=VOLTA, cdr=cdr.id, paid_by="card"))
    assert receipt.kind is InvoiceKind.RECEIPT
    assert (receipt.content.totals.paid, receipt.content.totals.payable) == (10, 0)
    other = await charged(office, station, "tx-2", at=90)
    invoice = await office.run(InvoiceSession(tenant=VOLTA, cdr=other.id, buyer=ADA))
    assert (invoice.kind, invoice.content.totals.payable) == (InvoiceKind.INVOICE, 10)


@rule(InvoiceSessionHandler, "Not a session that stands on an invoice")
@asynchronous
async def test_no_receipt_for_what_is_invoiced_or_taken_back():
    office, station, _ = await a_house()
    cdr = await charged(office, station)
    await office.run(InvoiceSession(tenant=VOLTA, cdr=cdr.id))
    gone = await charged(office, station, "tx-2", at=90)
    credit = await office.run(CreditCdr(gone.id, "A test."))
    for record in (cdr, gone, credit):
        with pytest.raises(NotPossibleNow):
            await office.run(InvoiceSession(tenant=VOLTA, cdr=record.id))


# Taking back.


@rule(CreditInvoiceHandler, "A credit note of its own, with a number of its own series")
@rule(CreditInvoiceHandler, "The sessions can be invoiced anew.")
@rule(CreditInvoiceHandler, "Once only; a credit note is not credited.")
@asynchronous
async def test_a_credit_note_takes_all_of_it_back():
    office, station, _ = await a_house()
    ada = await customer(office)
    await charged(office, station)
    invoice = await invoiced(office, ada)
    note = await office.run(CreditInvoice(invoice.id, "Wrong address."))
    assert (note.kind, note.number) == (InvoiceKind.CREDIT_NOTE, "CRN-2026-000001")
    assert (note.content.credited_number, note.total.amount) == (invoice.number, -10)
    kept = await office.stores().invoices.get(invoice.id)
    assert (kept.state, kept.credited_by) == (InvoiceState.CREDITED, note.id)
    assert (await invoiced(office, ada)).number == "INV-2026-000002"
    for taken in (invoice, note):
        with pytest.raises(NotPossibleNow):
            await office.run(CreditInvoice(taken.id, "again"))


@rule(CreditCdrHandler, "A record that is on an invoice may be credited")
@asynchronous
async def test_a_record_on_an_invoice_may_be_credited():
    office, station, _ = await a_house()
    ada = await customer(office)
    cdr = await charged(office, station)
    invoice = await invoiced(office, ada)
    credit = await office.run(CreditCdr(cdr.id, "The cable was broken."))
    assert await office.stores().invoices.invoice_of(credit.id) is None
    assert await office.stores().invoices.invoice_of(cdr.id) == invoice.id


# Terms and customers.


@rule(SetBillingTermsHandler, "A change based on an older version is refused.")
@rule(SetBillingTermsHandler, "Invoices that exist keep the terms they were written on.")
@rule(EditCustomerHandler, "Invoices that exist keep him as he was.")
@asynchronous
async def test_invoices_keep_what_they_were_written_on():
    office, station, _ = await a_house()
    ada = await customer(office)
    await charged(office, station)
    invoice = await invoiced(office, ada)
    moved = replace(TERMS, seller=replace(VOLTA_GMBH, name="Volta SE"))
    await office.run(SetBillingTerms(VOLTA, moved, 1))
    with pytest.raises(Outdated):
        await office.run(SetBillingTerms(VOLTA, TERMS, 1))
    married = replace(ada.particulars, party=replace(ADA, name="Ada King"))
    await office.run(EditCustomer(ada.id, married))
    kept = (await office.stores().invoices.get(invoice.id)).content
    assert (kept.seller.name, kept.buyer.name) == ("Volta GmbH", "Ada Lovelace")


@rule(EditCustomerHandler, "A change based on an older version is refused.")
@rule(RemoveCustomerHandler, "Not one who has invoices: they name him.")
@asynchronous
async def test_a_customer_with_invoices_stays():
    office, station, _ = await a_house()
    ada, grace = await customer(office), await customer(office, tokens=("OTHER",))
    await charged(office, station)
    await invoiced(office, ada)
    with pytest.raises(StillReferenced):
        await office.run(RemoveCustomer(ada.id))
    with pytest.raises(Outdated):
        await office.run(EditCustomer(grace.id, grace.particulars, 7))
    await office.run(RemoveCustomer(grace.id))
