"""What is billed: the inbox, customers, numbers, invoices, and which records they list."""

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import OHM, VOLTA, a_session, at, ended, new_id, started

from application.again import until_settled
from application.ports.billing import Chargeable
from domain.cdr import Cdr, Decision, Particulars, UnpricedSession, free_of_charge, write_cdr
from domain.errors import AlreadyExists, NotFound, StaleState, StillReferenced
from domain.identity import CdrId, CustomerId, InvoiceId
from domain.invoice import (
    BankAccount,
    BillingProfile,
    BillingTerms,
    Customer,
    CustomerParticulars,
    Detail,
    Invoice,
    InvoiceContent,
    InvoiceKind,
    Line,
    Party,
)
from domain.location import Address
from domain.quantities import Currency
from domain.station import Station

EURO = Currency("EUR")
ADA = Party(name="Ada", address=Address(country="DE"), email="ada@example.com")
VOLTA_GMBH = Party(name="Volta", address=Address("M 1", "Berlin", "1", "DE"), vat_id="DE123456789")
BANK = BankAccount(iban="DE89370400440532013000")


def over(station: Station, reference: str, token: str = "DEADBEEF", began: float = 0):
    session = a_session(station, reference, token=token)
    session.hear(started(began, register=1000))
    session.hear(ended(began + 60, register=8000))
    return session


def record(session, **particulars: object) -> Cdr:
    return write_cdr(
        session, None, CdrId(new_id()), at(61), bill=free_of_charge(EURO),
        particulars=Particulars(**particulars),
    )  # fmt: skip


def a_customer(**more: object) -> Customer:
    said = CustomerParticulars(**{"party": ADA, "tokens": ("deadbeef",), **more})
    return Customer(id=CustomerId(new_id()), tenant=VOLTA, particulars=said)


def an_invoice(*records: Cdr, customer: Customer | None = None) -> Invoice:
    lines = tuple(
        Line(
            cdr=r.id, session=r.session, began_at=r.began_at, ended_at=r.ended_at,
            energy_wh=r.energy.wh, price=Decimal("7.20"), percent=Decimal(19),
            details=(
                Detail(
                    component="ENERGY", quantity=Decimal("18.45"), unit="kWh",
                    price=Decimal("0.39"), amount=Decimal("7.1955"),
                ),
            ),
        )
        for r in records
    )  # fmt: skip
    return Invoice(
        id=InvoiceId(new_id()),
        tenant=VOLTA,
        kind=InvoiceKind.INVOICE,
        customer=customer.id if customer else None,
        created_at=at(70),
        content=InvoiceContent(
            seller=VOLTA_GMBH, buyer=ADA, bank=BANK, currency=EURO, lines=lines,
            told=Decimal("8.56"), period_begin=date(2026, 3, 1), period_end=date(2026, 3, 31),
        ),
    )  # fmt: skip


async def kept(world: World, *cdrs: Cdr) -> None:
    for cdr in cdrs:
        scope = world.volta()
        scope.cdrs.add(cdr)
        await scope.work.commit()


# Records and their credits.


@promise
async def test_a_record_its_credit_and_the_next_one_are_numbered_one_after_another(world: World):
    station = await world.station()
    session = over(station, "7")
    await world.keep(session)
    first = record(session)
    await kept(world, first)
    scope = world.volta()
    credit = first.credit(CdrId(new_id()), at(90), "late")
    again = replace(first, id=CdrId(new_id()), revision=1, replaces=first.id)
    scope.cdrs.add(credit)
    scope.cdrs.add(again)
    await scope.work.commit()
    fresh = world.volta().cdrs
    assert await fresh.of_session(session.id) == (first, credit, again)
    assert await fresh.find(session.id) == again
    assert await fresh.get(credit.id) == credit
    assert [number for number, _ in await world.records.numbered(VOLTA)] == [1, 2, 3]


