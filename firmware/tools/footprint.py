"""How much source stays in memory: without comments, docstrings and blank lines.

    python firmware/tools/footprint.py

MicroPython keeps neither comments nor docstrings. Modules of `charge_point/blocks` are forgotten
after use; the largest of them counts once.
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUDGET = 48 * 1024


def resident(source: str) -> str:
    """The source less what the compiler throws away; indentation as tabs would be: one byte."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        kept = [each for each in body if not is_text(each)]
        node.body = kept or [ast.Pass()]
    lines = ast.unparse(tree).splitlines()
    return "\n".join(
        " " * ((len(line) - len(line.lstrip())) // 4) + line.lstrip() for line in lines
    )


def is_text(node: ast.stmt) -> bool:
    """Whether it is a docstring, or one of an attribute."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def sizes() -> dict[str, int]:
    """Bytes by file, below `firmware/`."""
    return {
        str(path.relative_to(ROOT)): len(resident(path.read_text()))
        for folder in ("charge_point", "hal/esp32")
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def always(found: dict[str, int]) -> int:
    """What is never forgotten: the core, and the largest block, as if one were always there."""
    inside = {name: size for name, size in found.items() if name.startswith("charge_point/")}
    blocks = [size for name, size in inside.items() if "/blocks/" in name]
    return sum(inside.values()) - sum(blocks) + max(blocks, default=0)


def main() -> int:
    found = sizes()
    for name, size in sorted(found.items(), key=lambda each: -each[1]):
        print(f"{size:>7,}  {name}")
    total = always(found)
    print(f"{total:>7,}  resident (core and the largest block), of {BUDGET:,}")
    return 0 if total <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
