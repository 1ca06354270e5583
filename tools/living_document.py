"""Write `var/features/index.html`: what the product promises, and what the last runs say of it.

    python -m tools.living_document [--results FILE] [--output FILE]

Block, feature, promise, scenarios and steps come from `features/`, results from the file that the
runs keep. The page is one file without any request, readable without scripts, and printable.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

from features.results import LAST_RESULTS, load
from pytest_bdd.feature import get_features
from pytest_bdd.parser import Feature, ScenarioTemplate, Step

ROOT = Path(__file__).parents[1]
FEATURES = ROOT / "features"
PAGE, STYLE, SCRIPT = (
    Path(__file__).with_suffix(suffix).read_text() for suffix in (".html", ".css", ".js")
)

BLOCKS = {
    "provisioning": "Provisioning",
    "authorization": "Authorization",
    "charging": "Charging",
    "offline": "Offline behaviour",
    "remote_control": "Remote control",
    "security": "Security",
    "tenants": "Tenants",
    "tariff": "Tariffs",
    "billing": "Billing",
    "payment": "Payments",
}
WORLDS = {"memory": "in memory", "wire": "on the wire", "firmware": "with our firmware"}
SPOKEN = {"firmware": "1.6"}
"""World → the only version that its stations speak."""

HOLDS, BROKEN, UNTRIED = "holds", "broken", "untried"
SAID = {HOLDS: ("✓", "holds"), BROKEN: ("✗", "broken"), UNTRIED: ("○", "not tried yet")}
SOURCES = re.compile(r"^# (.+)$", re.MULTILINE)
QUOTED = re.compile(r"&lt;(?P<slot>[^&]+)&gt;|&quot;(?P<name>.*?)&quot;")

Result = Mapping[str, Any]
Example = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A scenario as written, with its last results."""

    scenario: ScenarioTemplate
    results: Sequence[Result]

    @property
    def worlds(self) -> list[str]:
        """Where it is meant to run."""
        return [world for world in WORLDS if world == "memory" or world in self.scenario.tags]

    @property
    def examples(self) -> list[Example]:
        """Its examples; a scenario without any is its own."""
        lines = [line for table in self.scenario.examples for line in table.as_contexts()]
        return [dict(line) for line in lines] or [{}]

    def examples_in(self, world: str) -> list[Example]:
        """Those that are meant for a world."""
        only = SPOKEN.get(world)
        return [each for each in self.examples if only in {None, each.get("ocpp", only)}]

    def result(self, world: str, example: Example) -> Result | None:
        """The last result of one example in one world."""
        for result in self.results:
            if result["world"] == world and result["example"] == example:
                return result
        return None

    def verdict_in(self, world: str, example: Example | None = None) -> str:
        """Whether it holds there: every example, or the one given."""
        examples = self.examples_in(world) if example is None else [example]
        found = [self.result(world, each) for each in examples]
        if any(result and result["status"] != "passed" for result in found):
            return BROKEN
        return HOLDS if all(found) else UNTRIED

    @property
    def verdict(self) -> str:
        """Broken anywhere is broken; holding in memory is holding, the wire may be tried later."""
        if BROKEN in (self.verdict_in(world) for world in self.worlds):
            return BROKEN
        return self.verdict_in("memory")

    @property
    def faults(self) -> list[Result]:
        """The results that tell what is wrong."""
        return [result for result in self.results if result["status"] != "passed"]


def main() -> None:
    """Read the features and the last results, and write the page."""
    parser = argparse.ArgumentParser(description="Write the living document of the features.")
    parser.add_argument("--results", type=Path, default=ROOT / LAST_RESULTS)
    parser.add_argument("--output", type=Path, default=ROOT / "var/features/index.html")
    options = parser.parse_args()
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(document(load(options.results)))
    print(f"The living document: {options.output}")


