"""The runner of price vectors: any folder tree, a line for each failure, an exit code."""

import json

import pytest
from tests.conformance.prices.__main__ import main

TARIFF = {
    "id": "1",
    "currency": "EUR",
    "elements": [{"price_components": [{"type": "ENERGY", "price": 0.5, "vat": 20}]}],
}
CDR = {
    "start_date_time": "2026-01-12T16:30:00Z",
    "end_date_time": "2026-01-12T17:30:00Z",
    "charging_periods": [
        {
            "start_date_time": "2026-01-12T16:30:00Z",
            "dimensions": [{"type": "ENERGY", "volume": 10}],
        }
    ],
}
EVENING = {
    **TARIFF,
    "elements": [
        {
            "price_components": [{"type": "ENERGY", "price": 1}],
            "restrictions": {"start_time": "17:00"},
        }
    ],
}
RIGHT = {"total_cost": {"excl_vat": 5, "incl_vat": 6}}


@pytest.fixture
def run(tmp_path, capsys):
    """`run(path=document, …)`: the exit code, and the lines."""

    def ran(**files):
        for name, document in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(document if isinstance(document, str) else json.dumps(document))
        code = main([str(tmp_path)])
        return code, capsys.readouterr().out.splitlines()

    return ran


def test_what_a_record_states_is_expected_of_it(run):
    assert run(a__tariff=TARIFF, a__cdr1={**CDR, **RIGHT}, a__cdr2={**CDR, **RIGHT}) == (
        0,
        ["2 cases: 2 as expected, 0 not."],
    )


def test_each_amount_that_differs_is_a_line(run):
    wrong = {"total_cost": {"excl_vat": 5.02, "incl_vat": "6.009"}, "total_energy_cost": 4}
    code, lines = run(a__tariff=TARIFF, a__cdr={**CDR, **wrong}, b__cdr={**CDR, **RIGHT})
    assert code == 1
    assert lines == [
        "FAILED a/cdr.json: total before taxes: theirs 5.02, ours 5.0000",
        "FAILED a/cdr.json: energy before taxes: theirs 4, ours 5.0000",
        "FAILED b/cdr.json: This CDR cannot be read: tariffs: there is none.",
        "2 cases: 0 as expected, 2 not.",
    ]


@pytest.mark.parametrize(
    ("expected", "failure"),
    [
        ({"total_cost": {"excl_vat": 5}}, None),
        ({"total_cost": {"excl_vat": "5.01", "incl_vat": 5.99}}, None),
        ({"total_cost": 5}, None),
        ({"total_cost": {"before_taxes": 5, "taxes": [{"amount": 1}]}}, None),
        ({"total_cost": {"excl_vat": 5, "incl_vat": 6.02}}, "total after taxes"),
        ({"total_cost": {"incl_vat": None}}, "expected not to be told"),
        ({"total_parking_cost": {"excl_vat": 1}}, "parking before taxes"),
        ({"totals": {"energy": {"excl_vat": 5}}}, None),
        ({"totals": {"ENERGY": 4}}, "energy before taxes"),
        ({"billed_energy_kwh": "10.0"}, None),
        ({"billed_energy": 9}, "billed_energy: expected 9, ours 10.0000"),
        ({"billed": {"energy_wh": 10_000}}, None),
        ({"billed_luck": 1}, "nobody knows"),
        ({"total_energy": 10, "total_time": 0, "total_parking_time": None}, None),
        ({"total_energy": 9}, "total_energy: expected 9"),
        ({"total_cost": 5, "warnings": []}, None),
        ({"total_cost": 5, "warnings": ["period_overlaps"]}, "period_overlaps expected"),
        ({"total_cost": 5, "unpriceable": True}, "it was priced"),
        ({}, "nothing is expected"),
        ({"total_cost": "much"}, "not understood"),
    ],
)
def test_expectations_may_be_told_in_many_ways(run, expected, failure):
    code, lines = run(tariff=TARIFF, cdr=CDR, expected={"time_zone": "UTC", "expected": expected})
    assert code == (1 if failure else 0)
    assert (failure or "1 as expected") in lines[0]


@pytest.mark.parametrize(
    ("warnings", "code"),
    [
        (["period_spans_price_change"], 0),
        ([{"code": "PERIOD-SPANS-PRICE-CHANGE"}], 0),
        ("period spans price change", 0),
        (None, 0),
        ([], 1),
        (["periods_out_of_order"], 1),
    ],
)
def test_warnings_are_expected_by_their_name(run, warnings, code):
    expected = {"total_cost": {"excl_vat": 5}, "warnings": warnings}
    assert run(tariff=EVENING, cdr=CDR, expected={"expected": expected})[0] == code


