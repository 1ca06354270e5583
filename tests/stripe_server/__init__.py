"""A stand-in for Stripe: its API over real HTTP, as far as we use it, and as strict as it is."""

from tests.stripe_server.faults import Fault
from tests.stripe_server.server import StripeServer

__all__ = ["Fault", "StripeServer"]
