"""The living document shows every scenario with its last results, and asks nobody for anything."""

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tools.living_document import BLOCKS, FEATURES, document

from tools import living_document

FEATURE = "charging/session.feature"
SCENARIO = "A stop told twice is billed once"
VOID = {"meta", "input", "br", "link"}


def _result(world: str, ocpp: str, status: str, message: str = "") -> dict[str, Any]:
    failed = [{"line": 1, "name": "step", "status": status}] if message else []
    return {
        "feature": FEATURE,
        "scenario": SCENARIO,
        "example": {"ocpp": ocpp},
        "world": world,
        "status": status,
        "message": message,
        "steps": failed,
        "at": "2026-03-02T07:00:00+00:00",
    }


def _every_version(world: str, status: str = "passed") -> list[dict[str, Any]]:
    return [_result(world, ocpp, status) for ocpp in ("1.6", "2.0.1", "2.1")]


def _shown(page: str) -> str:
    """The part of the page about our scenario."""
    (shown,) = re.findall(
        rf'<details class="scenario"(?:(?!</details>).)*{SCENARIO}.*?</details>', page, re.DOTALL
    )
    return shown[shown.rindex('<details class="scenario"') :]


class Tags(HTMLParser):
    """Checks that what is opened is closed, and gathers what the page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        fetched = [value for name, value in attrs if name in {"src", "href"} and value]
        self.fetched += [value for value in fetched if not value.startswith("#")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_scenario_is_in_it_under_its_block() -> None:
    page = document([])
    written = "\n".join(path.read_text() for path in FEATURES.glob("*/*.feature"))
    names = re.findall(r"^  Scenario(?: Outline)?: (.+)$", written, re.MULTILINE)
    assert [name for name in names if escape(name) not in page] == []
    assert page.count('<details class="scenario"') == len(names)
    assert [block for block in BLOCKS if f'id="{block}"' not in page] == []


def test_the_page_is_whole_and_fetches_nothing() -> None:
    page = document(_every_version("memory"))
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.fetched == []
    assert "url(" not in page
    assert "@import" not in page


def test_without_a_run_nothing_is_claimed() -> None:
    assert 'data-verdict="holds"' not in document([])
    assert "never run" in document([])


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        (_every_version("memory"), "holds"),
        (_every_version("memory")[:2], "untried"),
        ([*_every_version("memory"), _result("wire", "1.6", "failed", "no")], "broken"),
        ([*_every_version("memory")[:2], _result("memory", "2.1", "failed", "no")], "broken"),
        ([*_every_version("memory")[:2], _result("memory", "2.1", "skipped")], "broken"),
    ],
)
def test_a_scenario_holds_only_if_every_example_did(
    results: list[dict[str, Any]], verdict: str
) -> None:
    assert f'data-verdict="{verdict}"' in _shown(document(results))


def test_a_fault_is_told_with_its_world_and_example_and_cannot_break_the_page() -> None:
    fault = _result("memory", "2.0.1", "failed", "<script>20 kWh != 19 kWh</script>")
    shown = _shown(document([fault]))
    assert "in memory (2.0.1)" in shown
    assert "&lt;script&gt;20 kWh != 19 kWh" in shown
    assert "<script>" not in shown


def test_the_results_of_a_scenario_that_is_gone_are_left_out() -> None:
    gone = {**_result("memory", "1.6", "failed", "long ago"), "scenario": "Charging by steam"}
    assert "long ago" not in document([gone])


def test_the_file_is_written_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    output = tmp_path / "deep" / "index.html"
    results = str(tmp_path / "none.json")
    monkeypatch.setattr("sys.argv", ["x", "--results", results, "--output", str(output)])
    living_document.main()
    assert output.read_text().startswith("<!doctype html>")
