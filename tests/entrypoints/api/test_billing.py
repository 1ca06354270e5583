"""From a session to an invoice, over REST."""

from decimal import Decimal

import pytest
from tests.adapters.persistence.installed import migrated
from tests.asynchronous import asynchronous
from tests.builders import VOLTA
from tests.entrypoints.api.world import furnish, in_memory, on_postgres

from domain.access import Scope

API = "/api/v1"


async def from_session_to_invoice(house) -> None:
    mine = await furnish(house, VOLTA)
    async with house.client(mine.key) as client:
        terms = (await client.get(f"{API}/billing-terms")).json()
        version = terms.pop("version")
        etag = {"If-Match": f'"v{version}"'}
        terms["time_zone"] = "Europe/Berlin"
        said = await client.put(f"{API}/billing-terms", json=terms, headers=etag)
        assert (said.status_code, said.json()["time_zone"]) == (200, "Europe/Berlin")

        listed = (await client.get(f"{API}/invoices", params={"cdr": str(mine.cdr.id)})).json()
        (invoice,) = listed["items"]
        assert (invoice["number"], invoice["kind"]) == ("INV-2026-000001", "invoice")
        address = f"{API}/invoices/{invoice['id']}"
        pdf = await client.get(f"{address}/pdf")
        assert pdf.headers["content-type"].startswith("application/pdf")
        xml = await client.get(f"{address}/xml")
        assert xml.headers["content-type"].startswith("application/xml")
        unsent = await client.post(f"{address}/send", json={})
        assert (unsent.status_code, unsent.json()["type"]) == (409, "/problems/not-possible-now")

        note = await client.post(f"{address}/credit", json={"why": "wrong address"})
        assert (note.status_code, note.json()["invoice"]["number"]) == (201, "CRN-2026-000001")
        wanted = {
            "of": "period", "customer": str(mine.customer.id), "begin": "2026-03-01",
            "end": "2026-03-31", "home": False, "issue": False,
        }  # fmt: skip
        drafted = await client.post(f"{API}/invoices", json={"wanted": wanted})
        assert (drafted.status_code, drafted.json()["invoice"]["state"]) == (201, "draft")
        again = await client.post(f"{API}/invoices", json={"wanted": wanted})
        assert again.status_code == 409
        draft = f"{API}/invoices/{drafted.json()['invoice']['id']}"
        assert (await client.delete(draft)).status_code == 204

        record = await client.get(f"{API}/cdrs/{mine.cdr.id}/ocpi")
        assert record.json()["session_id"] == str(mine.session.id)
        credit = await client.post(f"{API}/cdrs/{mine.cdr.id}/credit", json={"why": "a test"})
        assert credit.json()["credits"] == str(mine.cdr.id)
        assert credit.json()["total"]["amount"].startswith("-")
        twice = await client.post(f"{API}/cdrs/{mine.cdr.id}/credit", json={"why": "a test"})
        assert twice.status_code == 409


async def records_are_explained_and_compared(house) -> None:
    mine, theirs = await furnish(house, VOLTA), await furnish(house, "ohm")
    async with house.client(mine.key) as client:
        cost = await client.get(f"{API}/cdrs/{mine.cdr.id}/cost")
        assert cost.status_code == 200, cost.text
        view, record = cost.json(), (await client.get(f"{API}/cdrs/{mine.cdr.id}")).json()
        assert view["reproduced"] is True
        assert view["total"] == record["total"]
        assert view["tariff"]["id"] == str(mine.tariff.id)

        ours = (await client.get(f"{API}/cdrs/{mine.cdr.id}/ocpi")).json()
        body = {"cdr": ours, "record": str(mine.cdr.id)}
        same = await client.post(f"{API}/cdrs/compare", json=body)
        assert same.status_code == 200, same.text
        assert (same.json()["agrees"], same.json()["from_ours"]) == (True, [])

        total = {"excl_vat": 99, "incl_vat": 117.81}
        wrong = {**ours, "total_cost": total}
        dear = (await client.post(f"{API}/cdrs/compare", json={**body, "cdr": wrong})).json()
        assert {d["heading"] for d in dear["differences"]} == {"total"}
        causes = {each["cause"]: Decimal(each["amount"]) for each in dear["causes"]}
        assert causes["reckoning"] == 99 - Decimal(record["bill"]["before_taxes"]["amount"])
        assert causes["use"] == causes["prices"] == 0

        apart = {**body, "record": str(theirs.cdr.id)}
        assert (await client.post(f"{API}/cdrs/compare", json=apart)).status_code == 404


