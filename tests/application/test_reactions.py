"""What follows from what happened, and what an operator must not overlook."""

from datetime import timedelta

import pytest
from tests.application.office import TX, Office, end, heard, said, start, update
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.alarms import (
    ALARMS,
    CONTESTED_LINE,
    MANY_FAILED_LOGINS,
    UNKNOWN_STOP,
    UNREADABLE_RECORD,
    WRONG_CLOCK,
    alarm_of,
)
from application.catalogue import TENANT
from application.charging.keep_refused import KeepRefused
from application.charging.settle_session import SettleSession
from application.charging.watch_sessions import CloseSession
from application.payment.alarms import PAYMENT_ALARMS
from application.payment.follow_session import LinkPayment
from application.payment.own_token import BlockOwnToken
from application.provisioning.boot_station import BootStation
from application.provisioning.report_status import ReportStatus
from application.reactions import causes_anything, reactions_to
from application.remote_control.confirm import (
    ConfirmAvailability,
    ConfirmReset,
    ConfirmRotation,
    ConfirmSettings,
    ConfirmStart,
    ConfirmStop,
)
from application.remote_control.order import OrderInstruction
from application.security.admit_station import AdmitStation
from application.security.note_attack import NoteAttack
from application.security.note_contest import NoteContest
from application.security.report_event import ReportSecurityEvent
from application.security.rotate_secret import ProposeSecret
from application.tariff.show_cost import ShowSessionPrice
from domain.instruction import AskTransactionStatus
from domain.session import Evidence, SessionEnded
from domain.station import (
    Available,
    Hardware,
    SecurityProfile,
    StationBooted,
    StationConnected,
    Unavailable,
)


async def follows(office, already=0):
    """The kinds of commands that follow from what has happened since, each once."""
    happened = (await office.events())[already:]
    commands = [command for event in happened for command in reactions_to(event)]
    assert {type(command) for command in commands} <= set(TENANT)
    return commands


@asynchronous
async def test_a_start_is_matched_to_its_order():
    office = await Office().open()
    await office.hears(await office.station(), start())
    kinds = [type(command) for command in await follows(office)]
    assert kinds == [ConfirmStart, LinkPayment, ShowSessionPrice]


@asynchronous
async def test_an_end_is_matched_and_settled():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    already = len(await office.events())
    await office.hears(station, end(30))
    kinds = [type(command) for command in await follows(office, already)]
    assert kinds == [ConfirmStop, SettleSession, BlockOwnToken]


@asynchronous
async def test_an_end_with_a_gap_is_asked_about_and_settled_when_it_is_filled():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start(sequence=0))
    already = len(await office.events())
    await office.hears(station, end(30, sequence=2))
    confirm, ask, _ = await follows(office, already)
    assert isinstance(confirm, ConfirmStop)
    assert isinstance(ask, OrderInstruction)
    assert ask.instruction == AskTransactionStatus()
    already = len(await office.events())
    await office.hears(station, update(20, sequence=1))
    kinds = [type(command) for command in await follows(office, already)]
    assert kinds == [ConfirmStart, SettleSession]


@asynchronous
async def test_a_session_that_names_its_order_after_the_cable_is_matched_to_it_at_once():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start(sequence=0, token=None))
    already = len(await office.events())
    await office.hears(station, update(1, sequence=1, token="DEADBEEF", remote_start=7))
    assert ConfirmStart in [type(command) for command in await follows(office, already)]
    already = len(await office.events())
    await office.hears(station, update(2, sequence=2, remote_start=7))
    assert ConfirmStart not in [type(command) for command in await follows(office, already)]


@asynchronous
async def test_a_start_that_is_told_late_is_matched_to_its_order_at_the_end():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, update(20, sequence=1), start(sequence=0, remote_start=7))
    already = len(await office.events())
    await office.hears(station, end(30, sequence=2))
    kinds = [type(command) for command in await follows(office, already)]
    assert kinds == [ConfirmStop, ConfirmStart, SettleSession, BlockOwnToken]


