"""The features and their steps fit together: nothing undefined, ambiguous, unused or unheard."""

import asyncio
import importlib
import inspect
import re
from collections import Counter
from collections.abc import Awaitable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from features import conftest as features_conftest
from features.steps.prices import Till
from features.steps.sessions import COLUMNS, _expected
from features.tables import rows
from features.vocabulary import ALLOWANCES, CREDENTIALS, INSTRUCTIONS, OUTCOMES, REACTIONS
from features.world import World, identity
from pytest_bdd.feature import get_features
from pytest_bdd.parser import Feature, Step
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

ROOT = Path(features_conftest.__file__).parent
BLOCKS = {
    "provisioning",
    "authorization",
    "charging",
    "offline",
    "remote_control",
    "security",
    "tenants",
    "billing",
    "payment",
    "tariff",
}
VERSIONS = {"1.6", "2.0.1", "2.1"}
MOST_STEP_TEXTS = 11 * len(BLOCKS)
"""Ten a block were enough until price lists, paper and screens brought words of their own."""
SOURCE = re.compile(r"\b[A-P]\d{2}\b|[Ff]ine point|\bmod_[a-z]+\b|\bEN 16931\b|\(EU\) \d{4}/\d+")
"""A use case of OCPP, a fine point of it, a module of OCPI, a norm or a regulation."""


class Spoken(NamedTuple):
    """A step as it is spoken in one run of a scenario."""

    where: str
    step: Step


def _features() -> list[Feature]:
    return get_features([str(path) for path in sorted(ROOT.glob("*/*.feature"))])


def _runs() -> Iterator[tuple[str, list[Step]]]:
    """The steps of every scenario, once for each example."""
    for feature in _features():
        for template in feature.scenarios.values():
            examples = [line for table in template.examples for line in table.as_contexts()]
            for example in examples or [{}]:
                scenario = template.render(example)
                yield f"{feature.rel_filename}:{scenario.line_number} {example}", scenario.steps


def _spoken() -> list[Spoken]:
    return [Spoken(where, step) for where, steps in _runs() for step in steps]


def _definitions() -> list[StepFunctionContext]:
    found = []
    for name in features_conftest.STEPS:
        module = importlib.import_module(f"features.steps.{name}")
        for attribute, planted in vars(module).items():
            if attribute.startswith(features_conftest.PLANTED):
                found.append(step_function_context_registry[planted._get_wrapped_function()])
    return found


def _matching(step: Step) -> list[StepFunctionContext]:
    return [
        definition
        for definition in _definitions()
        if definition.type in (None, step.type) and definition.parser.is_matching(step.name)
    ]


def test_every_step_has_exactly_one_definition() -> None:
    wrong = {
        f"{spoken.where}: {spoken.step.name}": [found.parser.name for found in matching]
        for spoken in _spoken()
        if len(matching := _matching(spoken.step)) != 1
    }
    assert wrong == {}


def test_no_definition_is_unused() -> None:
    used = {found.parser.name for spoken in _spoken() for found in _matching(spoken.step)}
    assert {definition.parser.name for definition in _definitions()} - used == set()


def test_the_vocabulary_stays_small() -> None:
    texts = Counter(definition.parser.name for definition in _definitions())
    assert len(texts) <= MOST_STEP_TEXTS
    assert [text for text, count in texts.items() if count > 1] == []


def test_every_argument_of_a_step_is_spoken_or_a_fixture() -> None:
    fixtures = {"world", "scenario_loop", "till"}
    for where, step in _spoken():
        (definition,) = _matching(step)
        given = set(definition.parser.parse_arguments(step.name) or {}) | fixtures
        given |= {"datatable"} if step.datatable else set()
        given |= {"docstring"} if step.docstring else set()
        wanted = set(inspect.signature(definition.step_func).parameters)
        assert wanted <= given, where
        assert (step.datatable is not None) == ("datatable" in wanted), where


def test_every_verb_of_the_world_is_needed_by_a_step() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "steps").glob("*.py"))
    used = set(re.findall(r"\bworld\.(\w+)\(", sources)) | {"opens", "closes"}
    verbs = {name for name in dir(World) if not name.startswith("_")}
    assert used == verbs


