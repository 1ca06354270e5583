"""The worked examples of OCPI 2.2.1, and any folder of vectors that is there."""

import json
import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conformance.prices.cases import Case, cases
from tests.conformance.prices.checking import verdict

EXAMPLES = json.loads(
    (Path(__file__).parents[2] / "vectors/ocpi/worked-examples.json").read_text(),
    parse_float=Decimal,
)
BESIDE = next(Path(__file__).parents[4].glob("*/vectors/ocpi"), Path("nowhere"))
VECTORS = Path(os.environ.get("PRICE_VECTORS", BESIDE))
TIMES = {"TIME", "PARKING_TIME", "RESERVATION_TIME"}


def cdr_of(example):
    start = datetime.fromisoformat(example["start_local"]).replace(tzinfo=UTC)

    def after(minutes):
        return (start + timedelta(minutes=minutes)).isoformat()

    def volume(kind, amount):
        return Decimal(amount) / 60 if kind in TIMES else amount

    return {
        "start_date_time": after(0),
        "end_date_time": after(example["end_offset_min"]),
        "charging_periods": [
            {
                "start_date_time": after(period["offset_min"]),
                "dimensions": [
                    {"type": kind, "volume": volume(kind, amount)}
                    for kind, amount in period.items()
                    if kind != "offset_min"
                ],
            }
            for period in example["periods"]
        ],
    }


@pytest.mark.parametrize(
    "example", EXAMPLES["cases"], ids=lambda e: f"{e['tariff']}: {e['spec_section']} {e['note']}"
)
def test_the_specification_is_priced_as_it_prints(example):
    tariff = EXAMPLES["tariffs"][example["tariff"]]
    expected = {"total_cost": example["expected"]}
    for key, value in (example["breakdown"] or {}).items():
        expected[f"billed_{key.lower().replace('_billed', '')}"] = value
    found = verdict(Case(example["spec_section"], cdr_of(example), (tariff,), expected))
    assert found.failures == ()
    assert not [note for note in found.notes if note.startswith("unknown")]


OURS = list(cases(Path(__file__).parents[2] / "vectors/ocpi"))


@pytest.mark.parametrize("case", OURS, ids=lambda case: case.name)
def test_a_case_costs_what_was_computed_by_hand(case):
    assert isinstance(case, Case), case.why
    found = verdict(case)
    assert found.failures == ()
    assert not [note for note in found.notes if note.startswith("unknown")]


@pytest.mark.skipif(
    not any(VECTORS.rglob("cdr*.json")), reason="no folder of price vectors: set PRICE_VECTORS"
)
def test_every_vector_of_the_folder_is_priced_as_it_states():
    found = [case for case in cases(VECTORS) if isinstance(case, Case)]
    failures = {v.name: v.failures for v in map(verdict, found) if not v.passed}
    assert len(found) >= 9
    assert failures == {}
