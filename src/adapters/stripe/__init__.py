"""Payments through Stripe, by its own library. Card data stays on Stripe's pages."""

from adapters.stripe.accounts import StripeAccount, StripeAccounts

__all__ = ["StripeAccount", "StripeAccounts"]
