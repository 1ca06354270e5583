"""The change of a station's secret: whatever is lost on the way, the station gets in."""

from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.builders import VOLTA, new_id

from domain.errors import NotPossibleNow
from domain.station import Challenge, SecretHash, SecurityProfile, StationCredentials
from domain.station.credentials import MOST_IN_DOUBT, NO_SECRET


@dataclass(frozen=True)
class Shown(Challenge):
    """A secret in clear, compared as it is."""

    secret: bytes

    def matches(self, stored: SecretHash) -> bool:
        return stored.digest == self.secret


def hashed(secret: bytes) -> SecretHash:
    return SecretHash(b"salt", secret)


def credentials(current: bytes | None = b"first") -> StationCredentials:
    return StationCredentials(
        station=new_id(), tenant=VOLTA, current=hashed(current) if current else None
    )


def opens(door: StationCredentials, secret: bytes) -> bool:
    """Whether it would, without using it."""
    return door.snapshot().open_to(Shown(secret))


def test_the_right_secret_opens_and_a_wrong_one_does_not():
    door = credentials()
    assert door.open_to(Shown(b"first"))
    assert not door.open_to(Shown(b"wrong"))


def test_without_a_secret_nothing_opens():
    assert not credentials(None).open_to(Shown(b""))


def test_while_a_change_is_under_way_both_secrets_open():
    door = credentials()
    door.propose(hashed(b"second"))
    assert opens(door, b"first")
    assert opens(door, b"second")


def test_using_the_old_one_does_not_end_the_change():
    door = credentials()
    door.propose(hashed(b"second"))
    assert door.open_to(Shown(b"first"))
    assert door.open_to(Shown(b"second"))


def test_using_the_new_one_kills_the_old():
    door = credentials()
    door.propose(hashed(b"second"))
    assert door.open_to(Shown(b"second"))
    assert not opens(door, b"first")
    assert door.proposed == ()


def test_the_stations_acceptance_kills_the_old_and_twice_is_once():
    door = credentials()
    door.propose(hashed(b"second"))
    door.settle()
    door.settle()
    assert opens(door, b"second")
    assert not opens(door, b"first")


def test_the_stations_refusal_keeps_the_old():
    door = credentials()
    door.propose(hashed(b"second"))
    door.withdraw()
    assert opens(door, b"first")
    assert not opens(door, b"second")


def test_a_second_change_keeps_the_first_good_until_it_is_taken():
    door = credentials()
    door.propose(hashed(b"second"))
    door.propose(hashed(b"third"))
    assert [opens(door, s) for s in (b"first", b"second", b"third")] == [True, True, True]
    door.settle()
    assert [opens(door, s) for s in (b"first", b"second", b"third")] == [False, False, True]


def test_a_refused_second_change_leaves_the_first_in_doubt():
    door = credentials()
    door.propose(hashed(b"second"))
    door.propose(hashed(b"third"))
    door.withdraw()
    assert [opens(door, s) for s in (b"first", b"second", b"third")] == [True, True, False]


def test_a_change_in_doubt_that_is_used_kills_what_came_before_and_not_what_came_after():
    door = credentials()
    door.propose(hashed(b"second"))
    door.propose(hashed(b"third"))
    assert door.open_to(Shown(b"second"))
    assert [opens(door, s) for s in (b"first", b"second", b"third")] == [False, True, True]


def test_whoever_uses_the_old_one_cannot_kill_a_new_one_that_the_station_holds():
    door = credentials()
    door.propose(hashed(b"second"))
    assert door.open_to(Shown(b"first"))
    door.propose(hashed(b"third"))
    assert opens(door, b"second")


def in_doubt() -> StationCredentials:
    """As many changes as may be in doubt, and the station has not come in since."""
    door = credentials()
    for number in range(MOST_IN_DOUBT):
        door.propose(hashed(b"new %d" % number))
    return door


def test_too_many_changes_in_doubt_wait_for_the_station_to_come_in():
    door = in_doubt()
    with pytest.raises(NotPossibleNow):
        door.propose(hashed(b"one more"))
    assert door.open_to(Shown(b"first"))
    door.propose(hashed(b"one more"))
    assert opens(door, b"one more")
    assert opens(door, b"first")
    assert not opens(door, b"new 0"), "the oldest that the station did not come in with"
    assert len(door.proposed) == MOST_IN_DOUBT


