"""What of OCPP 1.6 is there, and which tests speak of it: the table in firmware/README.md.

    python firmware/tools/compliance.py

A row of actions.txt is there if its block has its function; what we send if some module says it.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "charge_point"
TESTS = ROOT.parent / "tests" / "firmware"
BEGIN, END = "<!-- compliance -->\n", "<!-- /compliance -->\n"

HELPERS = {
    "reserve(": "ReserveNow", "send_list(": "SendLocalList", "version(csms)": "GetLocalListVersion",
    "put(csms": "SetChargingProfile", ".statuses(": "StatusNotification",
}  # fmt: skip
"""What the tests call a message by, where not by its name."""


def table() -> str:
    """Markdown: message × direction × state × tests."""
    lines = ["| message | told by | state | tests |", "|---|---|---|---|"]
    for words in rows():
        asked = words[0] != ">"
        name = words[0] if asked else words[1]
        state = "complete" if (answered(*words[1:3]) if asked else said(name)) else "**missing**"
        lines.append(
            f"| {name} | {'server' if asked else 'charge point'} | {state} | {tests(name)} |"
        )
    return "\n".join(lines) + "\n"


def rows() -> list[list[str]]:
    """Of actions.txt, by name."""
    lines = (CORE / "actions.txt").read_text().splitlines()
    found = [line.split() for line in lines if line and not line.startswith("#")]
    return sorted(found, key=lambda words: words[1] if words[0] == ">" else words[0])


def answered(block: str, function: str) -> bool:
    """Whether that block has that function."""
    path = CORE / "blocks" / f"{block}.py"
    return path.exists() and bool(
        re.search(rf"^(async )?def {function}\(", path.read_text(), re.MULTILINE)
    )


def said(name: str) -> bool:
    """Whether any module says it."""
    return any(f'"{name}"' in path.read_text() for path in CORE.rglob("*.py"))


def tests(name: str) -> str:
    """How many tests of which files speak of it."""
    words = [f'"{name}"', *[helper for helper, meant in HELPERS.items() if meant == name]]
    told = []
    for path in sorted(TESTS.glob("test_*.py")):
        parts = re.split(r"^(?:@pytest.*\n)*def test_", path.read_text(), flags=re.MULTILINE)[1:]
        if count := sum(any(word in part for word in words) for part in parts):
            told.append(f"`{path.name}` {count}")
    return ", ".join(told) or "**none**"


def written(readme: str) -> str:
    """The page with the table as it is now."""
    head, _, rest = readme.partition(BEGIN)
    return head + BEGIN + table() + END + rest.partition(END)[2]


def main() -> int:
    path = ROOT / "README.md"
    path.write_text(written(path.read_text()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
