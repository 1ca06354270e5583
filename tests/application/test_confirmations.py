"""The effects of orders, matched to them."""

from datetime import timedelta

import pytest
from tests.application.office import TX, Office, end, said, start
from tests.application.rules import rule
from tests.application.test_orders import Scripted
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.ports.remote_control import StationLine
from application.provisioning.edit_station import EditStation
from application.provisioning.report_status import ReportStatus
from application.remote_control.confirm import (
    ConfirmAvailability,
    ConfirmAvailabilityHandler,
    ConfirmReset,
    ConfirmResetHandler,
    ConfirmRotation,
    ConfirmRotationHandler,
    ConfirmSettings,
    ConfirmSettingsHandler,
    ConfirmStart,
    ConfirmStartHandler,
    ConfirmStop,
)
from application.remote_control.deliver import DeliverOrder
from application.security.admit_station import AdmitStation
from application.security.rotate_secret import ProposeSecret
from domain.instruction import (
    ChangeAvailability,
    ChangeSettings,
    OrderState,
    Outcome,
    RemoteStart,
    RemoteStop,
    Reset,
    RotateSecret,
    Verdict,
)
from domain.station import (
    Connector,
    Evse,
    Registration,
    SecretTaken,
    SecurityProfile,
    SettingKey,
    Unavailable,
)


async def answered(office, station, asked, verdict=Verdict.ACCEPTED):
    """An order that the station answered so."""
    order = await office.ordered(station, asked)
    await office.run_on_line(DeliverOrder(order.id), Scripted(office, Outcome(verdict)))
    return await office.order(order)


async def is_confirmed(office, order):
    return (await office.order(order)).state is OrderState.CONFIRMED


# Starts and stops.


@rule(ConfirmStartHandler, "By our number, where the station names its orders (2.x)")
@asynchronous
async def test_a_start_that_names_our_number_confirms_that_order_alone():
    office = await Office().open()
    station = await office.station_on_line()
    first = await answered(office, station, RemoteStart("DEADBEEF", evse=1))
    second = await answered(office, station, RemoteStart("DEADBEEF", evse=1))
    await office.hears(station, start(remote_start=second.instruction.number))
    await _confirm_start(office, station)
    assert not await is_confirmed(office, first)
    assert await is_confirmed(office, second)


@asynchronous
async def test_a_card_shown_where_orders_have_numbers_confirms_none():
    office = await Office().open()
    station = await office.station_on_line()
    order = await answered(office, station, RemoteStart("DEADBEEF", evse=1))
    await office.hears(station, start())
    await _confirm_start(office, station)
    assert not await is_confirmed(office, order)
    assert (await office.session(station)).remote_start is None


@rule(ConfirmStartHandler, "Else by token, by EVSE if one was asked for, and by time")
@asynchronous
async def test_a_start_without_a_number_confirms_the_order_that_it_fits_and_no_older_one():
    office = await Office().open()
    station = await office.station_on_line()
    given_up = await answered(office, station, RemoteStart("DEADBEEF", evse=1))
    office.later(30)
    elsewhere = await answered(office, station, RemoteStart("DEADBEEF", evse=2))
    fitting = await answered(office, station, RemoteStart("deadbeef"))
    office.later(1)
    begun = await office.starts(station, start(31))
    await _confirm_start(office, station, str(begun.number))
    confirmed = [await is_confirmed(office, each) for each in (given_up, elsewhere, fitting)]
    assert confirmed == [False, False, True]
    session = await office.session(station, str(begun.number))
    assert session.remote_start == fitting.instruction.number


@asynchronous
async def test_a_start_that_waited_in_a_queue_does_not_confirm_a_newer_order():
    office = await Office().open()
    station = await office.station_on_line()
    office.later(120)
    order = await answered(office, station, RemoteStart("DEADBEEF", evse=1))
    begun = await office.starts(station, start(5))
    await _confirm_start(office, station, str(begun.number))
    assert not await is_confirmed(office, order)