def test_a_wrong_secret_says_nothing_of_what_the_station_holds():
    door = in_doubt()
    assert not door.open_to(Shown(b"wrong"))
    with pytest.raises(NotPossibleNow):
        door.propose(hashed(b"one more"))


def test_an_operator_may_set_it_outright():
    door = credentials()
    door.propose(hashed(b"second"))
    door.replace(hashed(b"third"))
    assert [opens(door, s) for s in (b"first", b"second", b"third")] == [False, False, True]


@pytest.mark.parametrize("changes", range(MOST_IN_DOUBT + 1))
@pytest.mark.parametrize("shown", [b"first", b"new 0", b"wrong"])
def test_as_many_are_compared_whatever_is_shown_and_however_many_there_are(changes, shown):
    compared = []

    class Counting(Shown):
        def matches(self, stored: SecretHash) -> bool:
            compared.append(stored.digest)
            return super().matches(stored)

    door = credentials()
    for number in range(changes):
        door.propose(hashed(b"new %d" % number))
    door.open_to(Counting(shown))
    assert len(compared) == 1 + MOST_IN_DOUBT


def test_what_fills_an_empty_slot_opens_nothing():
    door = credentials(None)
    assert not door.open_to(Shown(NO_SECRET.digest))


def test_a_hash_does_not_show():
    assert "first" not in repr(credentials())


# Profiles.


def test_a_higher_profile_is_remembered_and_a_lower_one_refused():
    door = credentials()
    assert door.reach(SecurityProfile.BASIC) is False
    assert door.reach(SecurityProfile.TLS) is True
    assert door.reach(SecurityProfile.TLS) is False
    with pytest.raises(NotPossibleNow):
        door.reach(SecurityProfile.BASIC)
    assert door.reach(SecurityProfile.MUTUAL_TLS) is True
    assert door.required is SecurityProfile.MUTUAL_TLS


# Every interleaving.


class Rotation(RuleBasedStateMachine):
    """A station and a server that change a secret over a line that loses words either way.

    The station holds one secret. The server proposes; the word may be lost, the station may take
    or refuse it, and its answer may be lost. The station may come in at any time.
    """

    @initialize()
    def meet(self) -> None:
        self.held = b"0"
        self.door = credentials(self.held)
        self.made = 0
        self.sent: bytes | None = None
        self.answer: str | None = None

    def free(self) -> bool:
        """The server waits for no answer: it asks one thing at a time."""
        return self.sent is None and self.answer is None

    @precondition(free)
    @rule()
    def propose(self) -> None:
        self.made += 1
        secret = str(self.made).encode()
        try:
            self.door.propose(hashed(secret))
        except NotPossibleNow:
            assert len(self.door.proposed) == MOST_IN_DOUBT
        else:
            self.sent = secret

    @precondition(lambda self: self.sent is not None)
    @rule(fate=st.sampled_from(["taken", "refused", "lost"]))
    def arrive(self, fate: str) -> None:
        if fate == "taken":
            self.held = self.sent
        self.answer = fate
        self.sent = None

    @precondition(lambda self: self.answer is not None)
    @rule(lost=st.booleans())
    def hear_the_answer(self, lost: bool) -> None:
        if not lost and self.answer == "taken":
            self.door.settle()
        if not lost and self.answer == "refused":
            self.door.withdraw()
        self.answer = None

    @rule()
    def come_in(self) -> None:
        assert self.door.open_to(Shown(self.held))

    @precondition(free)
    @rule()
    def propose_when_it_has_just_come_in(self) -> None:
        """However many were lost before: an operator can always order one more."""
        self.come_in()
        self.propose()
        assert self.sent is not None

    @rule()
    def crash(self) -> None:
        """The server starts again with what was stored; what was in flight is forgotten."""
        self.door = self.door.snapshot()
        self.sent = self.answer = None

    @invariant()
    def the_station_is_never_locked_out(self) -> None:
        assert opens(self.door, self.held)

    @invariant()
    def few_secrets_open(self) -> None:
        opening = [n for n in range(self.made + 1) if opens(self.door, str(n).encode())]
        assert len(opening) <= 1 + MOST_IN_DOUBT
        assert self.door.proposed or len(opening) == 1


TestRotation = Rotation.TestCase
TestRotation.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
