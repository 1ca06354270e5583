"""`open-csms doctor`."""

import asyncio

from entrypoints.cli.checkup import Finding, State, findings
from entrypoints.cli.output import AsJson, as_json, console

SIGNS = {
    State.WELL: "[green]✓[/]",
    State.CARE: "[yellow]![/]",
    State.WRONG: "[bold red]✗[/]",
}
WIDTH = 14


def doctor(*, json: AsJson = False) -> int:
    """Check settings, folders, database, schema, ports, clock, certificates; say what to do.

    The exit code is 1 when something is wrong. Nothing is changed or started.

    Args:
        json: Print JSON.
    """
    found = asyncio.run(_round(quiet=json))
    if json:
        as_json([
            {"about": f.about, "state": f.state, "said": f.said, "advice": f.advice} for f in found
        ])  # fmt: skip
    wrong = sum(finding.state is State.WRONG for finding in found)
    if not json:
        console.print(f"\n{wrong} things are wrong." if wrong else "\nEverything is well.")
    return 1 if wrong else 0


async def _round(*, quiet: bool) -> list[Finding]:
    found = []
    async for finding in findings():
        found.append(finding)
        if not quiet:
            _tell(finding)
    return found


def _tell(finding: Finding) -> None:
    console.print(f"{SIGNS[finding.state]} [bold]{finding.about:<{WIDTH}}[/] ", end="")
    console.print(finding.said, markup=False)
    if finding.advice:
        console.print(" " * (WIDTH + 3) + finding.advice, style="dim", markup=False)