class Listener:
    """A world that hears everything, shows nothing, and keeps the time."""

    def __init__(self) -> None:
        self.clock = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.clock

    async def moves_clock_to(self, moment: datetime) -> None:
        assert moment >= self.clock, "time does not run backwards"
        self.clock = moment

    def __getattr__(self, verb: str) -> Any:
        return self._hears

    async def driver_asks_to_pay(self, station: str) -> str:
        return "accepted"

    async def _hears(self, *args: Any, **kwargs: Any) -> str:
        return "refused"


async def _awaited(told: Awaitable[Any]) -> None:
    await told


def test_everything_told_in_a_scenario_can_be_read() -> None:
    for where, steps in _runs():
        there: dict[str, Any] = {"world": Listener(), "till": Till()}
        for step in steps:
            if step.type == "then":
                continue
            (definition,) = _matching(step)
            arguments = dict(definition.parser.parse_arguments(step.name) or {})
            if step.datatable:
                arguments["datatable"] = step.datatable.raw()
            if step.docstring:
                arguments["docstring"] = step.docstring
            tell = inspect.unwrap(definition.step_func)
            try:
                wanted = inspect.signature(tell).parameters
                told = tell(**arguments, **{k: v for k, v in there.items() if k in wanted})
                if inspect.isawaitable(told):
                    asyncio.run(_awaited(told))
            except (ValueError, KeyError, TypeError, AssertionError) as unreadable:
                pytest.fail(f"{where}: {step.name}: {unreadable!r}")


def test_every_session_table_can_be_read() -> None:
    today = datetime(2026, 3, 2, tzinfo=UTC)
    for where, step in _spoken():
        if step.name.startswith("the sessions at"):
            assert step.datatable is not None, where
            table: Any = step.datatable.raw()
            assert set(table[0]) <= COLUMNS.keys(), where
            assert len([_expected(row, today) for row in rows(table)]) == len(table) - 1


def test_every_block_has_features_with_a_promise_and_its_source() -> None:
    assert {path.parent.name for path in ROOT.glob("*/*.feature")} == BLOCKS
    for feature in _features():
        promise = feature.description
        assert re.search(r"^As an? ", promise), feature.rel_filename
        assert "I want " in promise, feature.rel_filename
        assert "so that " in promise, feature.rel_filename
        assert SOURCE.search(Path(feature.filename).read_text()), feature.rel_filename


def test_scenarios_speak_of_versions_that_exist_and_the_wire_is_tried_on_all() -> None:
    spoken = {
        arguments["ocpp"]
        for where, step in _spoken()
        if "speaking" in step.name
        and (arguments := _matching(step)[0].parser.parse_arguments(step.name))
    }
    assert spoken == VERSIONS


def test_no_scenario_is_told_twice() -> None:
    names = Counter(name for feature in _features() for name in feature.scenarios)
    assert [name for name, count in names.items() if count > 1] == []


def test_a_name_for_people_becomes_an_identity_for_the_wire() -> None:
    assert identity("Hauptstraße-1") == "Hauptstrasse-1"
    assert identity("Übergang-Ä") == "Uebergang-Ae"
    assert identity("Bahnhof-2") == "Bahnhof-2"


@pytest.mark.parametrize(
    ("text", "argument", "words"),
    [
        ("we allow", "allowance", ALLOWANCES),
        ("reacts to", "reaction", REACTIONS),
        ("the instruction to", "outcome", OUTCOMES),
        ("the instruction to", "instruction", INSTRUCTIONS),
        ("we ask", "instruction", INSTRUCTIONS),
    ],
)
def test_only_words_that_the_world_knows_are_used(
    text: str, argument: str, words: Collection[str]
) -> None:
    used = {
        _matching(step)[0].parser.parse_arguments(step.name)[argument]  # type: ignore[index]
        for _, step in _spoken()
        if text in step.name
    }
    assert used <= set(words)


def test_credentials_and_the_details_of_instructions_are_known() -> None:
    for where, step in _spoken():
        arguments = _matching(step)[0].parser.parse_arguments(step.name) or {}
        if "credential" in arguments:
            assert arguments["credential"].split(" at ")[0] in CREDENTIALS, where
        if step.name.startswith("we ask") and step.datatable:
            (details,) = rows(step.datatable.raw())  # type: ignore[arg-type]
            assert set(details) <= {*INSTRUCTIONS[arguments["instruction"]], "good for"}, where
