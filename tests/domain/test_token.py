"""The judgement on a token, as a table."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_token, at

from domain.errors import Invalid
from domain.token import (
    FREE_TO_CHARGE,
    UNKNOWN_TOKEN,
    Authorization,
    AuthorizationStatus,
    folded,
)

A = AuthorizationStatus


@pytest.mark.parametrize(
    ("token", "elsewhere", "status"),
    [
        ({}, 0, A.ACCEPTED),
        ({}, 99, A.ACCEPTED),
        ({"blocked": True}, 0, A.BLOCKED),
        ({"valid_until": at(1)}, 0, A.ACCEPTED),
        ({"valid_until": at(0)}, 0, A.EXPIRED),
        ({"valid_until": at(-1)}, 0, A.EXPIRED),
        ({"valid_from": at(0)}, 0, A.ACCEPTED),
        ({"valid_from": at(1)}, 0, A.NOT_YET_VALID),
        ({"max_sessions": 1}, 0, A.ACCEPTED),
        ({"max_sessions": 1}, 1, A.CONCURRENT),
        ({"max_sessions": 2}, 1, A.ACCEPTED),
        ({"max_sessions": 2}, 3, A.CONCURRENT),
        # What is worse is told first.
        ({"blocked": True, "valid_until": at(-1), "max_sessions": 1}, 5, A.BLOCKED),
        ({"valid_until": at(-1), "max_sessions": 1}, 5, A.EXPIRED),
        ({"valid_from": at(1), "max_sessions": 1}, 5, A.NOT_YET_VALID),
    ],
)
def test_the_judgement_at_eight(token, elsewhere, status):
    judgement = a_token(**token).judge(at(0), elsewhere)
    assert judgement.status is status
    assert judgement.granted is (status is A.ACCEPTED)


def test_the_answer_says_what_the_station_may_remember():
    token = a_token(group="family", valid_until=at(60), language="de")
    assert token.judge(at(0)) == Authorization(A.ACCEPTED, "family", at(60), "de")


def test_a_group_is_told_also_with_a_refusal():
    assert a_token(group="family", blocked=True).judge(at(0)).group == "family"


def test_unknown_is_refused_and_free_is_granted():
    assert not UNKNOWN_TOKEN.granted
    assert FREE_TO_CHARGE.granted


@given(uid=st.text(min_size=1, max_size=40))
def test_letter_case_and_space_around_do_not_matter(uid):
    assert folded(uid) == folded(uid.upper().lower()) or uid.upper().lower() != uid.lower()
    assert folded(f"  {uid} ") == folded(uid.strip())
    assert folded(folded(uid)) == folded(uid)


@pytest.mark.parametrize(
    ("nonsense", "field"),
    [
        ({"uid": ""}, "uid"),
        ({"uid": "  "}, "uid"),
        ({"uid": "x" * 256}, "uid"),
        ({"valid_from": at(1), "valid_until": at(1)}, "valid_until"),
        ({"valid_from": at(1), "valid_until": at(1) - timedelta(days=1)}, "valid_until"),
        ({"max_sessions": 0}, "max_sessions"),
    ],
)
def test_nonsense_cannot_be_written_down(nonsense, field):
    with pytest.raises(Invalid) as refusal:
        a_token(**nonsense)
    assert refusal.value.field == field


def test_a_long_uid_of_2_1_fits():
    assert len(a_token("x" * 255).uid) == 255
