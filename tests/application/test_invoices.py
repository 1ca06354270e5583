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
from application.billing.render_invoice import Form, RenderInvoice, RenderInvoiceHandler
from application.billing.send_invoice import (
    DeliverInvoice,
    DeliverInvoiceHandler,
    SendInvoice,
    SendInvoiceHandler,
)
from application.billing.terms import SetBillingTerms, SetBillingTermsHandler
from application.ports.mail import MailNotNow, MailRefused, NoMailServer
from domain.errors import Invalid, NotPossibleNow, Outdated, StillReferenced
from domain.invoice import Dispatch, InvoiceKind, InvoiceState, InvoiceToBeSent, Party
from domain.location import Address

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


# Documents and mail.


@rule(RenderInvoiceHandler, "A draft says that it is one.")
@rule(RenderInvoiceHandler, "The same invoice always comes out byte for byte the same.")
@asynchronous
async def test_documents_are_made_of_drafts_and_of_invoices():
    office, station, _ = await a_house()
    ada = await customer(office)
    await charged(office, station)
    draft = await invoiced(office, ada, issue=False)
    unsealed = await office.run(RenderInvoice(draft.id, Form.PDF))
    assert b"factur-x" not in unsealed
    await office.run(IssueInvoice(draft.id))
    once, again = [await office.run(RenderInvoice(draft.id, Form.PDF)) for _ in range(2)]
    assert once == again
    assert b"factur-x.xml" in once
    assert b"INV-2026-000001" in await office.run(RenderInvoice(draft.id, Form.XML))


async def to_send():
    office, station, post = await a_house()
    ada = await customer(office)
    await charged(office, station)
    return office, await invoiced(office, ada), post


async def deliver(office: Office):
    """What the worker does with the newest wish to send."""
    wish = (await office.events(InvoiceToBeSent))[-1]
    return await office.run(DeliverInvoice(wish.invoice, wish.dispatch))


@rule(SendInvoiceHandler, "It is sent to the address that is named, else to the buyer's.")
@rule(DeliverInvoiceHandler, "A dispatch that was sent or refused is not sent again.")
@asynchronous
async def test_an_invoice_is_sent_once_however_often_the_worker_is_told():
    office, invoice, post = await to_send()
    await office.run(SendInvoice(invoice.id))
    for _ in range(3):
        sent = await deliver(office)
    assert sent.delivery.state is Dispatch.SENT
    (letter,) = post.letters
    assert (letter.to, letter.reply_to) == ("ada@example.com", "billing@volta.example")
    assert "INV-2026-000001" in letter.subject
    assert letter.attachments[0].content.startswith(b"%PDF")
    await office.run(SendInvoice(invoice.id, "office@example.com"))
    await deliver(office)
    assert [letter.to for letter in post.letters] == ["ada@example.com", "office@example.com"]


@rule(DeliverInvoiceHandler, "Its Message-ID is that of the invoice and the dispatch")
@rule(DeliverInvoiceHandler, "Where no server can be reached it stays queued")
@asynchronous
async def test_what_cannot_be_sent_now_is_tried_again_as_the_same_letter():
    office, invoice, post = await to_send()
    post.trouble = [MailNotNow("The mail server cannot be reached.")]
    await office.run(SendInvoice(invoice.id))
    with pytest.raises(MailNotNow):
        await deliver(office)
    kept = await office.stores().invoices.get(invoice.id)
    assert (kept.delivery.state, kept.delivery.why) == (
        Dispatch.QUEUED,
        "The mail server cannot be reached.",
    )
    await deliver(office)
    assert [letter.key for letter in post.letters] == [f"invoice-{invoice.id}-1"]


@rule(DeliverInvoiceHandler, "What a server refuses for good is told")
@asynchronous
async def test_what_is_refused_for_good_is_shown_and_can_be_sent_elsewhere():
    office, invoice, post = await to_send()
    post.trouble = [MailRefused("The mail server said 550: no such user")]
    await office.run(SendInvoice(invoice.id))
    refused = await deliver(office)
    assert (refused.delivery.state, "550" in refused.delivery.why) == (Dispatch.REFUSED, True)
    await deliver(office)
    assert post.letters == []
    await office.run(SendInvoice(invoice.id, "new@example.com"))
    await deliver(office)
    assert [letter.key for letter in post.letters] == [f"invoice-{invoice.id}-2"]


@rule(SendInvoiceHandler, "Not a draft, and not while it is on its way.")
@asynchronous
async def test_a_draft_and_what_is_on_its_way_are_not_sent():
    office, station, _ = await a_house()
    ada = await customer(office)
    await charged(office, station)
    draft = await invoiced(office, ada, issue=False)
    with pytest.raises(NotPossibleNow):
        await office.run(SendInvoice(draft.id))
    await office.run(IssueInvoice(draft.id))
    await office.run(SendInvoice(draft.id))
    with pytest.raises(NotPossibleNow):
        await office.run(SendInvoice(draft.id))


@rule(SendInvoiceHandler, "Only where a mail server is set.")
@asynchronous
async def test_without_a_mail_server_nothing_is_promised():
    office = await Office().open()
    await office.run(SetBillingTerms(VOLTA, TERMS))
    await office.tariff("0.5")
    cdr = await charged(office, await office.station())
    invoice = await office.run(InvoiceSession(tenant=VOLTA, cdr=cdr.id, buyer=ADA))
    with pytest.raises(NoMailServer):
        await office.run(SendInvoice(invoice.id))


@asynchronous
async def test_nobody_is_written_to_without_an_address():
    office, station, _ = await a_house()
    cdr = await charged(office, station)
    invoice = await office.run(InvoiceSession(tenant=VOLTA, cdr=cdr.id))
    with pytest.raises(Invalid):
        await office.run(SendInvoice(invoice.id))
    with pytest.raises(Invalid):
        await office.run(SendInvoice(invoice.id, "ada@x.example\r\nBcc: all@x.example"))


def test_a_vat_id_has_its_country():
    assert Party(name="X", address=Address(country="FR"), vat_id="FR12345678901")
    with pytest.raises(Invalid):
        Party(name="X", vat_id="12345")
