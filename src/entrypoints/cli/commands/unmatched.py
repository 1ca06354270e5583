"""`open-csms unmatched`."""

from typing import Any

from cyclopts import App

from entrypoints.cli.output import AsJson, as_json, console, table
from entrypoints.cli.rest import Key, Rest, Tenant, Url, rest

app = App(name="unmatched", help="Decide whose reports of unknown transactions are.")

MOST = 500


@app.command(name="list")
def list_(
    *,
    station: str | None = None,
    every: bool = False,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> None:
    """List what stations said of transactions that nobody knows, the newest first.

    Args:
        station: Of this one alone, by identity or id.
        every: Also what was decided already.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    api = rest(url, key, tenant)
    reports = api.get(
        "/unmatched-reports",
        limit=MOST,
        state=None if every else "waiting",
        station=api.station(station)["id"] if station else None,
    )["items"]
    if json:
        as_json(reports)
        return
    if not reports:
        console.print("Nothing waits for a decision.")
        return
    heads = ("report", "at", "transaction", "what", "register", "perhaps of session", "state")
    table(heads, [_row(report) for report in reports])


@app.command
def assign(
    report: str,
    session: str,
    *,
    alone: bool = False,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> None:
    """Say whose a report is; it then counts in that session's energy, end and record.

    Args:
        report: Its id, as `unmatched list` shows it.
        session: The id of the session.
        alone: Without what else waits of the same transaction.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    body = {"session": session, "alone": alone}
    _tell(_decided(rest(url, key, tenant), report, "assign", body), json=json)


@app.command
def dismiss(
    report: str,
    reason: str,
    *,
    alone: bool = False,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> None:
    """Say why a report is nobody's; it stays, and counts nowhere.

    Args:
        report: Its id, as `unmatched list` shows it.
        reason: Why, for whoever asks later.
        alone: Without what else waits of the same transaction.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    body = {"reason": reason, "alone": alone}
    _tell(_decided(rest(url, key, tenant), report, "dismiss", body), json=json)


def _decided(api: Rest, report: str, verb: str, body: dict[str, object]) -> dict[str, Any]:
    return dict(api.post(f"/unmatched-reports/{report}/{verb}", body))


def _row(report: dict[str, Any]) -> tuple[str, ...]:
    register = report["register_wh"]
    return (
        report["id"],
        report["at"],
        report["reference"],
        report["kind"] if report["kind"] != "updated" else f"{len(report['readings'])} readings",
        "" if register is None else f"{register} Wh",
        report["session"] or report["candidate"] or "",
        report["state"],
    )


def _tell(report: dict[str, Any], *, json: bool) -> None:
    if json:
        as_json(report)
    elif report["session"]:
        console.print(f"It counts in session [bold]{report['session']}[/] now.")
    else:
        console.print("It is dismissed; the report and the reason stay.")
