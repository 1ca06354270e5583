"""Records: what they keep, how they are corrected, and what waits for a decision."""

from dataclasses import replace

import pytest
from tests.application.billing_office import a_house, charged, customer, late_reading, told
from tests.application.office import Office, end, shows, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.billing.credit_cdr import CreditCdr, CreditCdrHandler
from application.billing.decide_unpriced import DecideUnpriced, DecideUnpricedHandler
from application.billing.edit_customer import EditCustomer
from application.charging.recording import Recording
from application.charging.report import SaidReading
from application.charging.settle_session import SettleSession, SettleSessionHandler
from application.provisioning.edit_location import (
    CreateLocation,
    EditLocation,
    LocationParticulars,
)
from domain.cdr import CdrIssued, Decision, SessionLeftUnpriced
from domain.errors import Invalid, NotPossibleNow
from domain.location import Address
from domain.metering import ENERGY_REGISTER, ReadingContext, Sample, SignedValue
from domain.moments import Moment, StationTime
from domain.session import Evidence, Phase, SessionRevised


def totals(office: Office) -> list[str]:
    return [str(cdr.total.amount) for cdr in office.storage.records(VOLTA)]


# Corrections.


@rule(SettleSessionHandler, "What a station tells later leads to a credit")
@asynchronous
async def test_a_late_reading_credits_the_record_and_writes_another_one():
    office = await Office().open()
    await office.tariff("0.5")
    station = await office.station()
    await office.hears(station, start(), update(10, shows=3_000), end(60))
    session = await office.session(station)
    first = await office.run(SettleSession(session.id))
    await office.hears(station, update(30, shows=9_000))
    assert len(await office.events(SessionRevised)) == 1
    second = await office.run(SettleSession(session.id))
    assert totals(office) == ["1.00", "-1.00", "4.00"]
    charge, credit, again = office.storage.records(VOLTA)
    assert (charge, again) == (first, second)
    assert (credit.credits, again.replaces, again.revision) == (first.id, first.id, 1)
    assert credit.energy == first.energy
    assert [e.credits for e in await office.events(CdrIssued)] == [None, first.id, None]


@rule(SettleSessionHandler, "What a station tells later leads to a credit")
@asynchronous
async def test_what_changes_nothing_leads_to_nothing_however_often_it_is_asked_for():
    office, station, _ = await a_house()
    cdr = await charged(office, station)
    await late_reading(office, station, "tx-1", 11_000, 30)
    for _ in range(3):
        assert (await office.run(SettleSession(cdr.session))).id == cdr.id
    assert totals(office) == ["10.00"]


@asynchronous
async def test_a_real_end_after_one_by_rule_corrects_the_record_and_a_second_one_does_not():
    office, station, _ = await a_house()
    await office.hears(station, start(), update(10, shows=3_000))
    session = await office.session(station)
    stores = office.stores()
    open_one = await stores.sessions.get(session.id)
    open_one.close_by_rule(Evidence.OPERATOR, Moment(at(20), at(20)))
    stores.sessions.save(open_one)
    await stores.work.commit()
    await office.run(SettleSession(session.id))
    await office.hears(station, end(60, register=21_000), end(60, register=21_000))
    await office.run(SettleSession(session.id))
    await office.run(SettleSession(session.id))
    assert totals(office) == ["1.00", "-1.00", "10.00"]


@rule(SettleSessionHandler, "A record that somebody credited by hand is not written again.")
@rule(CreditCdrHandler, "A credit is a record of its own")
@asynchronous
async def test_a_record_credited_by_hand_stays_credited():
    office, station, _ = await a_house()
    cdr = await charged(office, station)
    credit = await office.run(CreditCdr(cdr.id, "A test charge."))
    assert (credit.total.amount, credit.energy) == (-10, cdr.energy)
    assert await office.run(SettleSession(cdr.session)) is None
    await late_reading(office, station, "tx-1", 30_000, 30)
    assert await office.run(SettleSession(cdr.session)) is None
    assert totals(office) == ["10.00", "-10.00"]


@rule(CreditCdrHandler, "What was credited is not credited again")
@asynchronous
async def test_nothing_is_credited_twice():
    office, station, _ = await a_house()
    cdr = await charged(office, station)
    credit = await office.run(CreditCdr(cdr.id, "once"))
    for record in (cdr, credit):
        with pytest.raises(NotPossibleNow):
            await office.run(CreditCdr(record.id, "twice"))


# What a record keeps.


@rule(Recording, "Location, station, token and meter stand in it as they are")
@asynchronous
async def test_later_edits_change_no_record():
    office, _, _ = await a_house()
    said = LocationParticulars(name="Market", address=Address("Markt 1", "Berlin", "10115", "DE"))
    place = await office.run(CreateLocation(VOLTA, said))
    station = await office.station("HERE", location=place.id)
    await office.token("DEADBEEF", label="Ada")
    cdr = await charged(office, station)
    await office.run(EditLocation(place.id, LocationParticulars(name="Renamed")))
    kept = (await office.stores().cdrs.get(cdr.id)).particulars
    assert (kept.place.name, kept.place.address.city) == ("Market", "Berlin")
    assert (kept.place.identity, kept.place.evse, kept.badge.label) == ("HERE", 1, "Ada")