@rule(ConfirmStartHandler, "Of several that fit, the one that names the EVSE goes first")
@asynchronous
async def test_an_order_for_any_evse_leaves_the_start_to_the_one_that_named_it():
    office = await Office().open()
    station = await office.station_on_line()
    anywhere = await answered(office, station, RemoteStart("DEADBEEF"))
    office.later(1)
    here = await answered(office, station, RemoteStart("DEADBEEF", evse=1))
    first = await office.starts(station, start(1))
    await _confirm_start(office, station, str(first.number))
    assert not await is_confirmed(office, anywhere)
    assert await is_confirmed(office, here)
    second = await office.starts(station, start(1, evse=2))
    await _confirm_start(office, station, str(second.number))
    assert await is_confirmed(office, anywhere)


async def _confirm_start(office, station, reference=TX):
    session = await office.session(station, reference)
    await office.run(ConfirmStart(station.id, session.id, at(5)))


@asynchronous
async def test_an_end_confirms_the_stop_that_asked_for_it():
    office = await Office().open()
    station = await office.station_on_line()
    await office.hears(station, start())
    session = await office.session(station)
    asked = await answered(office, station, RemoteStop(session.reference))
    other = await answered(office, station, RemoteStop("another"))
    await office.hears(station, end(30))
    await office.run(ConfirmStop(station.id, session.id, at(30)))
    assert await is_confirmed(office, asked)
    assert not await is_confirmed(office, other)


@rule(ConfirmResetHandler, "A boot before the order was answered, or sent")
@rule(ConfirmResetHandler, "A boot for another reason, such as a power failure")
@rule(ConfirmResetHandler, "Where no reason is told (1.6), it must come within an hour.")
@pytest.mark.parametrize(
    ("minutes", "reason", "confirmed"),
    [
        (5, None, True),
        (5, "RemoteReset", True),
        (-1, "RemoteReset", False),
        (5, "PowerUp", False),
        (61, None, False),
    ],
)
@asynchronous
async def test_a_boot_confirms_the_resets_of_the_whole_station_before_it(
    minutes, reason, confirmed
):
    office = await Office().open()
    station = await office.station_on_line()
    part = await answered(office, station, Reset(evse=1))
    once = await answered(office, station, Reset())
    twice = await answered(office, station, Reset(), Verdict.SCHEDULED)
    await office.run(ConfirmReset(station.id, at(minutes), reason))
    assert not await is_confirmed(office, part)
    assert await is_confirmed(office, once) is confirmed
    assert await is_confirmed(office, twice) is confirmed


# What was accepted for later.


@rule(ConfirmSettingsHandler, "A new password is one of them.")
@rule(ConfirmSettingsHandler, "What it had refused, or taken at once, is not.")
@pytest.mark.parametrize(
    "asked", [ChangeSettings(((SettingKey("HeartbeatInterval"), "60"),)), RotateSecret()]
)
@asynchronous
async def test_a_boot_confirms_what_waited_for_it(asked):
    office = await Office().open()
    station = await office.station_on_line()
    waiting = await answered(office, station, asked, Verdict.REBOOT_REQUIRED)
    refused = await answered(office, station, asked, Verdict.REJECTED)
    at_once = await answered(office, station, asked)
    assert not await is_confirmed(office, waiting)
    office.later(5)
    await office.run(ConfirmSettings(station.id, at(5)))
    assert (await office.order(waiting)).confirmed_at == at(5)
    assert (await office.order(refused)).state is OrderState.REJECTED
    assert (await office.order(at_once)).confirmed_at == at(0)


@rule(ConfirmSettingsHandler, "A boot before the answer, or a boot message that we asked for")
@pytest.mark.parametrize(("minutes", "reason"), [(-1, "PowerUp"), (5, "Triggered")])
@asynchronous
async def test_what_is_no_reboot_after_the_answer_confirms_no_setting(minutes, reason):
    office = await Office().open()
    station = await office.station_on_line()
    waiting = await answered(office, station, RotateSecret(), Verdict.REBOOT_REQUIRED)
    await office.run(ConfirmSettings(station.id, at(minutes), reason))
    assert not await is_confirmed(office, waiting)


class Swallowed(StationLine):
    """The station gets a new password, and its answer is lost."""

    def __init__(self, office, secret, verdict=Verdict.TIMED_OUT):
        self.office, self.secret, self.verdict = office, secret, verdict

    async def ask(self, station, instruction):
        self.office.later(1)
        await self.office.run(ProposeSecret(station, self.secret))
        self.office.later(1)
        return Outcome(self.verdict)


