"""What is accepted of a station, and what it breaks, over REST."""

import pytest
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at
from tests.entrypoints.api.world import furnish, in_memory, two_tenants

from domain.station import Breach, BreachKind, Quirk


def put(mine, tolerance):
    given = {} if tolerance == "nothing said" else {"tolerance": tolerance}
    return f"/api/v1/stations/{mine.station.id}", {"name": "Left", **given}


@pytest.mark.parametrize(
    ("tolerance", "shown", "accepted"),
    [
        ("nothing said", None, []),
        (None, None, []),
        ([], [], []),
        (["odd_words", "long_texts"], ["long_texts", "odd_words"], ["long_texts", "odd_words"]),
        ([q.value for q in Quirk], sorted(Quirk), sorted(Quirk)),
    ],
)
@asynchronous
async def test_an_operator_says_what_is_accepted_of_a_station(tolerance, shown, accepted):
    house = in_memory()
    mine = await furnish(house)
    path, body = put(mine, tolerance)
    async with house.client(mine.key) as client:
        answer = await client.put(path, json=body)
        seen = (await client.get(path)).json()
    assert answer.status_code == 200
    assert (seen["tolerance"], seen["accepted_faults"]) == (shown, accepted)
    assert seen["clock_wrong"] is False


@pytest.mark.parametrize("tolerance", [["everything"], "long_texts", [1], {"long_texts": True}])
@asynchronous
async def test_a_fault_that_nobody_knows_cannot_be_accepted(tolerance):
    house = in_memory()
    mine = await furnish(house)
    path, body = put(mine, tolerance)
    async with house.client(mine.key) as client:
        answer = await client.put(path, json=body)
    assert answer.status_code == 422
    assert any("tolerance" in error["pointer"] for error in answer.json()["errors"])


@asynchronous
async def test_what_a_station_breaks_is_listed_the_most_frequent_first():
    house = in_memory()
    mine, theirs = await two_tenants(house)
    station = mine.station.id
    odd = BreachKind("odd_words", "MeterValues", "$.meterValue[].unit", True)
    long = BreachKind("too_long", "Authorize", "$.idTag", False)
    await house.storage.scope(VOLTA).conformance.note(
        [Breach(station, odd, 5, at(0), at(9), "Hz"), Breach(station, long, 7, at(1), at(2))]
    )
    path = f"/api/v1/stations/{station}/conformance"
    async with house.client(mine.key) as client:
        first, second = (await client.get(path)).json()["items"]
        rising = (await client.get(f"{path}?sort=times")).json()["items"]
    assert (first["rule"], first["times"], first["repaired"]) == ("too_long", 7, False)
    assert first["example"] is None
    assert second == {
        "rule": "odd_words",
        "action": "MeterValues",
        "path": "$.meterValue[].unit",
        "repaired": True,
        "times": 5,
        "first_seen": "2026-03-02T08:00:00Z",
        "last_seen": "2026-03-02T08:09:00Z",
        "example": "Hz",
    }
    assert [item["times"] for item in rising] == [5, 7]
    async with house.client(theirs.key) as client:
        assert (await client.get(path)).status_code == 404
