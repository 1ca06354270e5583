"""How much source stays in memory: without comments, docstrings and blank lines.

    python firmware/tools/footprint.py

MicroPython keeps neither comments nor docstrings. Modules of `charge_point/blocks` are forgotten
after use; the largest of them counts once, with all that it imports. (A block that calls another
by `station.block` keeps both for that moment: the heap has to have room for it.)
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUDGET = 48 * 1024
BLOCKS = "charge_point/blocks/"


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
        for folder in ("charge_point", "hal", "drivers")
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def always(found: dict[str, int]) -> int:
    """What is never forgotten: the core, and the largest block, as if one were always there."""
    inside = {name: size for name, size in found.items() if name.startswith("charge_point/")}
    blocks = {name: size for name, size in inside.items() if name.startswith(BLOCKS)}
    together = [sum(blocks[each] for each in drawn_in(name, blocks)) for name in blocks]
    return sum(inside.values()) - sum(blocks.values()) + max(together, default=0)


def drawn_in(name: str, blocks: dict[str, int]) -> set[str]:
    """A block and those that it imports, and so on."""
    found, ahead = set[str](), {name}
    while ahead:
        found |= ahead
        ahead = {each for one in ahead for each in imported(one)} & set(blocks) - found
    return found


def imported(name: str) -> set[str]:
    """Files of the blocks that a file imports."""
    found = set[str]()
    for node in ast.walk(ast.parse((ROOT / name).read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            named = [f"{node.module}.{each.name}" for each in node.names]
            found |= {each.replace(".", "/") + ".py" for each in [node.module, *named]}
    return found


KEPT = (
    "hal/api.py",
    "hal/forget.py",
    "hal/esp32/starting.py",
    "hal/esp32/hal.py",
    "hal/esp32/relay.py",
    "hal/esp32/pilot.py",
    "hal/esp32/guard.py",
    "hal/esp32/net.py",
    "hal/esp32/secrets.py",
)
"""What a running board keeps of hal; the rest of it is loaded and forgotten as blocks are."""

METERS = {"modbus": ("modbus",), "pulse": ("pulse",)}
READERS = {
    "rc522": ("rc522", "shown"),
    "pn532": ("pn532", "shown"),
    "wiegand": ("wiegand", "shown"),
}


def on_board(found: dict[str, int], meter: str = "modbus", reader: str = "rc522") -> int:
    """What a board keeps besides `always`: its ports, and the drivers that its settings name."""
    drivers = [f"drivers/{name}.py" for name in METERS[meter] + READERS[reader]]
    return sum(found[name] for name in (*KEPT, *drivers))


def main() -> int:
    found = {name: size for name, size in sizes().items() if "hal/sim" not in name}
    for name, size in sorted(found.items(), key=lambda each: -each[1]):
        print(f"{size:>7,}  {name}")
    total = always(found)
    print(f"{total:>7,}  resident (core and the largest block), of {BUDGET:,}")
    for meter in METERS:
        for reader in READERS:
            beside = on_board(found, meter, reader)
            print(f"{beside:>7,}  beside it on a board with {meter} and {reader}")
    return 0 if total <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
