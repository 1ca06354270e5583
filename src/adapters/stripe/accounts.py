"""The tenants' accounts with Stripe."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.stripe.client import connect
from adapters.stripe.provider import StripeProvider
from application.ports.payment import PaymentProvider, PaymentProviders
from domain.identity import TenantId


@dataclass(frozen=True, slots=True)
class StripeAccount:
    """One account. With `connected` the keys are the platform's, and the account is the tenant's.

    Nothing of it is shown: it has no repr.
    """

    secret_key: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    connected: str | None = field(default=None, repr=False)


@dataclass(slots=True)
class StripeAccounts(PaymentProviders):
    """One connection pool an account, opened when it is first needed.

    Args:
        accounts: by tenant.
        address: of the API, where it is not Stripe's own.
        patience_seconds: how long an answer is waited for.
    """

    accounts: Mapping[TenantId, StripeAccount] = field(repr=False)
    address: str | None = None
    patience_seconds: float = 20.0
    _open: dict[TenantId, StripeProvider] = field(default_factory=dict, repr=False)

    def of(self, tenant: TenantId) -> PaymentProvider | None:
        """The tenant's account, or None where it has none."""
        account = self.accounts.get(tenant)
        if account is None:
            return None
        if tenant not in self._open:
            client = connect(
                account.secret_key, account.connected, self.address, self.patience_seconds
            )
            self._open[tenant] = StripeProvider(client, account.webhook_secret)
        return self._open[tenant]

    async def close(self) -> None:
        """Close all connections."""
        for provider in self._open.values():
            await provider.client.close()
        self._open.clear()
