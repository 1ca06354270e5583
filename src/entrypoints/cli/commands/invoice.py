"""`open-csms invoice`."""

import json as json_
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cyclopts import App

from entrypoints.cli.failures import CannotDo
from entrypoints.cli.output import AsJson, amount, as_json, console, facts, kwh, table
from entrypoints.cli.rest import Key, Rest, Tenant, Url, rest

app = App(name="invoice", help="Look at invoices, and take copies of them.")

DOCUMENTS = {"pdf": "application/pdf", "xml": "application/xml"}
"""Form → its media type."""
FORMS = ("json", *DOCUMENTS)


@app.command(name="list")
def list_(
    *,
    kind: str | None = None,
    state: str | None = None,
    most: int = 100,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> None:
    """List invoices, receipts, credit notes and statements, the newest first.

    Args:
        kind: invoice, receipt, credit_note or self_billed.
        state: draft, issued or credited.
        most: How many at most.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    found = list(rest(url, key, tenant).pages("/invoices", most, kind=kind, state=state))
    if json:
        as_json(found)
        return
    heads = ("number", "kind", "state", "issued", "buyer", "sessions", "payable", "mail")
    table(heads, [_row(invoice) for invoice in found])


@app.command
def show(
    invoice: str, *, url: Url = None, key: Key = None, tenant: Tenant = None, json: AsJson = False
) -> None:
    """Show an invoice with all that stands on it.

    Args:
        invoice: Its number or id, as `invoice list` shows them.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    detail = _detail(rest(url, key, tenant), invoice)
    if json:
        as_json(detail)
        return
    head = detail["invoice"]
    facts(
        {
            "number": head["number"] or "draft",
            "id": head["id"],
            "kind": head["kind"],
            "state": head["state"],
            "seller": head["seller"],
            "buyer": head["buyer"],
            "issued": head["issued_on"] or "not yet",
            "due": head["due_on"] or "",
            "before taxes": amount(head["net"]),
            "taxes": amount(head["tax"]),
            "total": amount(head["total"]),
            "paid": detail["paid"],
            "payable": amount(head["payable"]),
            "mail": _mail(head),
        }
    )
    heads = ("began", "place", "token", "kWh", "net", "tax")
    table(heads, [_line(line) for line in detail["lines"]])


@app.command
def explain(
    invoice: str, *, url: Url = None, key: Key = None, tenant: Tenant = None, json: AsJson = False
) -> None:
    """Explain each session of an invoice, so that anybody can reckon it again.

    Args:
        invoice: Its number or id, as `invoice list` shows them.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    api = rest(url, key, tenant)
    lines = _detail(api, invoice)["lines"]
    records = dict.fromkeys(line["cdr"] for line in lines)
    told = [api.get(f"/cdrs/{record}/cost") for record in records]
    if json:
        as_json(told)
        return
    for number, each in enumerate(told):
        if number:
            console.print()
        console.print(each["text"], markup=False)


@app.command
def export(
    invoice: str,
    *,
    form: str = "pdf",
    to: Path | None = None,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
) -> None:
    """Write an invoice as PDF with its data inside, as its XML alone, or as JSON.

    Args:
        invoice: Its number or id, as `invoice list` shows them.
        form: pdf, xml or json.
        to: A file; by default it is named by the number, and JSON goes to standard output.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
    """
    if form not in FORMS:
        raise CannotDo(f"{form!r} is no form of an invoice: use {', '.join(FORMS)}.")
    api = rest(url, key, tenant)
    detail = _detail(api, invoice)
    name = f"{detail['invoice']['number'] or detail['invoice']['id']}.{form}"
    if form == "json":
        if to is None:
            as_json(detail)
            return
        content = (json_.dumps(detail, indent=2, ensure_ascii=False) + "\n").encode()
    else:
        address = f"/invoices/{detail['invoice']['id']}/{form}"
        content = api.fetch(address, DOCUMENTS[form])
    file = to or Path(name)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise CannotDo(f"{file} cannot be written: {error.strerror}.") from None
    sys.stdout.write(f"{file}\n")


def _detail(api: Rest, name: str) -> dict[str, Any]:
    """By its id, or by its number."""
    for found in api.get("/invoices", number=name, limit=500)["items"]:
        if found["number"] == name:
            return dict(api.get(f"/invoices/{found['id']}"))
    return dict(api.get(f"/invoices/{quote(name, safe='')}"))


def _row(invoice: dict[str, Any]) -> tuple[Any, ...]:
    return (
        invoice["number"] or invoice["id"], invoice["kind"], invoice["state"],
        invoice["issued_on"] or "", invoice["buyer"], invoice["sessions"],
        amount(invoice["payable"]), _mail(invoice),
    )  # fmt: skip


def _line(line: dict[str, Any]) -> tuple[Any, ...]:
    return (
        line["began_at"], line["place"], line["token"], kwh(line), line["net"],
        f"{line['tax_percent']} %",
    )  # fmt: skip


def _mail(invoice: dict[str, Any]) -> str:
    delivery = invoice["delivery"]
    return f"{delivery['state']} to {delivery['to']}" if delivery else ""
