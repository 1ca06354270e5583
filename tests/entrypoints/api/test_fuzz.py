"""Whatever bytes come in, the readers answer with a value or with a problem."""

import os
from contextlib import suppress

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.errors import NotFound
from entrypoints.api import csv_text, cursor
from entrypoints.api.call import identity_in
from entrypoints.api.conditions import read_conditions
from entrypoints.api.openapi.examples import EXAMPLES
from entrypoints.api.operation import CSV
from entrypoints.api.operations import OPERATIONS
from entrypoints.api.operations.id_tokens import MOST_ROWS, drafts_of
from entrypoints.api.operations.market_prices import SeriesQuery, points_of
from entrypoints.api.operations.market_prices import drafts_of as prices_of
from entrypoints.api.problems import Problem
from entrypoints.api.reading import read_body, read_query

BODIES = sorted(
    {op.body for op in OPERATIONS if op.body is not None}, key=lambda kind: kind.__name__
)
QUERIES = sorted({op.query for op in OPERATIONS}, key=lambda kind: kind.__name__)

fuzzed = settings(
    max_examples=int(os.environ.get("OPEN_CSMS_TEST_EXAMPLES", "5")) * 10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.datetimes().map(lambda moment: f"{moment.isoformat()}+23:59")
    | st.uuids().map(str)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def answered(read, *args):
    """The value, or the problem, which is one that a caller can mend."""
    problem = None
    try:
        return read(*args)
    except Problem as raised:
        problem = raised
    assert 400 <= problem.status < 500
    return problem


@pytest.mark.parametrize("kind", BODIES)
@given(data=st.data())
@fuzzed
def test_any_body(kind, data):
    """Bytes, any JSON, and a good example with any of its fields spoilt."""
    good = EXAMPLES[kind.__name__]
    spoilt = st.dictionaries(st.sampled_from([*good, "type"]), values, max_size=3)
    content = data.draw(
        st.binary()
        | values.map(msgspec.json.encode)
        | spoilt.map(lambda wrong: msgspec.json.encode({**good, **wrong}))
    )
    read = answered(read_body, content, kind)
    assert isinstance(read, kind | Problem)


@pytest.mark.parametrize("kind", QUERIES)
@given(data=st.data())
@fuzzed
def test_any_query(kind, data):
    names = st.sampled_from([*kind.__struct_fields__, "x"]) | st.text(max_size=5)
    pairs = st.lists(st.tuples(names, scalars.map(str)), max_size=5)
    text = data.draw(
        st.binary()
        | pairs.map(lambda given: "&".join(f"{n}={v}" for n, v in given).encode("utf-8", "replace"))
    )
    assert isinstance(answered(read_query, text, kind), kind | Problem)


@given(st.binary() | st.text().map(lambda text: f"uid,label,blocked\n{text}".encode()))
@example(b"uid\n" + b'"' * 1000)
@example(b"uid\n\x00\n")
@fuzzed
def test_any_table(content):
    table = answered(csv_text.parsed, content, MOST_ROWS)
    if not isinstance(table, Problem):
        answered(drafts_of, table)


@given(st.text().map(lambda text: f"start,price,end\n{text}".encode()))
@example(b"start,price\n9999-12-31T23:59:59-23:59,1\n")
@fuzzed
def test_any_table_of_prices(content):
    table = answered(csv_text.parsed, content, MOST_ROWS)
    if not isinstance(table, Problem):
        told = answered(prices_of, table)
        if not isinstance(told, Problem):
            answered(points_of, told, SeriesQuery(series="x", currency="EUR"), "")


@given(st.text(alphabet="ABCdef019_-", max_size=60) | st.binary().map(lambda b: b.hex()))
@fuzzed
def test_any_cursor(text):
    answered(cursor.sliced, 50, text, "name")


@given(st.text(), st.lists(st.text(min_size=1)).map(tuple))
@fuzzed
def test_a_cursor_comes_back_as_it_went(sort, position):
    text = cursor.written(sort, position)
    assert cursor.sliced(50, text, sort).after == position


@given(
    st.dictionaries(
        st.sampled_from(["if-match", "if-none-match", "prefer", "idempotency-key"]), st.text()
    )
)
@example({"if-match": '"v' + "9" * 400 + '"'})
@example({"prefer": "wait=" + "9" * 400})
@fuzzed
def test_any_conditions(headers):
    answered(read_conditions, headers)


@given(st.text())
@fuzzed
def test_any_identity(text):
    with suppress(NotFound):
        assert str(identity_in("thing", text)) == text.lower()


def test_every_table_is_fuzzed_too():
    assert [op.name for op in OPERATIONS if op.takes == CSV] == [
        "import_tokens", "import_market_prices",
    ]  # fmt: skip