def test_a_time_zone_may_be_told_inside_or_outside(run):
    noon = {"price_components": [{"type": "FLAT", "price": 1}]}
    noon["restrictions"] = {"start_time": "08:00", "end_time": "09:00"}
    tariff = {**TARIFF, "elements": [noon]}
    for told in (
        {"time_zone": "America/Los_Angeles", "expected": {"total_cost": 1}},
        {"expected": {"time_zone": "America/Los_Angeles", "total_cost": 1}},
        {"time_zone": "America/Los_Angeles", "total_cost": 1},
    ):
        assert run(tariff=tariff, cdr=CDR, expected=told)[0] == 0


def test_folders_lie_in_folders_and_share_the_tariff_above_them(run):
    wrong = {"total_cost": 9}
    code, lines = run(
        deep__tariff=TARIFF,
        deep__one__cdr=CDR,
        deep__one__expected={"expected": RIGHT},
        **{"deep__two__three__cdr-x": {**CDR, **wrong}},
    )
    assert (code, lines[-1]) == (1, "2 cases: 1 as expected, 1 not.")
    assert lines[0].startswith("FAILED deep/two/three/cdr-x.json: total before taxes")


def test_an_expectation_belongs_to_the_record_of_its_name_or_the_only_one(run):
    files = {"tariff": TARIFF, "cdr-a": CDR, "expected-a": RIGHT, "cdr-b": {**CDR, **RIGHT}}
    assert run(**files)[0] == 0
    assert run(only__tariff=TARIFF, only__cdr_one=CDR, only__expected=RIGHT)[0] == 0


def test_a_file_may_hold_several_and_an_envelope(run):
    enveloped = {"status_code": 1000, "data": [TARIFF]}
    both = {"data": [{**CDR, **RIGHT}, {**CDR, "total_cost": 4}], "status_code": 1000}
    code, lines = run(tariffs=enveloped, cdrs=both)
    assert code == 1
    assert lines == [
        "FAILED cdrs.json[1]: total before taxes: theirs 4, ours 5.0000",
        "2 cases: 1 as expected, 1 not.",
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"tariff": "{", "cdr": {**CDR, **RIGHT}},
        {"tariff": TARIFF, "cdr": "[1"},
        {"tariff": TARIFF, "cdr": "[]"},
        {"tariff": TARIFF, "cdr": "null"},
        {"tariff": TARIFF, "cdr": "7"},
        {"tariff": TARIFF, "cdr": CDR, "expected": "[]"},
        {"tariff": TARIFF, "cdr": CDR, "expected": {"expected": {"billed_energy": "x"}}},
        {"tariff": TARIFF, "cdr": CDR, "expected": {"expected": {"total_cost": [1]}}},
        {"tariff": [], "cdr": {**CDR, **RIGHT}},
        {"tariff": {"id": "1"}, "cdr": {**CDR, **RIGHT}},
        {"tariff": TARIFF, "cdr": {**CDR, **RIGHT, "charging_periods": "none"}},
        {"tariff": TARIFF, "cdr": {**RIGHT}},
        {"tariff": EVENING, "cdr": CDR, "expected": {"time_zone": "Mars", "expected": RIGHT}},
        {"tariff": TARIFF, "cdr": CDR, "expected": {"options": {"flat": "?"}, "expected": RIGHT}},
    ],
)
def test_what_cannot_be_read_fails_by_itself(run, files):
    code, lines = run(good__tariff=TARIFF, good__cdr={**CDR, **RIGHT}, **files)
    assert (code, len(lines), lines[-1]) == (1, 2, "2 cases: 1 as expected, 1 not.")
    assert lines[0].startswith("FAILED ")


def test_a_tariff_that_cannot_be_priced_may_be_expected(run):
    nothing = {**TARIFF, "elements": [{"price_components": []}]}
    assert run(tariff=nothing, cdr=CDR, expected={"expected": {"error": "no components"}})[0] == 0
    assert run(tariff=nothing, cdr=CDR, expected={"expected": RIGHT})[0] == 1


def test_no_case_is_not_as_expected(run, tmp_path):
    assert run(tariff=TARIFF)[0] == 2
    assert main([str(tmp_path / "nowhere")]) == 2