def document(results: Sequence[Result]) -> str:
    """The whole page."""
    features = _features()
    told = {feature.filename: _told(feature, results) for feature in features}
    everything = [one for many in told.values() for one in many]
    chapters = [
        (block, list(group)) for block, group in groupby(features, key=lambda f: _block(f.filename))
    ]
    return Template(PAGE).substitute(
        style=STYLE,
        script=SCRIPT,
        summary=_summary(everything, results),
        contents="".join(_contents(block, group, told) for block, group in chapters),
        chapters="".join(_chapter(block, group, told) for block, group in chapters),
    )


def _features() -> list[Feature]:
    paths = [path for block in BLOCKS for path in sorted(FEATURES.glob(f"{block}/*.feature"))]
    by_path = {Path(feature.filename): feature for feature in get_features(map(str, paths))}
    return [by_path[path] for path in paths]


def _block(filename: str) -> str:
    return Path(filename).parent.name


def _told(feature: Feature, results: Iterable[Result]) -> list[Told]:
    path = Path(feature.filename).relative_to(FEATURES).as_posix()
    mine = [result for result in results if result["feature"] == path]
    return [
        Told(scenario, [result for result in mine if result["scenario"] == scenario.name])
        for scenario in feature.scenarios.values()
    ]


def _summary(told: Sequence[Told], results: Sequence[Result]) -> str:
    counts = Counter(one.verdict for one in told)
    tiles = [f'<li class="tile"><b>{len(told)}</b> scenarios</li>']
    tiles += [
        f'<li class="tile {verdict}"><b>{counts[verdict]}</b> {_sign(verdict)} {words}</li>'
        for verdict, (_, words) in SAID.items()
    ]
    return f'<ul class="tiles">{"".join(tiles)}</ul><p class="runs">{_runs(told, results)}</p>'


def _runs(told: Sequence[Told], results: Sequence[Result]) -> str:
    lines = []
    for world, name in WORLDS.items():
        meant = [one for one in told if world in one.worlds]
        holding = sum(one.verdict_in(world) == HOLDS for one in meant)
        last = max((result["at"] for result in results if result["world"] == world), default=None)
        when = f"last run {_time(last)}" if last else "never run"
        lines.append(f"<b>{name}</b>: {holding} of {len(meant)} hold, {when}")
    return " · ".join(lines)


def _time(stamp: str) -> str:
    at = datetime.fromisoformat(stamp)
    return f'<time datetime="{stamp}">{at:%-d %B %Y, %H:%M} UTC</time>'


def _contents(block: str, features: Sequence[Feature], told: Mapping[str, Sequence[Told]]) -> str:
    mine = [one for feature in features for one in told[feature.filename]]
    counts = Counter(one.verdict for one in mine)
    bars = "".join(
        f'<i class="{verdict}" style="flex-grow:{counts[verdict]}"></i>'
        for verdict in SAID
        if counts[verdict]
    )
    return (
        f'<li><a href="#{block}">{BLOCKS[block]} '
        f'<span class="count">{counts[HOLDS]}<span class="of">/{len(mine)}</span></span></a>'
        f'<span class="bar" aria-hidden="true">{bars}</span></li>'
    )


def _chapter(block: str, features: Sequence[Feature], told: Mapping[str, Sequence[Told]]) -> str:
    parts = "".join(_feature(feature, told[feature.filename]) for feature in features)
    heading = f'<h2 id="{block}">{BLOCKS[block]}</h2>'
    return f'<section class="block" aria-labelledby="{block}">{heading}{parts}</section>'


def _feature(feature: Feature, told: Sequence[Told]) -> str:
    promise = "<br>".join(_spoken(line.strip()) for line in feature.description.splitlines())
    source = SOURCES.match(Path(feature.filename).read_text())
    given = _steps(feature.background.steps) if feature.background else ""
    always = f"<details class='always'><summary>Given throughout</summary>{given}</details>"
    return (
        f'<article class="feature"><h3>{escape(feature.name or "")}</h3>'
        f'<p class="promise">{promise}</p>'
        f'<p class="source">{escape(source[1]) if source else ""}</p>'
        f"{always if given else ''}{''.join(_scenario(one) for one in told)}</article>"
    )


