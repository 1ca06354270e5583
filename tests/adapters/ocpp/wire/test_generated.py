"""The generated modules say what the schema package says."""

import importlib.util
import json
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest

from adapters.ocpp.actions import Action, Direction, Kind
from adapters.ocpp.messages import v16, v21, v201
from adapters.ocpp.schema import Message

ROOT = Path(__file__).resolve().parents[4]
MODULES = {"v16": (v16, 39), "v201": (v201, 64), "v21": (v21, 91)}


def generator():
    spec = importlib.util.spec_from_file_location(
        "generate_messages", ROOT / "tools" / "generate_messages.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", MODULES)
def test_generated_module_is_what_the_generator_writes(name: str) -> None:
    module, _ = MODULES[name]
    assert Path(module.__file__).read_text(encoding="utf-8") == generator().generate(name)


@pytest.mark.parametrize("name", MODULES)
def test_every_action_of_the_version_has_a_row(name: str) -> None:
    module, size = MODULES[name]
    stems = {f.name.removesuffix(".json") for f in (files("ocpp") / name / "schemas").iterdir()}
    known = {stem.removesuffix("Response").removesuffix("Request") for stem in stems}
    assert set(module.ACTIONS) == known - {"__init__.py", "__pycache__"}
    assert len(module.ACTIONS) == size


def test_only_the_event_stream_is_a_send() -> None:
    sends = [a for m, _ in MODULES.values() for a in m.ACTIONS.values() if a.kind is Kind.SEND]
    assert [a.name for a in sends] == ["NotifyPeriodicEventStream"]
    assert sends[0].response is None
    assert sends[0].station_may_send
    assert not sends[0].station_may_call


def test_data_transfer_is_the_only_action_of_both_ends() -> None:
    for module, _ in MODULES.values():
        both = [a.name for a in module.ACTIONS.values() if a.direction is Direction.EITHER]
        assert both == ["DataTransfer"]


@pytest.mark.parametrize("name", ["v201", "v21"])
def test_wire_names_and_required_fields_are_those_of_the_schema(name: str) -> None:
    module, _ = MODULES[name]
    definitions = {}
    for file in (files("ocpp") / name / "schemas").iterdir():
        if file.name.endswith(".json"):
            schema = json.loads(file.read_text(encoding="utf-8-sig"))
            definitions |= schema["definitions"] | {file.name.removesuffix(".json"): schema}
    structs = [s for s in vars(module).values() if is_message(s)]
    for struct in structs:
        stem = struct.__name__
        schema = definitions.get(stem) or definitions[stem.removesuffix("Request")]
        fields = msgspec.structs.fields(struct)
        assert {f.encode_name for f in fields} == set(schema.get("properties", {})), stem
        required = {f.encode_name for f in fields if f.required}
        assert required == set(schema.get("required", ())), stem
    assert len(structs) > 100


def is_message(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Message) and value is not Message


def test_direction_decides_what_a_station_may_call() -> None:
    reset: Action = v16.ACTIONS["Reset"]
    assert not reset.station_may_call
    assert v16.ACTIONS["Heartbeat"].station_may_call
