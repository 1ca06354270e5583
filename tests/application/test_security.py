"""Stations at the door, their secrets, and what they notice."""

import pytest
from tests.application.office import SECRET, Office, said
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.security.admit_station import AdmitStation, AdmitStationHandler
from application.security.note_attack import NoteAttack, NoteAttackHandler
from application.security.note_contest import NoteContest, NoteContestHandler
from application.security.report_event import (
    CRITICAL,
    ReportSecurityEvent,
    ReportSecurityEventHandler,
)
from application.security.rotate_secret import (
    ConcludeSecret,
    ConcludeSecretHandler,
    ProposeSecret,
    ProposeSecretHandler,
    Reception,
    SetSecret,
    SetSecretHandler,
)
from domain.errors import NotFound
from domain.identity import StationIdentity
from domain.station import (
    CredentialsAttacked,
    LineContested,
    SecretReplaced,
    SecretTaken,
    SecurityEventReported,
    SecurityProfile,
)

NEW = b"another 20 bytes now"
NEWER = b"the newest 20 bytes!"
WRONG = b"never heard of it..."
NOBODY = StationIdentity("NOBODY-1")


async def opens(office, station, secret, profile=SecurityProfile.BASIC):
    """Whether the door opens to that secret."""
    knock = AdmitStation(station.identity, profile, (secret,) if secret else ())
    return await office.run(knock) is not None


class Counting:
    """Secrets that count how often a hash was compared."""

    def __init__(self, secrets):
        self.secrets, self.compared = secrets, 0

    def hash(self, secret):
        return self.secrets.hash(secret)

    def challenge(self, secret):
        return CountingChallenge(self, self.secrets.challenge(secret))


class CountingChallenge:
    def __init__(self, counting, challenge):
        self.counting, self.challenge = counting, challenge

    def matches(self, stored):
        self.counting.compared += 1
        return self.challenge.matches(stored)


@rule(AdmitStationHandler, "An unknown identity and a wrong secret are refused alike")
@asynchronous
async def test_an_unknown_identity_and_a_wrong_secret_cost_the_same_work():
    office = await Office().open()
    station = await office.station()
    await office.run(ProposeSecret(station.id, NEW))
    work = []
    for identity in (station.identity, NOBODY):
        counting, stores = Counting(office.secrets), office.stores()
        handler = AdmitStationHandler(
            stores.stations, stores.credentials, counting, office.clock, stores.work
        )
        knock = AdmitStation(identity, SecurityProfile.BASIC, (WRONG,))
        assert await handler(knock) is None
        work.append(counting.compared)
    assert work[0] == work[1] > 0


@rule(AdmitStationHandler, "A profile lower than the highest")
@asynchronous
async def test_a_station_that_came_by_tls_does_not_come_back_without():
    office = await Office().open()
    station = await office.station()
    assert await opens(office, station, SECRET)
    assert await opens(office, station, SECRET, SecurityProfile.TLS)
    assert not await opens(office, station, SECRET)


@rule(AdmitStationHandler, "While its secret changes, the old and the new ones are right")
@asynchronous
async def test_both_secrets_open_until_the_new_one_was_used():
    office = await Office().open()
    station = await office.station()
    await office.run(ProposeSecret(station.id, NEW))
    assert await opens(office, station, SECRET)
    assert await office.events(SecretTaken) == []
    office.later(5)
    assert await opens(office, station, NEW)
    assert await opens(office, station, NEW)
    assert not await opens(office, station, SECRET)
    (taken,) = await office.events(SecretTaken)
    assert (taken.station, taken.proposed_at, taken.at) == (station.id, at(0), at(5))


@rule(AdmitStationHandler, "Mutual TLS needs no secret")
@asynchronous
async def test_a_certificate_or_a_laboratory_needs_no_secret():
    office = await Office().open()
    station = await office.station()
    lab = await office.station("LAB-1", secret=None, profile=SecurityProfile.UNSECURED)
    assert not await opens(office, station, None, SecurityProfile.UNSECURED)
    assert await opens(office, lab, None, SecurityProfile.UNSECURED)
    assert await opens(office, station, None, SecurityProfile.MUTUAL_TLS)


@rule(NoteAttackHandler, "Only for a station that exists")
@asynchronous
async def test_an_attack_in_a_made_up_name_fills_no_log():
    office = await Office().open()
    station = await office.station()
    for identity in (station.identity, NOBODY):
        await office.run(NoteAttack(VOLTA, identity, "192.0.2.7", 10))
    (event,) = await office.events(CredentialsAttacked)
    assert (event.station, event.source, event.tries) == (station.id, "192.0.2.7", 10)


