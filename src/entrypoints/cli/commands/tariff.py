"""`open-csms tariff`."""

from decimal import Decimal
from typing import Any

from cyclopts import App
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from entrypoints.cli.output import AsJson, as_json, console, facts, notes, table
from entrypoints.cli.rest import Key, Rest, Tenant, Url, rest

app = App(name="tariff", help="Look at price lists, and at what they would bring.")

MOST = 500
AT_ONCE = 2_000
"""Sessions a request."""
ADDED = ("sessions", "left_out", "dearer", "cheaper", "same")


@app.command(name="list")
def list_(*, url: Url = None, key: Key = None, tenant: Tenant = None, json: AsJson = False) -> None:
    """List price lists with their editions.

    Args:
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    tariffs = rest(url, key, tenant).get("/tariffs", limit=MOST)["items"]
    if json:
        as_json(tariffs)
        return
    heads = ("tariff", "name", "edition", "state", "currency", "per kWh")
    table(heads, [_row(each) for each in tariffs])


@app.command
def lint(
    tariff: str, *, url: Url = None, key: Key = None, tenant: Tenant = None, json: AsJson = False
) -> None:
    """Tell all that is wrong, doubtful or worth a word.

    Args:
        tariff: Its id, as `tariff list` shows it.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    told = rest(url, key, tenant).get(f"/tariffs/{tariff}/lint")
    if json:
        as_json(told)
        return
    found = [(f["severity"], f["path"], f["message"]) for f in told["findings"]]
    if found:
        table(("severity", "place", "what"), found)
    console.print("It can be published." if told["publishable"] else "It cannot be published.")


@app.command
def what_if(
    tariff: str,
    *,
    since: str | None = None,
    until: str | None = None,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> None:
    """Tell what past sessions would have cost under a tariff, such as a draft.

    Args:
        tariff: Its id, as `tariff list` shows it.
        since: Sessions that began from then on, such as 2026-01-01T00:00:00Z.
        until: Sessions that began before then.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    sums = _summed(rest(url, key, tenant), tariff, {"since": since, "until": until})
    if json:
        as_json(sums)
        return
    code = sums["currency"]
    change = Decimal(sums["revenue_after"]) - Decimal(sums["revenue_before"])
    facts(
        {
            "sessions": sums["sessions"],
            "left out": sums["left_out"],
            "revenue before": f"{sums['revenue_before']} {code}",
            "revenue after": f"{sums['revenue_after']} {code} ({change:+} {code})",
            "would pay more": sums["dearer"],
            "would pay less": sums["cheaper"],
            "would pay the same": sums["same"],
        }
    )
    bars = [bar for bar in sums["histogram"] if bar["sessions"]]
    most = max((bar["sessions"] for bar in bars), default=1)
    rows = [(b["name"], b["sessions"], "█" * max(1, 40 * b["sessions"] // most)) for b in bars]
    table((f"difference in {code}", "sessions", ""), rows)


def _summed(api: Rest, tariff: str, chosen: dict[str, Any]) -> dict[str, Any]:
    """Part after part, so that neither side holds more than one."""
    columns = (TextColumn("Pricing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    sums: dict[str, Any] = {}
    after: str | None = None
    total = 0
    with Progress(
        *columns, console=notes, transient=True, disable=not notes.is_terminal
    ) as progress:
        bar = progress.add_task("sessions", total=None)
        while True:
            body = {**chosen, "after": after, "limit": AT_ONCE}
            part = api.post(f"/tariffs/{tariff}/what-if", body)
            sums = _added(sums, part)
            done = sums["sessions"] + sums["left_out"]
            if part["remaining"] is not None:  # told with the first part alone
                total = done + part["remaining"]
            progress.update(bar, completed=done, total=max(done, total))
            after = part["next"]
            if after is None:
                return sums


def _added(sums: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    if not sums:
        return {name: value for name, value in part.items() if name not in {"next", "remaining"}}
    for name in ADDED:
        sums[name] += part[name]
    for name in ("revenue_before", "revenue_after"):
        sums[name] = str(Decimal(sums[name]) + Decimal(part[name]))
    for bar, more in zip(sums["histogram"], part["histogram"], strict=True):
        bar["sessions"] += more["sessions"]
    return sums


def _row(tariff: dict[str, Any]) -> tuple[Any, ...]:
    price = tariff["per_kwh"] if tariff["per_kwh"] is not None else "varies"
    name, edition = tariff["name"], tariff["edition"]
    return (tariff["id"], name, edition, tariff["state"], tariff["currency"], price)
