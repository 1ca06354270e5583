"""One tenant's account at Stripe."""

from dataclasses import dataclass, field

from adapters.stripe.client import Client, StateUnexpected, asked
from adapters.stripe.errands import carry_out
from adapters.stripe.notices import OUR_METHOD, read_notice
from adapters.stripe.reading import instrument_of
from application.ports.payment import (
    Ask,
    KeptMethod,
    MethodPage,
    Notice,
    PaymentProvider,
    ProviderRefused,
)
from domain.payment import MethodId, Standing


@dataclass(frozen=True, slots=True)
class StripeProvider(PaymentProvider):
    """PaymentIntents with manual capture; pages by Checkout; methods by SetupIntents."""

    client: Client
    webhook_secret: str = field(repr=False)

    async def carry_out(self, ask: Ask) -> Standing:
        """Do the errand."""
        return await carry_out(self.client, ask)

    async def offer_method(self, method: MethodId, label: str, return_url: str) -> MethodPage:
        """A page for a SetupIntent, of a customer made for the method."""
        ours = {OUR_METHOD: str(method)}
        customer = await asked(
            self.client.v1.customers.create_async(
                {"metadata": ours, **({"name": label} if label else {})},
                {"idempotency_key": f"{method}/customer"},
            )
        )
        session = await asked(
            self.client.v1.checkout.sessions.create_async(
                {
                    "mode": "setup",
                    "payment_method_types": ["card"],
                    "customer": customer["id"],
                    "metadata": ours,
                    "setup_intent_data": {"metadata": ours},
                    "success_url": return_url,
                    "cancel_url": return_url,
                },
                {"idempotency_key": f"{method}/page"},
            )
        )
        return MethodPage(checkout=session["id"], url=session["url"], customer=customer["id"])

    async def read_method(self, checkout: str) -> KeptMethod | None:
        """What was entered, once Stripe has it."""
        session = await asked(
            self.client.v1.checkout.sessions.retrieve_async(
                checkout, {"expand": ["setup_intent", "setup_intent.payment_method"]}
            )
        )
        setup = session.get("setup_intent") or {}
        if setup.get("status") != "succeeded":
            return None
        method = setup["payment_method"]
        return KeptMethod(
            customer=session["customer"],
            reference=method["id"],
            instrument=instrument_of(method.get("card") or {}),
        )

    async def forget_method(self, reference: str) -> None:
        """Detach it; one that is gone is gone."""
        try:
            await asked(self.client.v1.payment_methods.detach_async(reference))
        except (ProviderRefused, StateUnexpected):
            return

    def read_notice(self, content: bytes, signature: str) -> Notice:
        """By the account's own secret."""
        return read_notice(content, signature, self.webhook_secret)