@rule(Recording, "Signed meter values are copied byte for byte.")
@asynchronous
async def test_signed_values_stand_in_the_record_untouched():
    office, station, _ = await a_house()
    signed = SignedValue('OCMF|{"FV":"1.0"}|' + "ü" * 9, "ECDSA", "OCMF", "04ab")
    sample = Sample(ENERGY_REGISTER, None, "Wh", ReadingContext.TRANSACTION_BEGIN, signed=signed)
    reading = SaidReading(StationTime(at(0), ""), (sample,))
    await office.hears(station, start(readings=(reading, shows(1_000))), end(60, register=5_000))
    cdr = await office.run(SettleSession((await office.session(station)).id))
    (value,) = cdr.particulars.signed
    assert (value.signed, value.context) == (signed, ReadingContext.TRANSACTION_BEGIN)


@rule(Recording, "What is charged at the home of a customer is marked")
@asynchronous
async def test_charging_at_home_is_marked():
    office, station, _ = await a_house()
    ada = await customer(office, home_stations=(station.id,))
    assert (await charged(office, station)).particulars.home
    await office.run(EditCustomer(ada.id, replace(ada.particulars, home_stations=())))
    assert not (await charged(office, station, "tx-2", at=90)).particulars.home


# The inbox.


@rule(SettleSessionHandler, "Where no tariff applies, or the tariff cannot price it")
@asynchronous
async def test_a_session_without_a_tariff_waits_in_the_inbox():
    office = await Office().open()
    station = await office.station()
    session = await told(office, station)
    for _ in range(2):
        assert await office.run(SettleSession(session.id)) is None
    entry = await office.stores().unpriced.get(session.id)
    assert entry.waiting
    assert "tariff" in entry.reason
    assert office.storage.records(VOLTA) == ()
    assert len(await office.events(SessionLeftUnpriced)) == 1
    assert (await office.session(station)).phase is Phase.ENDED


async def waiting():
    office = await Office().open()
    station = await office.station()
    session = await told(office, station)
    await office.run(SettleSession(session.id))
    return office, session


def decide(session, decision: Decision, **more) -> DecideUnpriced:
    return DecideUnpriced(session=session.id, decision=decision, by="Grace", currency="EUR", **more)


@rule(DecideUnpricedHandler, "Priced by a tariff that is chosen, it gets its record")
@rule(DecideUnpricedHandler, "Who decided, when and why is kept.")
@asynchronous
async def test_a_chosen_tariff_prices_it():
    office, session = await waiting()
    tariff = await office.tariff("0.5")
    cdr = await office.run(decide(session, Decision.PRICED, tariff=tariff.id, note="as next door"))
    assert (cdr.total.amount, cdr.tariff) == (10, tariff.id)
    entry = await office.stores().unpriced.get(session.id)
    assert (entry.decided_by, entry.note, entry.tariff) == ("Grace", "as next door", tariff.id)
    assert (await office.stores().sessions.get(session.id)).phase is Phase.SETTLED


@rule(DecideUnpricedHandler, "Priced by a tariff that is chosen, it gets its record")
@asynchronous
async def test_without_naming_a_tariff_nothing_is_priced():
    office, session = await waiting()
    with pytest.raises(Invalid):
        await office.run(decide(session, Decision.PRICED))
    assert (await office.stores().unpriced.get(session.id)).waiting
    assert office.storage.records(VOLTA) == ()


@rule(DecideUnpricedHandler, "Declared free of charge, it gets a record of 0.")
@asynchronous
async def test_what_is_free_has_a_record_of_nothing_and_stays_free():
    office, session = await waiting()
    cdr = await office.run(decide(session, Decision.FREE))
    assert (cdr.total.amount, cdr.tariff) == (0, None)
    assert (await office.run(SettleSession(session.id))).id == cdr.id


@rule(DecideUnpricedHandler, "Left, it gets no record and is asked for no more")
@asynchronous
async def test_what_is_left_has_no_record_and_may_be_decided_later():
    office, session = await waiting()
    assert await office.run(decide(session, Decision.LEFT)) is None
    assert office.storage.records(VOLTA) == ()
    assert await office.run(decide(session, Decision.FREE)) is not None


@rule(DecideUnpricedHandler, "What was priced or freed is not decided again")
@asynchronous
async def test_what_was_decided_is_not_decided_again():
    office, session = await waiting()
    await office.run(decide(session, Decision.FREE))
    with pytest.raises(NotPossibleNow):
        await office.run(decide(session, Decision.LEFT))
