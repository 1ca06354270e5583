"""Dependencies point inward, and time, chance and identity come in through the door."""

import ast
import configparser
import re
import sys
import tomllib

import pytest
from tests.architecture.source import ROOT, SRC, dotted, imports, python_files, shown, tree

LAYERS = {
    "domain": {"domain"},
    "application": {"application", "domain"},
    "adapters": {"adapters", "application", "domain"},
    "entrypoints": {"entrypoints", "adapters", "application", "domain"},
}

# What an import of the core would let in unseen: clocks, chance, identities, input and output.
FORBIDDEN_IMPORTS = {
    "random", "secrets", "time", "socket", "ssl", "subprocess", "threading", "multiprocessing",
    "sqlite3", "http", "urllib.request", "logging",
}  # fmt: skip
FORBIDDEN_CALLS = re.compile(
    r"(^|\.)(now|utcnow|today|uuid1|uuid4|urandom|monotonic|perf_counter|time_ns|token_hex"
    r"|token_bytes|token_urlsafe|getrandbits)$"
    r"|^(time\.time|random\.\w+|asyncio\.sleep|open|print|input)$"
)
# A port is asked by its own name: `self.clock.now()` is the door itself.
DOORS = re.compile(r"(^|\.)_?clock\.now$")


def test_the_source_has_four_layers_and_no_other():
    packages = {each.name for each in SRC.iterdir() if each.is_dir() and each.name != "__pycache__"}
    assert {name for name in packages if not name.endswith(".egg-info")} == set(LAYERS)


@pytest.mark.parametrize("layer", ["domain", "application"])
def test_the_core_imports_itself_and_the_standard_library_alone(layer):
    strangers = {
        f"{shown(file)}: {name}"
        for file in python_files(f"src/{layer}")
        for name in imports(tree(file))
        if name.split(".")[0] not in LAYERS[layer] | sys.stdlib_module_names
    }
    assert strangers == set()


@pytest.mark.parametrize("layer", ["domain", "application"])
def test_no_clock_chance_or_identity_is_made_inside_the_core(layer):
    made = []
    for file in python_files(f"src/{layer}"):
        made += [
            f"{shown(file)}: import {name}"
            for name in imports(tree(file))
            if name in FORBIDDEN_IMPORTS
        ]
        made += [
            f"{shown(file)}:{node.lineno}: {dotted(node.func)}()"
            for node in ast.walk(tree(file))
            if isinstance(node, ast.Call)
            and FORBIDDEN_CALLS.search(dotted(node.func))
            and not DOORS.search(dotted(node.func))
        ]
    assert made == []


@pytest.mark.parametrize(
    ("call", "refused"),
    [
        ("datetime.now(UTC)", True),
        ("datetime.datetime.utcnow()", True),
        ("uuid4()", True),
        ("uuid.uuid4()", True),
        ("time.time()", True),
        ("random.choice(x)", True),
        ("self.clock.now()", False),
        ("clock.now()", False),
        ("self.ids.new()", False),
        ("session.time()", False),
    ],
)
def test_the_rule_tells_a_door_from_a_wall(call, refused):
    name = dotted(ast.parse(call, mode="eval").body.func)
    assert bool(FORBIDDEN_CALLS.search(name) and not DOORS.search(name)) == refused


def _contracts():
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return {name.removeprefix("importlinter:contract:"): parser[name] for name in parser.sections()}


def _listed(contract, key):
    return set(contract[key].split())


def test_every_library_we_use_is_forbidden_to_the_core():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.match(r"[a-z0-9-]+", each)[0] for each in project["dependencies"]}
    modules = {"argon2" if name == "argon2-cffi" else name.replace("-", "_") for name in names}
    core = _contracts()["core"]
    assert modules - _listed(core, "forbidden_modules") == set()
    assert _listed(core, "source_modules") == {"domain", "application"}


def test_the_contracts_cover_every_layer_and_every_adapter():
    contracts = _contracts()
    assert contracts["layers"]["layers"].split() == list(reversed(LAYERS))
    assert _listed(contracts["importlinter"], "root_packages") == set(LAYERS)
    assert _listed(contracts["adapters"], "modules") == {"adapters.*"}
    assert _listed(contracts["wire-types"], "allowed_importers") == {"adapters.ocpp"}
    assert _listed(contracts["cycles"], "ancestors") == set(LAYERS)
    assert not any("ignore_imports" in each for each in contracts.values())


def test_every_adapter_is_a_package_with_its_words():
    """A loose module beside the adapters would escape the contract between them."""
    inside = [each for each in (SRC / "adapters").iterdir() if each.name != "__pycache__"]
    loose = {each.name for each in inside if each.is_file()} - {"__init__.py", "py.typed"}
    silent = {
        each.name
        for each in inside
        if each.is_dir()
        and not ((each / "__init__.py").exists() and ast.get_docstring(tree(each / "__init__.py")))
    }
    assert (loose, silent) == (set(), set())


def test_wire_types_are_named_in_their_dialect_only():
    elsewhere = [
        shown(file)
        for file in python_files("src")
        if SRC / "adapters" / "ocpp" not in file.parents
        and any(name.startswith("adapters.ocpp.messages") for name in imports(tree(file)))
    ]
    assert elsewhere == []