@promise
async def test_of_two_corrections_at_once_one_is_refused_and_no_number_is_lost(world: World):
    station = await world.station()
    sessions = [over(station, str(n)) for n in range(4)]
    await world.keep(*sessions)
    firsts = [record(session) for session in sessions]
    await kept(world, *firsts)

    async def correct(first: Cdr) -> None:
        scope = world.volta()
        scope.cdrs.add(first.credit(CdrId(new_id()), at(90), "late"))
        scope.cdrs.add(replace(first, id=CdrId(new_id()), revision=1, replaces=first.id))
        await scope.work.commit()

    tried = await asyncio.gather(
        *(correct(first) for first in (*firsts, *firsts)), return_exceptions=True
    )
    assert sum(isinstance(each, AlreadyExists) for each in tried) == 4
    assert [n for n, _ in await world.records.numbered(VOLTA)] == list(range(1, 13))


@promise
async def test_a_record_is_nobody_elses(world: World):
    station = await world.station()
    session = over(station, "7")
    await world.keep(session)
    first = record(session)
    await kept(world, first)
    with pytest.raises(NotFound):
        await world.ohm().cdrs.get(first.id)
    assert await world.ohm().cdrs.of_session(session.id) == ()


# The inbox.


@promise
async def test_what_waits_and_what_was_decided_comes_back(world: World):
    station = await world.station()
    session = over(station, "7")
    await world.keep(session)
    entry = UnpricedSession(
        session=session.id, tenant=VOLTA, station=station.id, reason="No tariff.", since=at(61)
    )
    await world.keep_with(lambda scope: scope.unpriced.save(entry))
    found = await world.volta().unpriced.get(session.id)
    found.decide(Decision.LEFT, at=at(70), by="Grace", note="old")
    await world.keep_with(lambda scope: scope.unpriced.save(found))
    assert await world.volta().unpriced.find(session.id) == found
    assert await world.ohm().unpriced.find(session.id) is None
    with pytest.raises(StaleState):
        await world.keep_with(lambda scope: scope.unpriced.save(entry_of_old(entry)))


def entry_of_old(entry: UnpricedSession) -> UnpricedSession:
    return replace(entry, version=1)


# Customers and terms.


@promise
async def test_a_customer_is_found_by_his_home(world: World):
    station, other = await world.station("HOME"), await world.station("AWAY")
    ada = a_customer(home_stations=(station.id,), bank=BANK, tokens=("Tag-Ada ", "OTHER"))
    await world.keep_with(lambda scope: scope.customers.save(ada))
    fresh = world.volta().customers
    assert await fresh.get(ada.id) == ada
    assert await fresh.at_home(station.id) == ada
    assert await fresh.at_home(other.id) is None
    assert await world.ohm().customers.at_home(station.id) is None
    for shown in ("TAG-ADA", "tag-ada", "other"):
        assert await world.volta().customers.of_token(shown) == ada
    assert await world.volta().customers.of_token("TAG") is None
    assert await world.ohm().customers.of_token("OTHER") is None


@promise
async def test_terms_come_back_and_are_each_tenants_own(world: World):
    terms = BillingTerms(seller=VOLTA_GMBH, bank=BANK, time_zone="Europe/Berlin")
    profile = BillingProfile(tenant=VOLTA, terms=terms)
    await world.keep_with(lambda scope: scope.profiles.save(profile))
    assert await world.volta().profiles.find() == profile
    assert await world.ohm().profiles.find() is None


# Numbers.


