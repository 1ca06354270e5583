"""The harness itself, at tiny size: nothing here says how fast anything is."""

import asyncio
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from benchmarks.__main__ import keep, measure
from benchmarks.cases.memory import grows
from benchmarks.cases.table import CASES
from benchmarks.page import LINES, newest, page
from benchmarks.rig.database import cluster
from benchmarks.rig.run import Run


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """Floor and gateway with 20 stations for a second each, and the reads of a short stream."""
    kept = tmp_path_factory.mktemp("kept")
    # Not under pytest's folder: the server's own user must be able to go there.
    with TemporaryDirectory(prefix="open-csms-bench-") as place, cluster(Path(place)) as database:
        run = Run(
            database, stations=20, seconds=1.0, warm_up=0.2, rounds=1, rate=50.0, settling=0.0
        )
        about = asyncio.run(measure(run, ["sessions", "reads"]))
    return json.loads(keep(about, kept).read_text()), kept


def test_the_machine_is_told_with_the_figures(figures):
    machine = figures[0]["machine"]
    assert machine["cores"] >= 1
    assert machine["memory_mib"] > 0
    assert len(machine["load_average_at_start"]) == 3
    assert {"date", "kernel", "python", "postgresql", "libraries"} <= machine.keys()


def test_whole_sessions_are_measured_beside_the_floor(figures):
    case = figures[0]["cases"]["sessions"]
    (only,) = case["rounds"]
    assert case["errors"] == 0
    assert case["stations"] == 20
    for who in ("floor", "gateway"):
        assert only[who]["answers"] > 0
        assert only[who]["server"]["batches"] > 0
    assert case["ratio"] == pytest.approx(
        case["answers_per_second"] / case["floor_answers_per_second"], abs=0.01
    )


def test_every_unit_of_the_gateway_was_written(figures):
    (only,) = figures[0]["cases"]["sessions"]["rounds"]
    server = only["gateway"]["server"]
    assert server["units"] > 0
    assert (server["units_refused"], server["line_losses"], server["frames_dropped"]) == (0, 0, 0)


def test_a_message_of_a_connected_station_reads_nothing(figures):
    case = figures[0]["cases"]["reads"]
    assert case["errors"] == 0
    assert case["messages"] > 0
    assert case["reads"] == 0
    assert "scans_of_tables_only_read" in case  # exact only after `settling`


def test_the_page_shows_what_was_measured_and_nothing_else(figures):
    text = page(newest(figures[1]))
    assert "of the floor's" in text
    assert "storm" not in text
    assert figures[0]["machine"]["date"][:10] in text


def test_every_case_has_a_line_on_the_page():
    assert {line.case for line in LINES} == CASES.keys()


def test_a_soak_that_grows_or_errs_fails() -> None:
    calm = {"growth_kib_per_second": 2.0, "errors": 0}
    assert not grows(calm)
    assert grows({**calm, "growth_kib_per_second": 18.0})
    assert grows({**calm, "errors": 1})
