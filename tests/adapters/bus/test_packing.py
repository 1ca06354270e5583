"""Many messages, few notifications: packing loses nothing and keeps PostgreSQL's limit."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from adapters.bus.postgres import PAYLOAD_BYTES, packed, unpacked
from application.ports.bus import MAX_MESSAGE_BYTES

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=80))
def test_what_was_packed_is_unpacked_in_order(messages):
    payloads = list(packed(messages, itertools.count()))
    assert [message for payload in payloads for message in unpacked(payload)] == messages
    assert all(len(payload.encode()) <= PAYLOAD_BYTES for payload in payloads)


def test_the_longest_message_fits():
    longest = ("t", "x" * (MAX_MESSAGE_BYTES - 1))
    payloads = list(packed([longest] * 3, itertools.count(10**15)))
    assert [list(unpacked(payload)) for payload in payloads] == [[longest]] * 3
    assert max(map(len, payloads)) <= PAYLOAD_BYTES


def test_a_hundred_hints_are_one_notification():
    assert len(list(packed([("station.wallbox-7", "look")] * 100, itertools.count()))) == 1


def test_equal_batches_are_different_payloads():
    numbers = itertools.count()
    first, second = (list(packed([("t", "x")], numbers)) for _ in range(2))
    assert first != second
