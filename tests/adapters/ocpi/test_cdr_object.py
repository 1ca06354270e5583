"""Our records as OCPI 2.2.1 has them (mod_cdrs)."""

from dataclasses import replace
from decimal import Decimal

import msgspec
from tests.builders import a_session, a_station, a_tariff, at, ended, new_id, started, updated

from adapters.ocpi.cdr import OcpiCdr, ocpi_cdr
from adapters.ocpi.cdr_reading import read_cdr
from domain.cdr import Badge, Particulars, Place, SignedReading, write_cdr
from domain.location import Address, Coordinates
from domain.metering import ReadingContext, SignedValue
from domain.session import Happening
from domain.tariff import Dimension, Element, GroupPrices, PriceComponent, Terms, price

PLACE = Place(
    location="L-1",
    name="Market",
    address=Address("Market 1", "Berlin", "10115", "DE"),
    coordinates=Coordinates(Decimal("52.52"), Decimal("13.405")),
    time_zone="Europe/Berlin",
    identity="MARKET-1",
    evse=1,
    connector=2,
    plug="IEC_62196_T2_COMBO",
)
SIGNED = SignedReading(
    at(0), ReadingContext.TRANSACTION_BEGIN, SignedValue("OCMF|ü", "ECDSA", "OCMF", "04ab")
)


def a_record(tariff=None, reserved_since=None, **particulars: object):
    session = a_session(a_station())
    session.hear(started(0, register=1_000, token="DEADBEEF", happening=Happening.CHARGES))
    session.hear(updated(60, happening=Happening.EV_PAUSES, shows=21_000))
    session.hear(ended(90, register=21_000))
    given = {"place": PLACE, "badge": Badge(uid="DEADBEEF", kind="rfid"), "signed": (SIGNED,)}
    tariff = tariff or a_tariff(per_kwh=Decimal("0.50"))
    said = Particulars(**{**given, **particulars})
    more = {"particulars": said, "reserved_since": reserved_since}
    return write_cdr(session, tariff, new_id(), at(91), **more)


def shown(cdr, invoice: str | None = None) -> dict:
    made = ocpi_cdr(cdr, cdr.bill, "DE", "VOL", invoice)
    return msgspec.json.decode(msgspec.json.Encoder(decimal_format="number").encode(made))


def test_it_is_complete():
    cdr = a_record(home=True)
    said = shown(cdr, "INV-2026-000001")
    required = {f.name for f in msgspec.structs.fields(OcpiCdr) if f.required}
    assert required <= said.keys()
    assert (said["total_energy"], said["total_time"], said["total_parking_time"]) == (20, 1.5, 0.5)
    assert said["total_cost"]["excl_vat"] == said["total_energy_cost"]["excl_vat"] == 10
    assert said["invoice_reference_id"] == "INV-2026-000001"
    assert said["home_charging_compensation"] is True
    assert said["start_date_time"] == "2026-03-02T08:00:00Z"
    assert {"credit", "credit_reference_id", "remark"} & said.keys() == set()


def test_it_holds_the_tariff_that_priced_it():
    cdr = a_record()
    said = shown(cdr)
    (tariff,) = said["tariffs"]
    assert {period["tariff_id"] for period in said["charging_periods"]} == {tariff["id"]}
    assert tariff["elements"][0]["price_components"][0]["price"] == 0.5
    assert (tariff["country_code"], tariff["party_id"]) == ("DE", "VOL")
    read = read_cdr(said)
    assert price(read.tariffs, read.consumption).before_taxes.amount == 10


def test_it_holds_the_prices_of_the_group_that_the_driver_was_in():
    staff = GroupPrices("staff", (Element((PriceComponent(Dimension.ENERGY, Decimal("0.1")),)),))
    tariff = a_tariff(per_kwh=Decimal("0.50"))
    tariff.terms = Terms(groups=(staff,), idle_cap=Decimal(3))
    cdr = a_record(tariff, badge=Badge(uid="DEADBEEF", kind="rfid", group="staff"))
    said = shown(cdr)
    (copy,) = said["tariffs"]
    assert copy["elements"][0]["price_components"][0]["price"] == 0.1
    assert said["total_cost"]["excl_vat"] == 2
    assert said["remark"] == "Beyond OCPI in the tariff: terms."


def test_a_reservation_is_part_of_it():
    cdr = a_record(reserved_since=at(-30))
    said = shown(cdr)
    assert said["start_date_time"] == "2026-03-02T07:30:00Z"
    first = said["charging_periods"][0]
    assert first["start_date_time"] == said["start_date_time"]
    assert first["dimensions"] == [{"type": "RESERVATION_TIME", "volume": 0.5}]
    assert said["total_time"] == 1.5  # of the session alone


def test_the_place_is_as_it_was():
    where = shown(a_record())["cdr_location"]
    assert (where["country"], where["evse_id"]) == ("DEU", "DE*VOL*EMARKET*1*1")
    assert (where["connector_format"], where["connector_power_type"]) == ("CABLE", "DC")
    assert where["coordinates"] == {"latitude": "52.520000", "longitude": "13.405000"}


def test_a_place_that_nobody_described_is_said_to_be_unknown():
    where = shown(a_record(place=Place()))["cdr_location"]
    assert {where[k] for k in ("id", "address", "city", "country", "evse_id")} == {"#NA"}


def test_every_period_has_its_dimensions():
    periods = shown(a_record())["charging_periods"]
    kinds = [{d["type"] for d in period["dimensions"]} for period in periods]
    assert all(kinds)
    assert "PARKING_TIME" in kinds[-1]
    volumes = [d["volume"] for p in periods for d in p["dimensions"] if d["type"] == "ENERGY"]
    assert sum(volumes) == 20


def test_signed_values_are_passed_on_untouched():
    signed = shown(a_record())["signed_data"]
    (value,) = signed["signed_values"]
    assert (signed["encoding_method"], signed["public_key"]) == ("OCMF", "04ab")
    assert (value["nature"], value["signed_data"]) == ("Start", "OCMF|ü")


def test_of_a_credit_only_the_total_is_negative():
    cdr = a_record()
    charge, credit = shown(cdr), shown(cdr.credit(new_id(), at(99), "wrong"))
    changed = {key for key in credit if credit[key] != charge.get(key)}
    assert changed == {
        "id", "credit", "credit_reference_id", "remark", "total_cost", "last_updated",
    }  # fmt: skip
    assert credit["total_cost"]["excl_vat"] == -10
    assert (credit["credit"], credit["credit_reference_id"]) == (True, charge["id"])


def test_without_a_party_it_says_so():
    cdr = replace(a_record(), token=None)
    made = ocpi_cdr(cdr, cdr.bill, "", "", None)
    assert (made.country_code, made.party_id, made.cdr_token.uid) == ("#NA", "#NA", "#NA")
