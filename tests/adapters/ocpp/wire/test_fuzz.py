"""Mutated frames of the corpus: nothing escapes the core, and what it says is a valid frame."""

import json
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.ocpp.wire.corpus import FRAME_TYPES, lines
from tests.adapters.ocpp.wire.in_process import TrivialCsms

from adapters.ocpp.rulebook import RULEBOOKS

FILES = {"ocpp1.6": "v16.jsonl", "ocpp2.0.1": "v201.jsonl", "ocpp2.1": "v21.jsonl"}
SPICES = [
    *('"', "\\", "{", "}", "[", "]", ",", ":", "null", "NaN", "1e999", "-0", '"\\u0000"'),
    *('"\\ud800"', "\ufeff", "\x00", "9" * 30, "1.0", "1e99999999999999999999"),
    *('{"a":1,"a":2}', "[" * 200, '"é🔌"'),
]


@cache
def seeds(version: str) -> list[str]:
    return [
        line.frame
        for line in lines(FILES[version])
        if line.frame is not None and len(line.frame) < 4000
    ]


@st.composite
def mutated(draw: st.DrawFn, version: str) -> str:
    text = draw(st.sampled_from(seeds(version)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        until = at + draw(st.integers(0, 12))
        spice = draw(st.one_of(st.sampled_from(SPICES), st.text(max_size=3)))
        text = text[:at] + spice + text[until:]
    return text


def check(version: str, messages: list[str], state: str) -> None:
    csms = TrivialCsms(version, state)
    for message in messages:
        reaction = csms.hear(message.replace("$OUTSTANDING_ID", csms.outstanding))
        for text in reaction.texts:
            frame = json.loads(text)
            assert len(json.dumps(frame)) < 70_000
            assert FRAME_TYPES[frame[0]] in {"CALLRESULT", "CALLERROR", "CALLRESULTERROR"}
            assert isinstance(frame[1], str)
            assert 0 < len(frame[1]) <= 36
            if frame[0] != 3:
                assert len(frame) == 5
                assert frame[2] in RULEBOOKS[version].codes.values()
                assert len(frame[3]) <= 255
                assert frame[4] == {}
        if reaction.close_code is not None:
            return
    csms.boot()
    assert csms.hear('[2,"still-there","Heartbeat",{}]').kind == "CALLRESULT"


VERSIONS = st.sampled_from(sorted(FILES))
STATES = st.sampled_from(["accepted", "fresh", "pending", "outstanding:Reset"])


@settings(max_examples=400, deadline=None)
@given(data=st.data(), version=VERSIONS, state=STATES)
def test_no_mutation_of_the_corpus_gets_an_exception_or_a_bad_frame(data, version, state) -> None:
    check(version, data.draw(st.lists(mutated(version), min_size=1, max_size=3)), state)


@settings(max_examples=200, deadline=None)
@given(message=st.one_of(st.text(max_size=200), st.binary(max_size=200)), version=VERSIONS)
def test_no_text_or_bytes_at_all_get_an_exception(message, version) -> None:
    TrivialCsms(version).hear(message)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(payload=JSON, version=VERSIONS, data=st.data())
def test_every_action_bears_any_json(payload, version, data) -> None:
    action = data.draw(st.sampled_from(sorted(RULEBOOKS[version].actions)))
    kind = data.draw(st.sampled_from([2, 6]))
    check(version, [json.dumps([kind, "any", action, payload])], "accepted")
