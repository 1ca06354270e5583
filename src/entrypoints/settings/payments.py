"""Settings of payments: the tenants' accounts with their providers."""

from dataclasses import dataclass

from entrypoints.settings import kinds
from entrypoints.settings.row import setting
from entrypoints.settings.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Payments:
    """How drivers pay on the spot, or with a method they have left: accounts with Stripe."""

    secret_key: Secret | None = setting(
        "STRIPE_SECRET_KEY",
        kinds.token(("sk_", "rk_"), "a secret key of Stripe, such as sk_live_..."),
        does="The default tenant's account with Stripe; needs STRIPE_WEBHOOK_SECRET.",
        unset="drivers of the default tenant cannot pay, unless STRIPE_ACCOUNTS names it",
        example="sk_test_51Volta9b1fE7cQ2xT5rUwZ8kLmN4pS",
        secret=True,
    )
    webhook_secret: Secret | None = setting(
        "STRIPE_WEBHOOK_SECRET",
        kinds.token(("whsec_",), "the signing secret of a webhook of Stripe, such as whsec_..."),
        does="Signs what Stripe tells at /webhooks/stripe/{tenant}.",
        unset="needed only with STRIPE_SECRET_KEY",
        example="whsec_9b1fE7cQ2xT5rUwZ8kLmN4pS",
        secret=True,
    )
    accounts: Secret | None = setting(
        "STRIPE_ACCOUNTS",
        kinds.stripe_accounts(),
        does="Accounts of several tenants, as JSON; best as STRIPE_ACCOUNTS_FILE.",
        unset="only the default tenant can have an account",
        example='{"sunny": {"secret_key": "sk_test_1", "webhook_secret": "whsec_1"}}',
        secret=True,
    )
    address: str | None = setting(
        "STRIPE_ADDRESS",
        kinds.web_address(),
        does="Another address than Stripe's own: a proxy, or a stand-in for tests.",
        unset="Stripe's own",
        example="https://stripe.internal.example.com",
    )

    @property
    def wanted(self) -> bool:
        """Whether anybody can pay."""
        return self.secret_key is not None or self.accounts is not None
