"""How scenarios are run: in which worlds, with which steps, and what is kept of the results.

pytest features                              every scenario in memory (milliseconds)
pytest features --world=wire                 those tagged @wire over sockets and PostgreSQL
pytest features --world=memory --world=wire  both
pytest features --world=firmware             those tagged @firmware, with our firmware as station
pytest features --feature-results=FILE       keep the results for the living document
"""

import asyncio
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.register_assert_rewrite("features.steps")

from features.asynchronous import refuse_unawaited  # noqa: E402 - after the path is set
from features.results import LAST_RESULTS, FeatureResults  # noqa: E402 - after the path is set
from features.world import World  # noqa: E402 - after the path is set

WORLDS = {
    "memory": "features.memory_world:MemoryWorld",
    "wire": "features.wire_world:WireWorld",
    "firmware": "features.firmware_world:FirmwareWorld",
}
STEPS = (
    "operator", "billing", "payments", "sessions", "stations", "circumstances", "prices", "screens",
    "selling",
)  # fmt: skip
TAGGED = {"wire": "on_the_wire_too", "firmware": "with_the_firmware_too"}
"""World → mark of the scenarios that carry its name as a tag; in memory all of them run."""

SPOKEN_BY_THE_FIRMWARE = "1.6"
PLANTED = "pytestbdd_stepdef"

for _module in STEPS:
    _steps = importlib.import_module(f"features.steps.{_module}")
    globals().update({n: f for n, f in vars(_steps).items() if n.startswith(PLANTED)})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Choose the worlds, and where the results go."""
    group = parser.getgroup("features")
    group.addoption(
        "--world",
        action="append",
        choices=sorted(WORLDS),
        help="the world that scenarios play in; may be given twice (default: memory)",
    )
    group.addoption(
        "--feature-results",
        type=Path,
        default=LAST_RESULTS,
        help=f"JSON file that keeps the last results (default: {LAST_RESULTS})",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks of scenarios that run in other worlds too, and the keeper of results."""
    for world, mark in TAGGED.items():
        config.addinivalue_line("markers", f"{mark}: scenario tagged @{world}")
    path = config.rootpath / config.getoption("feature_results", default=LAST_RESULTS)
    config.pluginmanager.register(FeatureResults(path), "feature-results")


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> object:
    """``@wire`` says where a scenario may run as well; only its run on the wire is marked so."""
    if tag not in TAGGED:
        return None
    return getattr(pytest.mark, TAGGED[tag])(function)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each scenario in every world chosen, as far as it is meant for that world."""
    if "world_name" not in metafunc.fixturenames:
        return
    chosen = metafunc.config.getoption("world", default=None) or ["memory"]
    marker = metafunc.definition.get_closest_marker
    worlds = [n for n in dict.fromkeys(chosen) if n not in TAGGED or marker(TAGGED[n])]
    marks = {"wire": [pytest.mark.wire], "firmware": [pytest.mark.wire]}
    params = [pytest.param(name, id=name, marks=marks.get(name, ())) for name in worlds]
    metafunc.parametrize("world_name", params or [pytest.param(None, id="nowhere")], indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the scenarios that are meant for none of the chosen worlds."""
    nowhere = [item for item in items if _world_of(item, default="") is None or _foreign(item)]
    if nowhere:
        config.hook.pytest_deselected(items=nowhere)
        items[:] = [item for item in items if item not in nowhere]


def _world_of(item: pytest.Item, default: str) -> str | None:
    callspec = getattr(item, "callspec", None)
    world: str | None = callspec.params.get("world_name", default) if callspec else default
    return world


def _foreign(item: pytest.Item) -> bool:
    """Whether an example is of a language that the firmware does not speak."""
    if _world_of(item, default="") != "firmware":
        return False
    example = getattr(item, "callspec").params.get("_pytest_bdd_example", {})  # noqa: B009
    return example.get("ocpp", SPOKEN_BY_THE_FIRMWARE) != SPOKEN_BY_THE_FIRMWARE


def pytest_bdd_before_step_call(step_func: Callable[..., object]) -> None:
    """No coroutine goes unawaited."""
    refuse_unawaited(step_func)


@pytest.fixture(autouse=True)
def world_name(request: pytest.FixtureRequest) -> Any:
    """The name of the world that this run of the scenario plays in."""
    return getattr(request, "param", None)


@pytest.fixture
def scenario_world(request: pytest.FixtureRequest, world_name: str) -> World:
    """The world of this run, not opened yet; it may borrow what fixtures give (a database)."""
    return _build(world_name, request.getfixturevalue)


@pytest.fixture
def scenario_loop(scenario_world: World) -> Iterator[asyncio.Runner]:
    """The event loop of this run: the world's own, where it has one."""
    with asyncio.Runner(loop_factory=getattr(scenario_world, "new_loop", None)) as runner:
        yield runner


@pytest.fixture
def world(scenario_world: World, scenario_loop: asyncio.Runner) -> Iterator[World]:
    """The world itself, opened before the first step and closed after the last.

    Raises:
        LookupError: nobody has built that world.
    """
    scenario_loop.run(scenario_world.opens())
    try:
        yield scenario_world
    finally:
        scenario_loop.run(scenario_world.closes())


def _build(name: str, lend: Callable[[str], Any]) -> World:
    module_name, class_name = WORLDS[name].split(":")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as missing:
        if missing.name != module_name:
            raise
        message = f"There is no {name} world: {module_name} should define {class_name}."
        raise LookupError(message) from None
    world: World = getattr(module, class_name)(lend)
    return world


@pytest.fixture(name="till")
def an_empty_till() -> object:
    """The price list and the session of a scenario that needs no world."""
    return importlib.import_module("features.steps.prices").Till()