@rule(ReportSecurityEventHandler, "Every one is kept, known kind or not")
@rule(ReportSecurityEventHandler, "Critical ones are marked, for alarms.")
@asynchronous
async def test_every_security_event_is_kept_and_critical_ones_are_marked():
    office = await Office().open()
    station = await office.station()
    kinds = {"TamperDetectionActivated": True, "Volta: lid closed": False}
    for kind in kinds:
        await office.run(ReportSecurityEvent(station.id, kind, said(-5)))
    kept = await office.events(SecurityEventReported)
    assert {event.kind: event.critical for event in kept} == kinds
    assert {event.moment.at for event in kept} == {at(-5)}
    assert "TamperDetectionActivated" in CRITICAL


@rule(ProposeSecretHandler, "It opens the door before the station has it")
@asynchronous
async def test_a_proposed_secret_opens_the_door_already():
    office = await Office().open()
    station = await office.station()
    assert not await opens(office, station, NEW)
    await office.run(ProposeSecret(station.id, NEW))
    assert await opens(office, station, NEW)


@rule(ConcludeSecretHandler, "Taken: the old one is dead. Refused: the old one stays.")
@pytest.mark.parametrize(
    ("reception", "old", "new"),
    [
        (Reception.TAKEN, False, True),
        (Reception.REFUSED, True, False),
        (Reception.UNKNOWN, True, True),
    ],
)
@asynchronous
async def test_what_became_of_a_secret_decides_which_opens(reception, old, new):
    office = await Office().open()
    station = await office.station()
    await office.run(ProposeSecret(station.id, NEW))
    await office.run(ConcludeSecret(station.id, reception))
    assert await opens(office, station, SECRET) is old
    assert await opens(office, station, NEW) is new


@rule(ProposeSecretHandler, "Where an earlier change is in doubt, its secret stays good")
@pytest.mark.parametrize(
    ("reception", "opening"),
    [
        (Reception.TAKEN, {NEWER}),
        (Reception.REFUSED, {SECRET, NEW}),
        (Reception.UNKNOWN, {SECRET, NEW, NEWER}),
    ],
)
@asynchronous
async def test_a_further_change_ends_the_doubt_about_one_whose_answer_was_lost(reception, opening):
    for shown in (SECRET, NEW, NEWER):
        office = await Office().open()
        station = await office.station()
        await office.run(ProposeSecret(station.id, NEW))
        await office.run(ConcludeSecret(station.id, Reception.UNKNOWN))
        await office.run(ProposeSecret(station.id, NEWER))
        await office.run(ConcludeSecret(station.id, reception))
        assert await opens(office, station, shown) is (shown in opening)


@rule(SetSecretHandler, "The old one is dead at once.")
@asynchronous
async def test_a_secret_set_by_hand_replaces_the_old_one_at_once():
    office = await Office().open()
    station = await office.station()
    await office.run(SetSecret(station.id, NEW))
    assert not await opens(office, station, SECRET)
    assert await opens(office, station, NEW)


@rule(SetSecretHandler, "It stands in the log of events, without the secret.")
@asynchronous
async def test_a_secret_set_by_hand_is_told_without_it():
    office = await Office().open()
    station = await office.station()
    await office.run(SetSecret(station.id, NEW))
    (told,) = await office.events(SecretReplaced)
    assert told.station == station.id
    assert NEW.decode() not in repr(told)


@pytest.mark.parametrize("command", [ProposeSecret, SetSecret])
@asynchronous
async def test_nobody_has_no_secret(command):
    office = await Office().open()
    token = await office.token()
    with pytest.raises(NotFound):
        await office.run(command(token.id, NEW))


@rule(NoteContestHandler, "It changes nothing")
@asynchronous
async def test_a_contested_line_raises_an_alarm_and_changes_nothing():
    office = await Office().open()
    station = await office.station()
    before = await office.stores().stations.get(station.id)
    await office.run(NoteContest(VOLTA, station.id, 5, "192.0.2.7"))
    stored = await office.storage.outbox.after(0, 1000)
    [alarm] = [each.event for each in stored if isinstance(each.event, LineContested)]
    assert (alarm.station, alarm.takeovers, alarm.peer) == (station.id, 5, "192.0.2.7")
    assert await office.stores().stations.get(station.id) == before
