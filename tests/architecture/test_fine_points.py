"""Every fine point names something that shows it, and that something exists."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "fine-points.md"
_ROW = re.compile(r"^\| (\d+) \|.*\| `([^`]+)` \|$", re.MULTILINE)


def _tests() -> set[str]:
    found = re.compile(r"def (test_\w+)")
    files = (ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in found.findall(file.read_text())}


def _corpus() -> set[str]:
    names = set()
    for file in (ROOT / "tests" / "vectors" / "ocpp").glob("*.jsonl"):
        for line in file.read_text().splitlines():
            record = json.loads(line)
            names |= {record["id"], record.get("group", "")}
    return names


def test_every_fine_point_is_shown_by_something_that_exists() -> None:
    shown = dict(_ROW.findall(PAGE.read_text()))
    assert [int(number) for number in shown] == list(range(1, 55))
    assert set(shown.values()) - _tests() - _corpus() == set()


def test_the_code_refers_to_fine_points_that_exist() -> None:
    mention = re.compile(r"fine points? (\d+)")
    numbers = {
        int(number)
        for file in (ROOT / "src").rglob("*.py")
        for number in mention.findall(file.read_text())
    }
    assert numbers
    assert numbers <= set(range(1, 55))
