"""`open-csms cdr`, `invoice`, `session` and `tenant tolerances`, against the API itself."""

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from tests.builders import VOLTA
from tests.entrypoints.api.world import furnish, in_memory
from tests.entrypoints.cli.house import call

PASSED_ON = ("authorization", "content-type", "accept", "if-match")


@pytest.fixture
def office(tmp_path):
    """An operator with a record and an invoice, behind a real socket."""
    loop = asyncio.new_event_loop()
    house = in_memory()
    mine = loop.run_until_complete(furnish(house, VOLTA))

    async def answer(method: str, path: str, headers: dict, body: bytes):
        async with house.client(mine.key) as client:
            return await client.request(method, path, headers=headers, content=body)

    class Door(BaseHTTPRequestHandler):
        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {k: v for k, v in self.headers.items() if k.lower() in PASSED_ON}
            asked = answer(self.command, self.path, headers, body)
            told = asyncio.run_coroutine_threadsafe(asked, loop).result(30)
            self.send_response(told.status_code)
            self.send_header("Content-Type", told.headers.get("content-type", ""))
            self.send_header("Content-Length", str(len(told.content)))
            self.end_headers()
            self.wfile.write(told.content)

        do_GET = do_POST = do_PUT = _do  # noqa: N815 - as the library wants it

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threads = [
        threading.Thread(target=loop.run_forever),
        threading.Thread(target=server.serve_forever),
    ]
    for thread in threads:
        thread.start()

    def run(*words: str):
        where = ("--url", f"http://127.0.0.1:{server.server_port}", "--key", mine.key)
        return call(tmp_path, *words, *where)

    yield SimpleNamespace(run=run, mine=mine, folder=tmp_path)
    server.shutdown()
    server.server_close()
    loop.call_soon_threadsafe(loop.stop)
    for thread in threads:
        thread.join(10)
    loop.close()


def test_records_are_listed_shown_and_explained(office):
    run, cdr = office.run, office.mine.cdr
    listed = run("cdr", "list", "--json").data
    assert [each["id"] for each in listed] == [str(cdr.id)]
    number = str(listed[0]["number"])
    assert "4.00 EUR" in run("cdr", "list").out
    assert run("cdr", "show", number, "--json").data == listed[0]
    assert "before taxes" in run("cdr", "show", str(cdr.id)).out
    told = run("cdr", "explain", number)
    assert "Priced by edition 1" in told.out
    assert run("cdr", "explain", number, "--json").data["reproduced"] is True
    missing = run("cdr", "show", "99")
    assert (missing.code, missing.err) == (1, "open-csms: There is no record number 99.\n")


def test_a_record_is_exported_and_compared(office):
    run, file = office.run, office.folder / "theirs.json"
    cdr = str(office.mine.cdr.id)
    assert run("cdr", "export", cdr, "--form", "ocpi", "--to", str(file)).code == 0
    theirs = json.loads(file.read_text())
    assert run("cdr", "export", cdr, "--form", "ocpi").data == theirs
    assert "They agree." in run("cdr", "compare", str(file), "--record", cdr).out
    theirs["total_cost"]["excl_vat"] = 99
    file.write_text(json.dumps(theirs))
    told = run("cdr", "compare", str(file), "--record", cdr, "--json").data
    assert told["agrees"] is False
    assert run("cdr", "export", cdr, "--form", "pdf").code == 1
    file.write_text("{")
    assert "cannot be read as JSON" in run("cdr", "compare", str(file)).err


def test_invoices_are_listed_shown_and_exported(office):
    run, invoice = office.run, office.mine.invoice
    (listed,) = run("invoice", "list", "--json").data
    assert listed["number"] == invoice.number
    assert invoice.number in run("invoice", "list", "--kind", "invoice").out
    assert run("invoice", "list", "--kind", "receipt", "--json").data == []
    shown = run("invoice", "show", invoice.number, "--json").data
    assert run("invoice", "show", str(invoice.id), "--json").data == shown
    assert "payable" in run("invoice", "show", invoice.number).out
    assert "Priced by edition 1" in run("invoice", "explain", invoice.number).out
    assert run("invoice", "export", invoice.number, "--form", "json").data == shown
    for form in ("pdf", "xml"):
        file = office.folder / f"copy.{form}"
        done = run("invoice", "export", invoice.number, "--form", form, "--to", str(file))
        assert done.out == f"{file}\n"
        assert invoice.number.encode() in file.read_bytes()
    assert run("invoice", "export", invoice.number, "--form", "doc").code == 1
    assert run("invoice", "show", "INV-1999-000001").code == 1


def test_a_tenant_chooses_what_is_accepted_from_stations(office):
    assert office.run("tenant", "tolerances", "--json").data == []
    assert "Nothing is accepted" in office.run("tenant", "tolerances").out
    ours = [{"name": "kerb", "vendor": "Volta*", "model": "*", "firmware": "*",
             "accepts": ["long_texts"]}]  # fmt: skip
    file = office.folder / "tolerances.json"
    file.write_text(json.dumps(ours))
    assert office.run("tenant", "tolerances", "--file", str(file), "--json").data == ours
    assert office.run("tenant", "tolerances", "--json").data == ours
    assert "Volta*" in office.run("tenant", "tolerances").out
    file.write_text("no JSON")
    assert office.run("tenant", "tolerances", "--file", str(file)).code == 1


def test_a_session_that_needs_no_decision_is_not_settled_by_hand(office):
    refused = office.run("session", "settle", str(office.mine.cdr.session), "why not")
    assert refused.code == 1
    assert "Nothing about the session waits for a decision." in refused.err