@asynchronous
async def test_a_session_closed_by_rule_is_settled():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    already = len(await office.events())
    session = await office.session(station)
    await office.run(CloseSession(session.id, Evidence.OPERATOR))
    assert await follows(office, already) == [SettleSession(session.id)]


@asynchronous
async def test_a_session_closed_by_the_next_one_waits_for_its_own_end():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    already = len(await office.events())
    session = await office.session(station)
    await office.run(CloseSession(session.id, Evidence.NEW_SESSION_ON_EVSE))
    assert await follows(office, already) == []


@asynchronous
async def test_a_boot_confirms_resets_and_settings():
    office = await Office().open()
    station = await office.station()
    await office.run(BootStation(station.id, Hardware("V", "M")))
    kinds = [type(command) for command in await follows(office)]
    assert kinds == [ConfirmReset, ConfirmSettings]


@asynchronous
async def test_a_new_password_in_use_confirms_the_order_that_sent_it():
    office = await Office().open()
    station = await office.station()
    await office.run(ProposeSecret(station.id, b"another 20 bytes now"))
    already = len(await office.events())
    office.later(5)
    await office.run(
        AdmitStation(station.identity, SecurityProfile.BASIC, (b"another 20 bytes now",))
    )
    assert await follows(office, already) == [ConfirmRotation(station.id, at(0), at(5))]


@pytest.mark.parametrize(
    ("status", "kinds"), [(Unavailable(), [ConfirmAvailability]), (Available(), [])]
)
@asynchronous
async def test_only_an_outlet_that_goes_out_of_service_confirms_an_order(status, kinds):
    office = await Office().open()
    station = await office.station()
    await office.run(ReportStatus(station.id, 1, 1, status, said()))
    assert [type(command) for command in await follows(office)] == kinds


# Alarms.


@asynchronous
async def test_attacks_critical_events_unreadable_records_and_contested_lines_are_alarms():
    office = await Office().open()
    station = await office.station()
    await office.run(NoteAttack(VOLTA, station.identity, "192.0.2.7", 10))
    await office.run(ReportSecurityEvent(station.id, "TamperDetectionActivated", said(), "lid"))
    await office.run(ReportSecurityEvent(station.id, "Volta: lid closed", said()))
    await office.run(KeepRefused(VOLTA, station.id, "StopTransaction", "m1", "no time", b"{}"))
    await office.run(NoteContest(VOLTA, station.id, 5, "192.0.2.8"))
    raised = [alarm for event in await office.events() if (alarm := alarm_of(event))]
    assert [alarm.kind for alarm in raised] == [
        MANY_FAILED_LOGINS,
        "TamperDetectionActivated",
        UNREADABLE_RECORD,
        CONTESTED_LINE,
    ]
    assert {alarm.station for alarm in raised} == {station.id}
    assert [alarm.what for alarm in raised] == [
        "10 wrong tries, lastly from 192.0.2.7",
        "lid",
        "StopTransaction: no time",
        "the line was taken over 5 times, lastly from 192.0.2.8",
    ]


@asynchronous
async def test_a_stop_that_nobody_knows_and_a_clock_that_stays_wrong_are_alarms():
    office = await Office().open()
    station = await office.station()
    await office.starts(station, start())
    await office.run(heard(station.id, end(30), TX, self_named=False))
    for minute in (0, 6):
        office.clock.advance(timedelta(minutes=6))
        await office.run(ReportStatus(station.id, 1, 1, Available(), said(minute - 20)))
    raised = [alarm for event in await office.events() if (alarm := alarm_of(event))]
    assert [alarm.kind for alarm in raised] == [UNKNOWN_STOP, WRONG_CLOCK]
    (session,) = office.sessions()
    assert raised[0].what == f"transaction {TX}; it could mean session {session.id}"
    assert raised[1].what == "the station's clock is 26 minutes behind"
    assert len(ALARMS) == 6 + len(PAYMENT_ALARMS)


def test_what_follows_from_is_known_beforehand():
    assert causes_anything(SessionEnded)
    assert causes_anything(StationBooted)
    assert not causes_anything(StationConnected)