@rule(ConfirmRotationHandler, "Also where the line was lost before the answer came.")
@asynchronous
async def test_a_password_in_use_confirms_the_order_whose_line_was_lost():
    office = await Office().open()
    station = await office.station_on_line()
    secret = b"first of 20 bytes..."
    order = await office.ordered(station, RotateSecret())
    line = Swallowed(office, secret, Verdict.STATION_OFFLINE)
    await office.run_on_line(DeliverOrder(order.id), line)
    assert (await office.order(order)).state is OrderState.STATION_OFFLINE
    await office.run(AdmitStation(station.identity, SecurityProfile.BASIC, (secret,)))
    (taken,) = await office.events(SecretTaken)
    await office.run(ConfirmRotation(station.id, taken.proposed_at, taken.at))
    assert await is_confirmed(office, order)


@rule(ConfirmRotationHandler, "Only the order for which it was made; another change in doubt")
@pytest.mark.parametrize("used", [0, 1])
@asynchronous
async def test_a_password_in_use_confirms_the_order_whose_answer_was_lost(used):
    office = await Office().open()
    station = await office.station_on_line()
    orders, secrets = [], [b"first of 20 bytes...", b"second of 20 bytes.."]
    for secret in secrets:
        order = await office.ordered(station, RotateSecret())
        await office.run_on_line(DeliverOrder(order.id), Swallowed(office, secret))
        assert (await office.order(order)).state is OrderState.TIMED_OUT
        orders.append(order)
        office.later(1)
    knock = AdmitStation(station.identity, SecurityProfile.BASIC, (secrets[used],))
    assert await office.run(knock) is not None
    (taken,) = await office.events(SecretTaken)
    for _ in range(2):  # the outbox may tell it again
        await office.run(ConfirmRotation(station.id, taken.proposed_at, taken.at))
    assert [await is_confirmed(office, order) for order in orders] == [used == 0, used == 1]


@rule(ConfirmAvailabilityHandler, "An order for the whole station, or a whole EVSE")
@asynchronous
async def test_an_order_for_several_outlets_is_done_when_all_are_out_of_service():
    office = await Office().open()
    station = await office.station_on_line()
    both = (Evse(1, (Connector(1), Connector(2))), Evse(2, (Connector(1),)))
    await office.run(EditStation(station.id, "", None, Registration.ACCEPTED, None, evses=both))
    asked = {
        "outlet": ChangeAvailability(operative=False, evse=1, connector=1),
        "evse": ChangeAvailability(operative=False, evse=1),
        "station": ChangeAvailability(operative=False),
        "back": ChangeAvailability(operative=True, evse=1, connector=1),
    }
    orders = {
        name: await answered(office, station, each, Verdict.SCHEDULED)
        for name, each in asked.items()
    }
    done = []
    for evse, connector in ((1, 1), (1, 2), (2, 1)):
        await office.run(ReportStatus(station.id, evse, connector, Unavailable(), said()))
        await office.run(ConfirmAvailability(station.id, at(0)))
        done.append({name for name, o in orders.items() if await is_confirmed(office, o)})
    assert done == [{"outlet"}, {"outlet", "evse"}, {"outlet", "evse", "station"}]


@asynchronous
async def test_a_station_that_says_so_itself_is_out_of_service_as_a_whole():
    office = await Office().open()
    station = await office.station_on_line()
    order = await answered(office, station, ChangeAvailability(operative=False), Verdict.SCHEDULED)
    await office.run(ReportStatus(station.id, 0, 0, Unavailable(), said()))
    await office.run(ConfirmAvailability(station.id, at(0)))
    assert await is_confirmed(office, order)


@asynchronous
async def test_an_effect_counts_though_the_answer_never_came():
    office = await Office().open()
    station = await office.station_on_line()
    order = await answered(office, station, Reset(), Verdict.TIMED_OUT)
    await office.run(ConfirmReset(station.id, at(0) + timedelta(minutes=1)))
    assert await is_confirmed(office, order)
    assert order.tenant == VOLTA
