"""`open-csms cdr`."""

import json as json_
from pathlib import Path
from typing import Any

from cyclopts import App

from entrypoints.cli.failures import CannotDo
from entrypoints.cli.output import AsJson, amount, as_json, console, facts, kwh, table
from entrypoints.cli.rest import Key, Rest, Tenant, Url, rest

app = App(name="cdr", help="Look at records of sessions, and at why they cost what they do.")

FORMS = {"json": "", "ocpi": "/ocpi"}
"""Form → where the API has it."""


@app.command(name="list")
def list_(
    *,
    token: str | None = None,
    since: str | None = None,
    until: str | None = None,
    most: int = 100,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> None:
    """List charge detail records, the newest first.

    Args:
        token: Of sessions that this token charged.
        since: Written from then on, such as 2026-01-01T00:00:00Z.
        until: Written before then.
        most: How many at most.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    api = rest(url, key, tenant)
    records = list(api.pages("/cdrs", most, token=token, since=since, until=until))
    if json:
        as_json(records)
        return
    heads = ("number", "record", "token", "began", "kWh", "total", "")
    table(heads, [_row(record) for record in records])


@app.command
def show(
    cdr: str, *, url: Url = None, key: Key = None, tenant: Tenant = None, json: AsJson = False
) -> None:
    """Show a record with its bill.

    Args:
        cdr: Its number or id, as `cdr list` shows them.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    record = _record(rest(url, key, tenant), cdr)
    if json:
        as_json(record)
        return
    bill = record["bill"] or {"lines": [], "before_taxes": None}
    facts(
        {
            "number": record["number"],
            "record": record["id"],
            "session": record["session"],
            "token": record["token"],
            "began": record["began_at"],
            "ended": record["ended_at"],
            "energy": f"{kwh(record)} kWh",
            "before taxes": amount(bill["before_taxes"]),
            "total": amount(record["total"]),
            "takes back": record["credits"] or "nothing",
        }
    )
    parts = ("component", "quantity", "unit", "price", "amount")
    lines = [tuple(line[part] for part in parts) for line in bill["lines"]]
    if lines:
        table(("part", "quantity", "unit", "price", "amount"), lines)


@app.command
def explain(
    cdr: str, *, url: Url = None, key: Key = None, tenant: Tenant = None, json: AsJson = False
) -> None:
    """Explain each cent of a record, so that anybody can reckon it again.

    Args:
        cdr: Its number or id, as `cdr list` shows them.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    api = rest(url, key, tenant)
    told = api.get(f"/cdrs/{_record(api, cdr)['id']}/cost")
    if json:
        as_json(told)
        return
    console.print(told["text"], markup=False)


@app.command
def compare(
    file: Path,
    *,
    record: str | None = None,
    tariff: tuple[Path, ...] = (),
    time_zone: str | None = None,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> None:
    """Tell why somebody else's CDR is different from ours.

    Args:
        file: The CDR object of OCPI, as JSON.
        record: Our record of the same session: its number or id.
        tariff: A tariff object of OCPI as JSON, where the CDR does not hold it.
        time_zone: Of the place, such as Europe/Berlin.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    api = rest(url, key, tenant)
    body: dict[str, Any] = {
        "cdr": _object(file),
        "tariffs": [_object(each) for each in tariff],
        "time_zone": time_zone,
        "record": _record(api, record)["id"] if record else None,
    }
    told = api.post("/cdrs/compare", body)
    if json:
        as_json(told)
        return
    console.print(told["text"], markup=False)
    if told["agrees"] and not told["from_ours"]:
        console.print("They agree.")


@app.command
def export(
    cdr: str,
    *,
    form: str = "json",
    to: Path | None = None,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
) -> None:
    """Write a record as JSON, our own or that of OCPI 2.2.1.

    Args:
        cdr: Its number or id, as `cdr list` shows them.
        form: json, or ocpi.
        to: A file; by default standard output.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
    """
    if form not in FORMS:
        raise CannotDo(f"{form!r} is no form of a record: use {' or '.join(FORMS)}.")
    api = rest(url, key, tenant)
    record = api.get(f"/cdrs/{_record(api, cdr)['id']}{FORMS[form]}")
    if to is None:
        as_json(record)
        return
    to.write_text(json_.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _record(api: Rest, name: str) -> dict[str, Any]:
    """By its id, or by its number."""
    if not name.isdecimal():
        return dict(api.get(f"/cdrs/{name}"))
    for record in api.get("/cdrs", number=int(name))["items"]:
        return dict(record)
    raise CannotDo(f"There is no record number {name}.")


def _object(file: Path) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json_.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotDo(f"{file} cannot be read as JSON: {error}.") from None


def _row(record: dict[str, Any]) -> tuple[Any, ...]:
    what = "credit" if record["credits"] else ""
    return (
        record["number"], record["id"], record["token"] or "", record["began_at"], kwh(record),
        amount(record["total"]), what,
    )  # fmt: skip
