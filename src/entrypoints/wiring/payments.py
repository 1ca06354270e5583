"""The tenants' accounts with payment providers, from the settings."""

import json

from adapters.stripe import StripeAccount, StripeAccounts
from domain.identity import TenantId
from entrypoints.settings import Settings


def stripe_accounts(settings: Settings) -> StripeAccounts:
    """Accounts by tenant: those listed, and the single one of the default tenant."""
    payments = settings.payments
    listed = json.loads(payments.accounts.reveal()) if payments.accounts else {}
    accounts = {
        TenantId(tenant): StripeAccount(
            told["secret_key"], told["webhook_secret"], told.get("account")
        )
        for tenant, told in listed.items()
    }
    if payments.secret_key is not None and payments.webhook_secret is not None:
        accounts[TenantId(settings.default_tenant)] = StripeAccount(
            payments.secret_key.reveal(), payments.webhook_secret.reveal()
        )
    return StripeAccounts(accounts, payments.address)
