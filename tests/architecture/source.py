"""The project's own files, read for the rules of this folder."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
GENERATED = SRC / "adapters" / "ocpp" / "messages"


def shown(file: Path) -> str:
    """A path as it is written in messages."""
    return file.relative_to(ROOT).as_posix()


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: what git tracks or would, or all but leftovers without git."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        names = done.stdout.split("\0")
        return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())
    left_out = {".venv", "var", "dist", "build", "node_modules", "__pycache__"}
    return tuple(
        file
        for file in ROOT.rglob("*")
        if file.is_file() and not left_out & set(file.relative_to(ROOT).parts)
    )


def python_files(*folders: str) -> list[Path]:
    """The written (not generated) Python files under some folders, by path from the root."""
    return sorted(
        file
        for file in tracked()
        if file.suffix == ".py"
        and GENERATED not in file.parents
        and shown(file).startswith(tuple(f"{folder}/" for folder in folders))
    )


@cache
def tree(file: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(file.read_text(), filename=str(file))


def imports(module: ast.Module) -> Iterator[str]:
    """Every absolute module name a file imports, wherever it does."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def dotted(node: ast.expr) -> str:
    """`datetime.now` of the expression datetime.now; empty for what is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""
