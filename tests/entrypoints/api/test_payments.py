"""Payments over REST, and what Stripe tells: the driver's way, the operator's, and a forger's."""

from contextlib import asynccontextmanager
from uuid import UUID

import pytest
from tests.asynchronous import asynchronous
from tests.builders import EIGHT, OHM, VOLTA
from tests.entrypoints.api.world import furnish, in_memory
from tests.stripe_server import Fault, StripeServer
from tests.stripe_server.server import SECRET_KEY, WEBHOOK_SECRET

from adapters.stripe import StripeAccount, StripeAccounts
from application.payment.carry_out import CarryOut
from domain.access import Scope

WEBHOOK = "/webhooks/stripe/volta"
CARD = "4242424242424242"


@asynccontextmanager
async def a_house(patience_seconds: float = 20.0):
    """Volta's API, with Volta's account at Stripe; Ohm has none."""
    async with StripeServer(now=EIGHT.timestamp()) as stripe:
        account = StripeAccount(SECRET_KEY, WEBHOOK_SECRET)
        accounts = StripeAccounts({VOLTA: account}, stripe.address, patience_seconds)
        house = in_memory()
        house.providers = accounts
        house.__post_init__()
        volta = await furnish(house)
        try:
            yield house, volta, stripe
        finally:
            await accounts.close()


def wanted(volta, **more):
    return {"station": str(volta.station.id), "evse": 1, **more}


@asynchronous
async def test_the_answer_names_the_page_on_which_the_driver_agrees():
    async with a_house() as (house, volta, _), house.client(volta.key) as client:
        answer = await client.post("/api/v1/payments", json=wanted(volta, reference="order 7"))
        assert answer.status_code == 201
        payment = answer.json()
        assert payment["checkout_url"].startswith("https://checkout.stripe.test/")
        assert payment["hold"] == {"amount": "50.00", "currency": "EUR"}
        assert (payment["state"], payment["reference"]) == ("requested", "order 7")
        read = await client.get(answer.headers["location"])
        assert read.json() == payment


@asynchronous
async def test_asked_again_with_the_same_key_it_is_one_payment():
    async with a_house() as (house, volta, stripe), house.client(volta.key) as client:
        headers = {"Idempotency-Key": "scan-1"}
        first = await client.post("/api/v1/payments", json=wanted(volta), headers=headers)
        second = await client.post("/api/v1/payments", json=wanted(volta), headers=headers)
        assert first.json() == second.json()
        assert len(stripe.books.sessions) == 1


@asynchronous
async def test_while_stripe_is_away_the_payment_is_taken_all_the_same():
    async with a_house() as (house, volta, stripe), house.client(volta.key) as client:
        stripe.down = True
        answer = await client.post("/api/v1/payments", json=wanted(volta))
        assert answer.status_code == 201
        payment = answer.json()
        assert payment["checkout_url"] is None
        assert payment["tasks"][0]["trouble"] == "Stripe did not answer"
        waiting = await client.get("/api/v1/payments?waiting=true&state=requested")
        assert payment["id"] in {item["id"] for item in waiting.json()["items"]}
        stripe.down = False
        retried = await client.post(f"/api/v1/payments/{payment['id']}/retry")
        assert retried.status_code == 202
        await house.desk().run(CarryOut(UUID(payment["id"])))
        read = (await client.get(f"/api/v1/payments/{payment['id']}")).json()
        assert read["checkout_url"] is not None


@pytest.mark.parametrize(
    "more",
    [
        {"reference": CARD},
        {"reference": "4242 4242 4242 4242"},
        {"card_number": CARD},
        {"card": {"number": CARD, "cvc": "123"}},
        {"hold": {"amount": "50.001", "currency": "EUR"}},
        {"hold": {"amount": "50.00", "currency": "USD"}},
        {"hold": {"amount": "120.01", "currency": "EUR"}},
        {"hold": {"amount": "0", "currency": "EUR"}},
    ],
)
@asynchronous
async def test_what_cannot_be_is_refused_and_card_numbers_are_not_repeated(more, capsys):
    async with a_house() as (house, volta, stripe), house.client(volta.key) as client:
        answer = await client.post("/api/v1/payments", json=wanted(volta, **more))
        assert answer.status_code == 422
        assert CARD not in answer.text
        told = capsys.readouterr()
        assert CARD not in told.out + told.err
        assert stripe.requests == []


@asynchronous
async def test_a_payment_is_taken_back_and_not_twice():
    async with a_house() as (house, volta, _), house.client(volta.key) as client:
        payment = (await client.post("/api/v1/payments", json=wanted(volta))).json()
        address = f"/api/v1/payments/{payment['id']}"
        reason = {"reason": "the driver left"}
        taken = await client.post(f"{address}/cancel", json=reason)
        assert (taken.json()["state"], taken.json()["because"]) == ("cancelled", "the driver left")
        assert taken.json()["checkout_url"] is None
        assert (await client.post(f"{address}/cancel", json=reason)).status_code == 409
        assert (await client.post(f"{address}/refund", json={})).status_code == 409


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        (Scope.READ, {"list"}),
        (Scope.CONTROL, {"list", "request", "cancel", "retry"}),
        (Scope.WRITE, {"list", "refund", "terms"}),
    ],
)
@asynchronous
async def test_who_gives_instructions_takes_payments_and_who_changes_things_gives_back(
    scope, allowed
):
    async with a_house() as (house, volta, _):
        at = f"/api/v1/payments/{volta.payment.id}"
        attempts = {
            "list": ("GET", "/api/v1/payments", None),
            "request": ("POST", "/api/v1/payments", wanted(volta)),
            "cancel": ("POST", f"{at}/cancel", {"reason": "x"}),
            "retry": ("POST", f"{at}/retry", None),
            "refund": ("POST", f"{at}/refund", {}),
            "terms": ("PUT", "/api/v1/payment-terms", TERMS),
        }
        async with house.client(await house.key(VOLTA, scope)) as client:
            for name, (method, path, body) in attempts.items():
                answer = await client.request(method, path, json=body)
                assert (answer.status_code != 403) == (name in allowed), name


