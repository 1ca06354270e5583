"""Small files, the business's words, and versions that are tables."""

import ast
import re

import pytest
from tests.architecture.source import ROOT, python_files, shown, tracked, tree

MOST_LINES = 450

# Where a version of OCPP may be named: its dialects, and the programs that play a station.
VERSION = re.compile(r"(ocpp)?(1\.6J?|2\.0\.1|2\.1)")
SPEAKS_VERSIONS = (
    "src/adapters/ocpp/",
    "src/entrypoints/simulator/",
    "src/entrypoints/cli/",
    "src/entrypoints/demo/",
    "src/entrypoints/api/openapi/examples.py",  # what the API shows, it never asks
)

EMPTY_WORDS = re.compile(r"(Manager|Helper|Utils?|Service)$")
EMPTY_VERBS = re.compile(r"^_?(process|handle|manage)(_|$)")

# In two parts, so that this file does not name them itself.
HOSTS = re.compile(
    "|".join(
        left + re.escape(right)
        for left, right in (
            (r"\bpy", "pi.org"),
            (r"\bpythonhosted", ".org"),
            (r"\bnpm", "js.org"),
            (r"\bnpm", "js.com"),
            (r"\bdeb", ".debian.org"),
            (r"\bproxy", ".golang.org"),
            (r"\bcrates", ".io"),
            (r"\bdocker", ".io"),
            (r"\bghcr", ".io"),
        )
    )
)


@pytest.mark.parametrize("folder", ["src", "tests", "tools", "features", "benchmarks"])
def test_files_stay_small(folder):
    long = {
        shown(file): count
        for file in python_files(folder)
        if (count := len(file.read_text().splitlines())) > MOST_LINES
    }
    assert long == {}


def test_no_version_is_named_outside_the_dialects():
    """A version is a table, not a question: no code may compare with one."""
    named = [
        f"{shown(file)}:{node.lineno}: {node.value!r}"
        for file in python_files("src")
        if not shown(file).startswith(SPEAKS_VERSIONS)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and VERSION.fullmatch(node.value)
    ]
    assert named == []


def test_no_dialect_asks_which_version_it_is():
    asked = [
        f"{shown(file)}:{node.lineno}"
        for file in python_files("src")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Compare)
        for each in (node.left, *node.comparators)
        if isinstance(each, ast.Constant)
        and isinstance(each.value, str)
        and VERSION.fullmatch(each.value)
    ]
    assert asked == []


@pytest.mark.parametrize("layer", ["domain", "application"])
def test_the_core_has_no_empty_words(layer):
    empty = []
    for file in python_files(f"src/{layer}"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ClassDef) and EMPTY_WORDS.search(node.name):
                empty.append(f"{shown(file)}: class {node.name}")
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and EMPTY_VERBS.match(
                node.name
            ):
                empty.append(f"{shown(file)}: def {node.name}")
    assert empty == []


@pytest.mark.parametrize("mark", ["TO" + "DO", "FIX" + "ME", "X" + "XX"])
def test_nothing_is_left_for_later(mark):
    word = re.compile(rf"\b{mark}\b")
    left = [
        f"{shown(file)}:{number}"
        for file in python_files("src", "tests", "tools", "benchmarks", "features")
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if word.search(line)
    ]
    assert left == []


def test_no_file_names_a_registry():
    """Where packages come from is the reader's own configuration."""
    named = []
    for file in tracked():
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        named += [f"{shown(file)}: {found[0]}" for found in HOSTS.finditer(text)]
    assert named == []


def test_no_secret_is_in_the_tree():
    """No private keys (PEM) beside the code; tests make their own."""
    begin = "-----BEGIN " + "{}PRIVATE KEY-----"
    heads = tuple(begin.format(kind) for kind in ("", "RSA ", "EC ", "ENCRYPTED "))
    found = [
        shown(file)
        for file in tracked()
        if file.stat().st_size < 1_000_000
        and any(head.encode() in file.read_bytes() for head in heads)
    ]
    assert found == []


def test_the_licence_is_there_and_named():
    assert "Apache License" in (ROOT / "LICENSE").read_text()
    assert "Apache License" in (ROOT / "NOTICE").read_text()
