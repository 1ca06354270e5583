"""Accounts with Stripe, from the settings to the tenants that they belong to."""

import pytest
from tests.asynchronous import asynchronous
from tests.builders import OHM, VOLTA

from adapters.persistence.writing.observer import NoObserver
from adapters.stripe import StripeAccounts
from application.ports.payment import NoProviders, PaymentProviders
from domain.identity import TenantId
from entrypoints.settings import read_settings
from entrypoints.wiring.payments import stripe_accounts
from entrypoints.wiring.runtime import open_runtime

ALONE = {
    "OPEN_CSMS_STRIPE_SECRET_KEY": "sk_test_of_demo",
    "OPEN_CSMS_STRIPE_WEBHOOK_SECRET": "whsec_of_demo",
}
SEVERAL = (
    '{"volta": {"secret_key": "sk_1", "webhook_secret": "whsec_1"},'
    ' "ohm": {"secret_key": "rk_2", "webhook_secret": "whsec_2", "account": "acct_2"}}'
)


@asynchronous
async def test_the_single_account_is_the_default_tenants():
    accounts = stripe_accounts(read_settings(ALONE))
    assert accounts.of(TenantId("demo")) is not None
    assert accounts.of(VOLTA) is None
    await accounts.close()


@asynchronous
async def test_each_listed_tenant_has_its_own_from_a_file(tmp_path):
    file = tmp_path / "accounts"
    file.write_text(SEVERAL)
    settings = read_settings({"OPEN_CSMS_STRIPE_ACCOUNTS_FILE": str(file), **ALONE})
    accounts = stripe_accounts(settings)
    assert set(accounts.accounts) == {VOLTA, OHM, TenantId("demo")}
    assert accounts.accounts[OHM].connected == "acct_2"
    assert accounts.of(VOLTA) is accounts.of(VOLTA)
    await accounts.close()
    for secret in ("sk_", "rk_", "whsec_"):
        assert secret not in repr(settings)
        assert secret not in repr(accounts)


@pytest.mark.parametrize(("given", "kind"), [({}, NoProviders), (ALONE, StripeAccounts)])
@asynchronous
async def test_a_process_has_the_providers_of_its_settings(given, kind):
    async with open_runtime(read_settings(given), NoObserver()) as runtime:
        assert isinstance(await runtime.get(PaymentProviders), kind)