@asynchronous
async def test_records_are_explained_and_compared():
    await records_are_explained_and_compared(in_memory())


@pytest.mark.parametrize(
    ("cdr", "tariffs", "pointer"),
    [
        ({}, [], "/cdr"),
        ({"start_date_time": "soon", "end_date_time": "2026-03-02T08:00:00Z"}, [], "/cdr"),
        ({"start_date_time": "1000-01-01T00:00:00Z", "end_date_time": "2026-03-02T08:00:00Z",
          "tariffs": [{"id": "1", "currency": "EUR", "elements": [
              {"price_components": [{"type": "ENERGY", "price": 1}]}]}]}, [], "/cdr"),
        ({"charging_periods": [{"start_date_time": "2026-03-02T08:00:00Z", "dimensions": [
            {"type": "ENERGY", "volume": "1e400"}]}]}, [], "/cdr"),
        ({"charging_periods": 5, "tariffs": {}}, [], "/cdr"),
        ({}, [{"id": "1"}], "/tariffs/0"),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_refused_with_all_that_is_wrong(cdr, tariffs, pointer):
    @asynchronous
    async def asked():
        house = in_memory()
        mine = await furnish(house, VOLTA)
        async with house.client(mine.key) as client:
            body = {"cdr": cdr, "tariffs": tariffs}
            refused = await client.post(f"{API}/cdrs/compare", json=body)
        assert refused.status_code == 422, refused.text
        assert refused.json()["errors"][0]["pointer"].startswith(pointer)

    asked()


@asynchronous
async def test_a_session_becomes_an_invoice_and_is_taken_back():
    await from_session_to_invoice(in_memory())


@asynchronous
async def _on(database) -> None:
    async with on_postgres(database) as house:
        await from_session_to_invoice(house)


@asynchronous
async def _explained_on(database) -> None:
    async with on_postgres(database) as house:
        await records_are_explained_and_compared(house)


def test_and_records_are_explained_on_postgresql(postgres):
    database = migrated(postgres)
    _explained_on(database)
    postgres.drop(database)


def test_and_so_it_does_on_postgresql(postgres):
    database = migrated(postgres)
    _on(database)
    postgres.drop(database)


@pytest.mark.parametrize(
    ("wanted", "pointer"),
    [
        ({"of": "week"}, "/wanted"),
        ({"of": "period", "customer": "x", "begin": "2026-03-01", "end": "2026-03-31"}, "/wanted"),
        ({"of": "session"}, "/wanted"),
    ],
)
def test_what_cannot_be_invoiced_is_told(wanted, pointer):
    @asynchronous
    async def asked():
        house = in_memory()
        mine = await furnish(house, VOLTA)
        async with house.client(mine.key) as client:
            refused = await client.post(f"{API}/invoices", json={"wanted": wanted})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"].startswith(pointer)

    asked()


@asynchronous
async def test_readers_write_no_invoices():
    house = in_memory()
    mine = await furnish(house, VOLTA)
    key = await house.key(VOLTA, Scope.READ)
    async with house.client(key) as client:
        for path, body in (
            (f"/invoices/{mine.invoice.id}/credit", {"why": "x"}),
            (f"/cdrs/{mine.cdr.id}/credit", {"why": "x"}),
            (f"/unpriced-sessions/{mine.running.id}/decide", {"decision": "free"}),
        ):
            assert (await client.post(API + path, json=body)).status_code == 403