TERMS = {
    "hold": {"amount": "40.00", "currency": "EUR"},
    "most": {"amount": "80.00", "currency": "EUR"},
    "return_url": "https://volta.example/thanks",
}


@asynchronous
async def test_terms_are_said_and_read_and_not_changed_blindly():
    async with a_house() as (house, volta, _), house.client(volta.key) as client:
        before = await client.get("/api/v1/payment-terms")
        seen = {"If-Match": before.headers["etag"]}
        changed = await client.put("/api/v1/payment-terms", json=TERMS, headers=seen)
        assert changed.json()["hold"]["amount"] == "40.00"
        assert changed.json()["agree_within_seconds"] == 1800
        late = await client.put("/api/v1/payment-terms", json=TERMS, headers=seen)
        assert late.status_code == 412
        wrong = {**TERMS, "hold": {"amount": "81.00", "currency": "EUR"}}
        refused = await client.put("/api/v1/payment-terms", json=wrong)
        assert refused.json()["errors"][0]["pointer"] == "/hold"


@asynchronous
async def test_a_card_is_left_for_a_token_and_taken_away():
    async with a_house() as (house, volta, stripe), house.client(volta.key) as client:
        offered = await client.post(f"/api/v1/id-tokens/{volta.token.id}/payment-method")
        assert offered.status_code == 201
        page = offered.json()["checkout_url"].rpartition("/")[2]
        stripe.books.leave_card(page)
        await tells(house, stripe, "checkout.session.completed", stripe.books.sessions[page])
        address = f"/api/v1/payment-methods/{offered.json()['id']}"
        kept = (await client.get(address)).json()
        assert (kept["state"], kept["instrument"]) == ("kept", "visa 4242")
        assert (await client.delete(address)).status_code == 204
        assert (await client.get(address)).json()["state"] == "removed"


@asynchronous
async def test_a_card_that_cannot_be_offered_now_is_unavailable():
    async with a_house() as (house, volta, stripe), house.client(volta.key) as client:
        stripe.will(Fault.DOWN)
        answer = await client.post(f"/api/v1/id-tokens/{volta.token.id}/payment-method")
        assert answer.status_code == 503


# What Stripe tells.


async def tells(house, stripe, kind, thing, *, path=WEBHOOK, content=None, signature=None):
    told = stripe.event(kind, thing) if content is None else content
    signed = stripe.sign(told) if signature is None else signature
    async with house.client() as client:
        return await client.post(path, content=told, headers={"Stripe-Signature": signed})


@asynchronous
async def test_a_signed_notice_brings_the_payment_forward():
    async with a_house() as (house, volta, stripe), house.client(volta.key) as client:
        payment = (await client.post("/api/v1/payments", json=wanted(volta))).json()
        intent = stripe.books.pay(payment["checkout_url"].rpartition("/")[2])
        async with house.bus.listen("payments") as news:
            answer = await tells(house, stripe, "payment_intent.amount_capturable_updated", intent)
            assert answer.status_code == 200
            assert await anext(news) == ("payments", VOLTA)
        await house.desk().run(CarryOut(UUID(payment["id"])))
        read = (await client.get(f"/api/v1/payments/{payment['id']}")).json()
        assert (read["state"], read["instrument"]) == ("authorized", "visa 4242")
        assert read["authorized"] == {"amount": "50.00", "currency": "EUR"}


@asynchronous
async def test_a_forged_notice_is_not_heard():
    async with a_house() as (house, volta, stripe):
        thing = {"metadata": {"open_csms_payment": str(volta.payment.id)}}
        forged = StripeServer.sign(b"something else")
        answer = await tells(house, stripe, "charge.succeeded", thing, signature=forged)
        assert answer.status_code == 400
        assert "sign" in answer.json()["detail"]
        assert (await house.storage.scope(VOLTA).payments.get(volta.payment.id)).version == 1


@pytest.mark.parametrize("path", ["/webhooks/stripe/ohm", "/webhooks/stripe/Nobody!"])
@asynchronous
async def test_whether_a_tenant_exists_is_not_told(path):
    async with a_house() as (house, _, stripe):
        await house.open_tenant(OHM)
        answer = await tells(house, stripe, "charge.succeeded", {}, path=path)
        assert (answer.status_code, answer.json()["detail"]) == (
            404,
            "Nobody is told anything here.",
        )


@asynchronous
async def test_a_notice_has_bounds():
    async with a_house() as (house, _, stripe):
        answer = await tells(house, stripe, "", {}, content=b"x" * (256 * 1024 + 1))
        assert answer.status_code in {400, 413}


@asynchronous
async def test_a_notice_that_cannot_be_looked_into_is_asked_for_again():
    async with a_house() as (house, volta, stripe), house.client(volta.key) as client:
        offered = await client.post(f"/api/v1/id-tokens/{volta.token.id}/payment-method")
        page = offered.json()["checkout_url"].rpartition("/")[2]
        stripe.books.leave_card(page)
        stripe.down = True
        session = stripe.books.sessions[page]
        assert (
            await tells(house, stripe, "checkout.session.completed", session)
        ).status_code == 503
