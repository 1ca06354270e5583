"""What is kept as JSON comes back as it was; older rows are read with patience."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from pkgutil import walk_packages
from typing import get_args

import pytest
from tests.builders import EIGHT, VOLTA, an_order, moment, new_id

import domain
from adapters.persistence.documents import Tagged, from_json, to_json
from adapters.persistence.mapping import order as orders
from adapters.persistence.mapping.events import EVENTS
from adapters.persistence.writing.cleansing import clean, cleansed
from adapters.persistence.writing.sheets import NEW_TOKEN
from adapters.persistence.writing.unit import Unit
from domain.aggregate import DomainEvent
from domain.instruction import (
    ChangeSettings,
    Instruction,
    Outcome,
    RawCall,
    ReadSettings,
    RemoteStart,
    Verdict,
)
from domain.moments import Moment
from domain.quantities import Energy
from domain.session import SessionEnded
from domain.station import (
    Available,
    ConnectorStatusChanged,
    Faulted,
    Occupied,
    SettingKey,
    Stage,
    StationDisconnected,
)

STATION = new_id()


def events():
    names = [found.name for found in walk_packages(domain.__path__, "domain.")]
    modules = [import_module(name) for name in names]
    found = (value for module in modules for value in vars(module).values())
    return {v for v in found if isinstance(v, type) and issubclass(v, DomainEvent)}


@pytest.mark.parametrize("status", [Available(), Occupied(Stage.CHARGING), Faulted("E1", "hot")])
def test_an_event_with_a_status_comes_back_with_the_same_kind_of_status(status):
    event = ConnectorStatusChanged(
        tenant=VOLTA, at=EIGHT, station=STATION, evse=1, connector=1, status=status
    )
    assert EVENTS.load(EVENTS.name(event), EVENTS.dump(event)) == event


def test_an_event_with_an_amount_comes_back_exactly():
    event = SessionEnded(
        tenant=VOLTA,
        at=EIGHT,
        session=new_id(),
        station=STATION,
        energy=Energy(Decimal("0.1000")),
        reason="Local",
        complete=True,
    )
    back = EVENTS.load("SessionEnded", EVENTS.dump(event))
    assert back == event
    assert str(back.energy.wh) == "0.1000"


def test_every_event_of_the_domain_has_its_name():
    known = set(EVENTS._types.values())
    assert len(events()) > 10
    assert events() - {DomainEvent} == known


@pytest.mark.parametrize(
    "instruction",
    [
        RemoteStart("DEADBEEF", evse=1, number=7),
        ReadSettings((SettingKey("Interval", "Clock"),)),
        ChangeSettings(((SettingKey("HeartbeatInterval"), "60"),)),
        RawCall("Reset", '{"type": "Hard"}'),
    ],
)
def test_an_instruction_comes_back(instruction):
    name, text = orders.INSTRUCTIONS.name(instruction), orders.INSTRUCTIONS.dump(instruction)
    assert orders.INSTRUCTIONS.load(name, text) == instruction


def test_every_instruction_has_its_name():
    assert {kind.__name__ for kind in get_args(Instruction)} == orders.INSTRUCTIONS._types.keys()


def test_fields_that_a_newer_version_wrote_are_passed_over_and_missing_ones_have_defaults():
    assert orders.INSTRUCTIONS.load("Reset", '{"graceful": false, "later": 1}').evse is None
    event = StationDisconnected(tenant=VOLTA, at=EIGHT, station=STATION)
    old = f'{{"tenant": "volta", "at": "2026-03-02T08:00:00Z", "station": "{STATION}", "x": []}}'
    assert EVENTS.load("StationDisconnected", old) == event
    changed = ConnectorStatusChanged(
        tenant=VOLTA, at=EIGHT, station=STATION, evse=1, connector=1, status=Available()
    )
    newer = EVENTS.dump(changed)[:-1] + ', "later": {"a": 1}}'
    assert EVENTS.load("ConnectorStatusChanged", newer) == changed


def test_a_name_that_nobody_knows_is_an_error():
    with pytest.raises(KeyError):
        Tagged([Available]).load("Occupied", "{}")


def test_what_a_station_answered_comes_back_with_its_details():
    outcome = Outcome(Verdict.REJECTED, "Rejected", {"reason": ["a", 1, None]})
    assert from_json(to_json(outcome), Outcome) == outcome


# Secrets.

PASSWORD = (SettingKey("BasicAuthPassword", "SecurityCtrlr"), "correct horse")
KEY = (SettingKey("AuthorizationKey"), "0123456789abcdef")
HARMLESS = (SettingKey("HeartbeatInterval"), "60")


def kept(order) -> str:
    return to_json(orders.to_row(order, 1))


def test_a_secret_waits_in_the_database_only_until_its_order_is_answered():
    order = an_order(STATION, ChangeSettings((PASSWORD, KEY, HARMLESS)))
    assert "correct horse" in kept(order)
    order.send(EIGHT)
    order.answer(Outcome(Verdict.ACCEPTED), EIGHT + timedelta(seconds=1))
    text = kept(order)
    assert "correct horse" not in text
    assert "0123456789abcdef" not in text
    assert '\\"60\\"' in text


def test_a_raw_call_that_carries_a_secret_loses_its_payload():
    payload = '{"key": "AuthorizationKey", "value": "0123456789abcdef"}'
    order = an_order(STATION, RawCall("ChangeConfiguration", payload))
    order.cancel(EIGHT)
    assert "0123456789abcdef" not in kept(order)


# Text that PostgreSQL cannot keep.


@pytest.mark.parametrize(
    ("text", "as_kept"),
    [("a\x00b", "a\ufffdb"), ("\ud800", "\ufffd"), ("\\u0000", "\\u0000"), ("plain", "plain")],
)
def test_text_as_the_database_keeps_it(text, as_kept):
    assert clean(text) == as_kept


@pytest.mark.parametrize(
    ("text", "as_kept"),
    [
        ('{"a":"\\u0000"}', '{"a":"\ufffd"}'),
        ('{"a":"\\\\u0000"}', '{"a":"\\\\u0000"}'),
        ('["\\ud800"]', '["\ufffd"]'),
    ],
)
def test_escapes_in_json_are_replaced_only_where_they_are_escapes(text, as_kept):
    unit = Unit([(NEW_TOKEN, (text, 1, None))], [], set())
    assert cleansed(unit) is (text != as_kept)
    assert unit.writes == [(NEW_TOKEN, (as_kept, 1, None))]


def test_a_moment_comes_back():
    told = moment(3, heard=4)
    assert from_json(to_json(told), Moment) == told
