"""What Stripe has on its books, and what it does with it. Amounts are whole minor units."""

from dataclasses import dataclass, field
from itertools import count

PAGE_AT_LEAST, PAGE_AT_MOST = 30 * 60, 24 * 60 * 60


class Refusal(Exception):
    """An error as Stripe answers it."""

    def __init__(self, status: int, kind: str, message: str, code: str | None = None, **more):
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "message": message, "code": code, **more}}


def invalid(message: str, code: str | None = None, status: int = 400) -> Refusal:
    return Refusal(status, "invalid_request_error", message, code)


def declined() -> Refusal:
    return Refusal(
        402, "card_error", "Your card was declined.", "card_declined",
        decline_code="insufficient_funds",
    )  # fmt: skip


@dataclass
class Books:
    """PaymentIntents, sessions, refunds, customers and methods, by their names."""

    now: float = 0.0
    intents: dict[str, dict] = field(default_factory=dict)
    sessions: dict[str, dict] = field(default_factory=dict)
    refunds: dict[str, dict] = field(default_factory=dict)
    customers: dict[str, dict] = field(default_factory=dict)
    methods: dict[str, dict] = field(default_factory=dict)
    charges: dict[str, dict] = field(default_factory=dict)
    declining: set[str] = field(default_factory=set)
    """Methods that are declined."""
    email: str = ""
    """That drivers enter on the page of a payment."""
    _numbers: count = field(default_factory=lambda: count(1))

    def name(self, kind: str) -> str:
        return f"{kind}_{next(self._numbers):06d}"

    # Holds.

    def hold(self, amount: int, currency: str, metadata: dict, method: str, **more) -> dict:
        """A hold on a card, held at once."""
        charge = {
            "id": self.name("ch"), "object": "charge", "amount": amount, "amount_refunded": 0,
            "payment_method_details": {
                "type": "card", "card": {"brand": "visa", "last4": "4242", "capture_before": 9e9},
            },
        }  # fmt: skip
        self.charges[charge["id"]] = charge
        intent = {
            "id": self.name("pi"), "object": "payment_intent", "amount": amount,
            "currency": currency, "status": "requires_capture", "amount_capturable": amount,
            "amount_received": 0, "metadata": dict(metadata), "capture_method": "manual",
            "latest_charge": charge["id"], "cancellation_reason": None, "payment_method": method,
            "customer": more.get("customer"), "created": int(self.now),
        }  # fmt: skip
        self.intents[intent["id"]] = intent
        return intent

    def capture(self, intent: dict, amount: int | None) -> dict:
        if intent["status"] != "requires_capture":
            raise invalid(
                f"This PaymentIntent's status is {intent['status']}.",
                "payment_intent_unexpected_state",
            )
        wanted = intent["amount_capturable"] if amount is None else amount
        if not 0 < wanted <= intent["amount_capturable"]:
            raise invalid("The amount to capture is too large.", "amount_too_large")
        intent.update(status="succeeded", amount_received=wanted, amount_capturable=0)
        return intent

    def cancel(self, intent: dict, reason: str = "requested_by_customer") -> dict:
        if intent["status"] in {"succeeded", "canceled"}:
            raise invalid("It cannot be canceled.", "payment_intent_unexpected_state")
        intent.update(status="canceled", amount_capturable=0, cancellation_reason=reason)
        return intent

    def refund(self, intent: dict, amount: int, metadata: dict) -> dict:
        charge = self.charges[intent["latest_charge"]]
        if intent["status"] != "succeeded":
            raise invalid("It has no successful charge.", "charge_not_refundable")
        if charge["amount_refunded"] + amount > intent["amount_received"]:
            raise invalid("The refund is greater than what is left.", "amount_too_large")
        charge["amount_refunded"] += amount
        refund = {
            "id": self.name("re"), "object": "refund", "payment_intent": intent["id"],
            "amount": amount, "status": "succeeded", "metadata": dict(metadata),
        }  # fmt: skip
        self.refunds[refund["id"]] = refund
        return refund

    # What drivers do on the pages.

    def pay(self, session: str) -> dict:
        """The driver enters his card, and it is good."""
        page = self.sessions[session]
        if page["status"] != "open":
            raise invalid("The page is closed.")
        intent = self.hold(
            page["amount_total"], page["currency"], page["_intent_metadata"], "pm_new"
        )
        page.update(
            status="complete", payment_intent=intent["id"], url=None,
            customer_details={"email": self.email, "name": None},
        )  # fmt: skip
        return intent

    def leave_card(self, session: str) -> dict:
        """The driver leaves his card on the page of a setup."""
        page = self.sessions[session]
        method = {
            "id": self.name("pm"), "object": "payment_method", "customer": page["customer"],
            "card": {"brand": "visa", "last4": "4242"},
        }  # fmt: skip
        self.methods[method["id"]] = method
        page["setup_intent"] = {
            "id": self.name("seti"), "object": "setup_intent", "status": "succeeded",
            "payment_method": method["id"], "metadata": page["_setup_metadata"],
        }  # fmt: skip
        page.update(status="complete", url=None)
        return method

    @property
    def charged(self) -> int:
        """All that was ever charged, in minor units."""
        return sum(intent["amount_received"] for intent in self.intents.values())

    @property
    def given_back(self) -> int:
        return sum(refund["amount"] for refund in self.refunds.values())

    @property
    def held(self) -> int:
        return sum(intent["amount_capturable"] for intent in self.intents.values())
