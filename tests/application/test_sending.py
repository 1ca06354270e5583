"""Invoices as documents, and on their way by mail."""

import pytest
from tests.application.billing_office import (
    ADA,
    TERMS,
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
    InvoiceSession,
)
from application.billing.edit_invoice import (
    IssueInvoice,
)
from application.billing.render_invoice import Form, RenderInvoice, RenderInvoiceHandler
from application.billing.send_invoice import (
    DeliverInvoice,
    DeliverInvoiceHandler,
    SendInvoice,
    SendInvoiceHandler,
)
from application.billing.terms import SetBillingTerms
from application.ports.mail import MailNotNow, MailRefused, NoMailServer
from domain.errors import Invalid, NotPossibleNow
from domain.invoice import Dispatch, InvoiceToBeSent, Party
from domain.location import Address

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


@rule(SendInvoiceHandler, "It is sent to the address that is named, else to the customer's.")
@asynchronous
async def test_what_is_paid_back_is_sent_to_who_gets_it():
    office, station, _ = await a_house()
    ada = await customer(office, home_stations=(station.id,))
    await charged(office, station)
    statement = await invoiced(office, ada, home=True)
    assert (await office.run(SendInvoice(statement.id))).delivery.to == "ada@example.com"


async def to_send():
    office, station, post = await a_house()
    ada = await customer(office)
    await charged(office, station)
    return office, await invoiced(office, ada), post


async def deliver(office: Office):
    """What the worker does with the newest wish to send."""
    wish = (await office.events(InvoiceToBeSent))[-1]
    return await office.run(DeliverInvoice(wish.invoice, wish.dispatch))


@rule(SendInvoiceHandler, "It is sent to the address that is named, else to the customer's.")
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