def _scenario(told: Told) -> str:
    scenario, verdict = told.scenario, told.verdict
    own = [step for step in scenario.steps if not step.background]
    badges = "".join(_badge(world, told.verdict_in(world)) for world in told.worlds)
    opened = " open" if verdict == BROKEN else ""
    return (
        f'<details class="scenario" data-verdict="{verdict}"{opened}>'
        f'<summary>{_mark(verdict)}<span class="name">{escape(scenario.name)}</span>'
        f'<span class="badges">{badges}</span></summary>'
        f"<div class='body'>{_steps(own, _broken_lines(told))}"
        f"{_examples(told) if scenario.examples else ''}{_faults(told)}</div></details>"
    )


def _mark(verdict: str) -> str:
    sign, words = SAID[verdict]
    return f'<span class="mark {verdict}" role="img" aria-label="{words}">{sign}</span>'


def _sign(verdict: str) -> str:
    return f'<span class="mark {verdict}" aria-hidden="true">{SAID[verdict][0]}</span>'


def _badge(world: str, verdict: str) -> str:
    sign, words = SAID[verdict]
    return (
        f'<span class="badge {verdict}" title="{WORLDS[world]}: {words}">'
        f'{WORLDS[world]} <span aria-hidden="true">{sign}</span>'
        f'<span class="unseen">{words}</span></span>'
    )


def _broken_lines(told: Told) -> set[int]:
    steps = [step for fault in told.faults for step in fault["steps"]]
    return {step["line"] for step in steps if step["status"] != "passed"}


def _steps(steps: Sequence[Step], broken: Iterable[int] = ()) -> str:
    lines = "".join(_step(step, step.line_number in broken) for step in steps)
    return f'<ol class="steps">{lines}</ol>'


def _step(step: Step, broken: bool) -> str:
    table = _table(step.datatable.raw()) if step.datatable else ""
    letter = f"<pre>{_spoken(step.docstring)}</pre>" if step.docstring else ""
    words = f'<span class="keyword">{escape(step.keyword)}</span> {_spoken(step.name)}'
    sign = _mark(BROKEN) if broken else ""
    css = ' class="broken"' if broken else ""
    return f"<li{css}>{words} {sign}{table}{letter}</li>"


def _table(lines: Sequence[Sequence[object]]) -> str:
    heads, *rows = [[str(cell) for cell in line] for line in lines]
    head = "".join(f'<th scope="col">{_spoken(cell)}</th>' for cell in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{_spoken(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f'<div class="wide"><table><tr>{head}</tr>{body}</table></div>'


def _examples(told: Told) -> str:
    """The examples as a table, with a mark for each world."""
    heads = list(told.examples[0])
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    head += "".join(f'<th scope="col" class="world">{WORLDS[w]}</th>' for w in told.worlds)
    body = ""
    for example in told.examples:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in example.values())
        marks = (
            _mark(told.verdict_in(world, example)) if example in told.examples_in(world) else ""
            for world in told.worlds
        )
        body += f"<tr>{cells}{''.join(f'<td class=world>{mark}</td>' for mark in marks)}</tr>"
    table = f'<table class="examples"><tr>{head}</tr>{body}</table>'
    return f'<p class="keyword">Examples</p><div class="wide">{table}</div>'


def _faults(told: Told) -> str:
    """What went wrong; the same fault is told once, with all the runs that met it."""
    runs: dict[str, list[str]] = {}
    for fault in told.faults:
        example = ", ".join(fault["example"].values())
        where = f"{WORLDS.get(fault['world'], fault['world'])}{f' ({example})' if example else ''}"
        runs.setdefault(fault["message"], []).append(where)
    return "".join(
        f'<div class="fault"><p>{escape("; ".join(where))}</p><pre>{escape(message)}</pre></div>'
        for message, where in runs.items()
    )


def _spoken(text: str) -> str:
    """A step's text with what is named in it set apart."""

    def mark(found: re.Match[str]) -> str:
        if slot := found["slot"]:
            return f"<var>{slot}</var>"
        return f"<q>{found['name']}</q>"

    return QUOTED.sub(mark, escape(text))


if __name__ == "__main__":
    main()
