"""How much is held before a charge, and the receipt after it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.application.billing_office import ADA, Postbox
from tests.application.billing_office import TERMS as BILLING
from tests.application.rules import rule
from tests.application.shop import TERMS, open_shop
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at
from tests.payments import euros

from adapters.documents import TypstDocuments
from application.billing.credit_cdr import CreditCdr
from application.billing.edit_customer import CreateCustomer
from application.billing.terms import SetBillingTerms
from application.payment.follow_session import LinkPaymentHandler
from application.payment.holding import Holding
from application.payment.request_payment import RequestPaymentHandler
from application.payment.write_receipt import WriteReceipt, WriteReceiptHandler
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from domain.errors import Invalid
from domain.invoice import CustomerParticulars, InvoiceKind, InvoiceState
from domain.payment import PaymentTerms, TypicalCharge, hold_by_tariff
from domain.quantities import Energy
from domain.tariff import (
    Dimension,
    Element,
    FullPrices,
    GroupPrices,
    PriceComponent,
    PriceLimit,
    Restrictions,
    Terms,
)
from entrypoints.wiring.handlers import Desks, World

SIXTY = TypicalCharge(energy=Energy.from_kwh("60"), charging=timedelta(minutes=45))
VAT = Decimal(19)


def a_list(price: str = "0.50", currency: str = "EUR", **more):
    element = Element((PriceComponent(Dimension.ENERGY, Decimal(price), VAT),))
    prices = FullPrices(**{"elements": (element,), **more})
    return TariffParticulars(name="Day", currency=currency, is_default=True, prices=prices)


def terms(typical: TypicalCharge | None = SIXTY) -> PaymentTerms:
    return PaymentTerms(
        tenant=VOLTA, hold=euros("50.00"), most=euros("120.00"), typical=typical,
        return_url="https://volta.example",
    )  # fmt: skip


def held(particulars: TariffParticulars, **more) -> str:
    tariff = particulars.drafted(VOLTA, VOLTA)
    return str(hold_by_tariff(terms(), tariff, at(0), **more).amount)


@pytest.mark.parametrize(
    ("tariff", "amount"),
    [
        (a_list(), "35.70"),  # 60 kWh at 0.50, and taxes
        (a_list("9"), "120.00"),  # never more than the most
        (a_list("0"), "50.00"),  # a hold of nothing is none
        (a_list(currency="CHF"), "50.00"),
        (a_list(elements=()), "50.00"),
        (a_list(max_price=PriceLimit(Decimal(20), Decimal("23.80"))), "23.80"),
        (a_list(max_price=PriceLimit(Decimal("20.01"))), "23.82"),  # with taxes, rounded up
        (a_list(max_price=PriceLimit(Decimal(500))), "120.00"),
    ],
)
def test_what_is_held_is_what_the_tariff_makes_of_it(tariff, amount):
    assert held(tariff) == amount


def test_prices_of_the_group_and_of_the_hour_count():
    staff = GroupPrices("staff", (Element((PriceComponent(Dimension.ENERGY, Decimal("0.1")),)),))
    assert held(a_list(terms=Terms(groups=(staff,))), group="staff") == "6.00"
    night = Element(
        (PriceComponent(Dimension.ENERGY, Decimal("0.1")),),
        Restrictions(start_time=at(0).time(), end_time=at(60).time()),
    )
    assert held(a_list(elements=(night,))) == "6.00"
    assert held(a_list(elements=(night,)), zone="Asia/Tokyo") == "50.00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"energy": Energy.from_kwh("0")},
        {"energy": Energy.from_kwh("1001")},
        {"charging": timedelta(0)},
        {"charging": timedelta(days=8)},
        {"idle": timedelta(days=8)},
        {"idle": timedelta(minutes=-1)},
    ],
)
def test_a_charge_that_is_not_typical_of_anything_is_refused(wrong):
    with pytest.raises(Invalid):
        replace(SIXTY, **wrong)


@rule(Holding, "Where the terms name a typical charge")
@rule(Holding, "Never more than the terms allow.")
@rule(RequestPaymentHandler, "The amount held is the one asked for")
@asynchronous
async def test_the_hold_follows_the_tariff_of_the_evse():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        await shop.run(replace(TERMS, typical=SIXTY))
        assert (await shop.asks(station)).hold == euros("30.00")
        assert (await shop.asks(station, amount=euros("12.00"))).hold == euros("12.00")
        with pytest.raises(Invalid):
            await shop.asks(station, amount=euros("121.00"))


@rule(Holding, "Where the tariff says nothing of use")
@asynchronous
async def test_without_a_tariff_the_amount_of_the_terms_is_held():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        await shop.run(CreateTariff(VOLTA, a_list(currency="CHF")))
        await shop.run(replace(TERMS, typical=SIXTY))
        assert (await shop.asks(station)).hold == euros("50.00")


@rule(LinkPaymentHandler, "For a token with a kept method")
@asynchronous
async def test_a_kept_card_is_held_for_by_the_session_s_own_tariff():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        await shop.run(replace(TERMS, typical=SIXTY))
        await shop.leaves_card(await shop.token())
        session = await shop.begins(station, token="DEADBEEF")
        payment = await shop.payment_of(session.id)
        assert payment.hold == euros("30.00")


# Receipts.


async def a_shop_with_paper(shop, **billing) -> Postbox:
    """Where invoices are written and mailed."""
    post = Postbox()
    more = {"mailer": post, "documents": TypstDocuments(), "payments": shop.accounts}
    shop.desks = Desks(World(**{**shop.desks_world, **more}))
    if billing.get("terms", True):
        await shop.run(SetBillingTerms(VOLTA, BILLING))
    return post


async def paid_charge(shop, wh: int = 20_000):
    station = await shop.station_on_line()
    payment = await shop.asks(station)
    await shop.works()
    await shop.agrees(payment)
    await shop.obeys(station)
    session = await shop.charges(station, wh)
    return await shop.now(payment), session


def invoices(shop):
    rows = shop.storage.database.tables.invoices.rows.values()
    return sorted(rows, key=lambda invoice: (invoice.created_at, invoice.number))


@rule(WriteReceiptHandler, "By the record of the session that stands")
@rule(WriteReceiptHandler, "It says what was paid with and how much")
@rule(WriteReceiptHandler, "It is mailed where an address is known")
@asynchronous
async def test_who_has_paid_gets_a_receipt_by_mail():
    async with open_shop() as shop:
        post = await a_shop_with_paper(shop)
        shop.stripe.books.email = "driver@example.com"
        payment, _ = await paid_charge(shop)
        (receipt,) = invoices(shop)
        assert (receipt.kind, receipt.state) == (InvoiceKind.RECEIPT, InvoiceState.ISSUED)
        assert (receipt.content.paid_by, receipt.content.totals.payable) == ("visa 4242", 0)
        (letter,) = post.letters
        assert letter.to == "driver@example.com"
        assert receipt.number in letter.subject
        assert await shop.run(WriteReceipt(payment.id)) is None
        assert len(invoices(shop)) == 1


@asynchronous
async def test_what_could_not_be_charged_stays_to_be_paid():
    async with open_shop() as shop:
        await a_shop_with_paper(shop)
        await paid_charge(shop, 130_000)
        (receipt,) = invoices(shop)
        assert (receipt.content.paid, receipt.content.totals.payable) == (50, 15)


@rule(WriteReceiptHandler, "To the customer who pays for the token")
@asynchronous
async def test_a_known_customer_gets_it_in_his_name():
    async with open_shop() as shop:
        post = await a_shop_with_paper(shop)
        said = CustomerParticulars(party=ADA, tokens=("deadbeef",))
        ada = await shop.run(CreateCustomer(VOLTA, said))
        await shop.leaves_card(await shop.token())
        await shop.charges(await shop.station_on_line(), 20_000, token="DEADBEEF")
        (receipt,) = invoices(shop)
        assert (receipt.customer, receipt.content.buyer) == (ada.id, ADA)
        assert post.letters[0].to == ADA.email


@asynchronous
async def test_without_an_address_it_is_kept_and_not_mailed():
    async with open_shop() as shop:
        post = await a_shop_with_paper(shop)
        await paid_charge(shop)
        (receipt,) = invoices(shop)
        assert (receipt.delivery, post.letters) == (None, [])


@rule(WriteReceiptHandler, "Once the session is corrected, the receipt is taken back")
@asynchronous
async def test_a_credited_session_s_receipt_is_taken_back():
    async with open_shop() as shop:
        post = await a_shop_with_paper(shop)
        shop.stripe.books.email = "driver@example.com"
        _, session = await paid_charge(shop)
        (cdr,) = await shop.stores().cdrs.of_session(session.id)
        await shop.run(CreditCdr(cdr.id, "the cable was broken"))
        await shop.works()
        note, receipt = invoices(shop)  # of one moment, by number
        assert (receipt.state, note.kind) == (InvoiceState.CREDITED, InvoiceKind.CREDIT_NOTE)
        assert [letter.to for letter in post.letters] == ["driver@example.com"] * 2


@rule(WriteReceiptHandler, "Not where the terms of payment want none")
@asynchronous
async def test_no_receipt_where_none_is_wanted_or_nobody_said_the_terms():
    async with open_shop() as shop:
        await a_shop_with_paper(shop, terms=False)
        payment, _ = await paid_charge(shop)
        assert invoices(shop) == []
        await shop.run(SetBillingTerms(VOLTA, BILLING))
        await shop.run(replace(TERMS, receipts=False))
        assert await shop.run(WriteReceipt(payment.id)) is None