@promise
async def test_numbers_are_given_without_gaps_whatever_is_refused(world: World):
    station = await world.station()
    await world.keep(over(station, "0"))

    async def take(*, fails: bool) -> str:
        scope = world.volta()

        async def step() -> str:
            series = await scope.series.get("INV-2026")
            number = series.next()
            scope.series.save(series)
            if fails:
                scope.sessions.save(over(station, "0"))
            await scope.work.commit()
            return number

        return await until_settled(scope.work, step)

    taken = []
    for start in range(0, 12, 4):
        taken += await asyncio.gather(
            *(take(fails=n % 4 == 3) for n in range(start, start + 4)),
            return_exceptions=True,
        )
    numbers = sorted(each for each in taken if isinstance(each, str))
    assert numbers == [f"INV-2026-{n:06d}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) == 9


# Invoices.


@promise
async def test_an_invoice_comes_back_whole_and_its_number_is_unique(world: World):
    station = await world.station()
    session = over(station, "7")
    ada = a_customer()
    await world.keep(session)
    await world.keep_with(lambda scope: scope.customers.save(ada))
    cdr = record(session)
    await kept(world, cdr)
    invoice = an_invoice(cdr, customer=ada)
    invoice.issue("INV-2026-000001", date(2026, 4, 1), 14, at(80))
    await world.keep_with(lambda scope: scope.invoices.save(invoice))
    found = await world.volta().invoices.get(invoice.id)
    assert found == invoice
    found.send("ada@example.com", at(90))
    await world.keep_with(lambda scope: scope.invoices.save(found))
    assert (await world.volta().invoices.get(invoice.id)).delivery == found.delivery
    twin = an_invoice(cdr)
    twin.issue("INV-2026-000001", date(2026, 4, 1), 14, at(80))
    with pytest.raises(AlreadyExists):
        await world.keep_with(lambda scope: scope.invoices.save(twin))
    scope = world.volta()
    scope.customers.remove(await scope.customers.get(ada.id))
    with pytest.raises(StillReferenced):
        await scope.work.commit()
    with pytest.raises(NotFound):
        await world.ohm().invoices.get(invoice.id)


@promise
async def test_a_record_is_on_one_invoice_at_most(world: World):
    station = await world.station()
    session = over(station, "7")
    await world.keep(session)
    cdr = record(session)
    await kept(world, cdr)
    drafts = [an_invoice(cdr) for _ in range(3)]

    async def list_on(draft: Invoice) -> None:
        scope = world.volta()
        scope.invoices.save(draft)
        scope.invoices.list_records(draft.id, (cdr.id,))
        await scope.work.commit()

    tried = await asyncio.gather(*map(list_on, drafts), return_exceptions=True)
    assert sum(isinstance(each, AlreadyExists) for each in tried) == 2
    owner = await world.volta().invoices.invoice_of(cdr.id)
    assert owner in {draft.id for draft in drafts}
    scope = world.volta()
    draft = await scope.invoices.get(owner)
    scope.invoices.free_records((cdr.id,))
    scope.invoices.remove(draft)
    await scope.work.commit()
    assert await world.volta().invoices.invoice_of(cdr.id) is None


@promise
async def test_chargeable_is_what_no_invoice_lists_by_token_time_and_home(world: World):
    station, theirs = await world.station(), await world.station(tenant=OHM)
    sessions = {
        name: over(station, name, token, began)
        for name, token, began in (
            ("mine", "DeadBeef", 0), ("later", "DEADBEEF", 500), ("others", "CAFE", 0),
            ("home", "DEADBEEF", 0), ("listed", "DEADBEEF", 0), ("corrected", "DEADBEEF", -500),
        )
    }  # fmt: skip
    foreign = over(theirs, "x")
    await world.keep(*sessions.values(), foreign)
    records = {n: record(s, home=n == "home") for n, s in sessions.items()}
    await kept(world, *records.values())
    corrected = replace(records["corrected"], id=CdrId(new_id()), revision=1)
    await kept(world, corrected)
    invoice = an_invoice(records["listed"])
    scope = world.volta()
    scope.invoices.save(invoice)
    scope.invoices.list_records(invoice.id, (records["listed"].id,))
    await scope.work.commit()

    async def ids(**wanted: object) -> set[CdrId]:
        found = await world.volta().invoices.chargeable(Chargeable(**wanted), 100)
        return {cdr.id for cdr in found}

    today = {"since": at(-100), "until": at(300)}
    assert await ids(**today, tokens=("deadbeef",)) == {records["mine"].id, corrected.id}
    assert await ids(**today, stations=(station.id,)) == {records["home"].id}
    assert await ids(**today) == set()
    assert await ids(until=at(300), tokens=("cafe",)) == {records["others"].id}
    assert (
        await world.ohm().invoices.chargeable(Chargeable(until=at(999), tokens=("deadbeef",)), 100)
        == ()
    )
