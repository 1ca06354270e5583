"""What the API works with: handed in, so that it runs on any storage."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from application.ports.authentication import Authenticator
from application.ports.bus import Bus
from application.ports.idempotency import RememberedAnswers
from application.ports.payment import NoProviders, PaymentProviders
from application.ports.stores import Storage
from application.ports.world import Clock, Ids, Randomness
from application.views.bundle import Views
from entrypoints.api.attempts import MOST_FAILURES
from entrypoints.api.traffic import Traffic, Uncounted
from entrypoints.wiring.handlers import Desks

Probe = Callable[[], Awaitable[None]]
"""Raises when its part does not work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiDependencies:
    """All of it.

    Attributes:
        authenticator: who knows the callers; `KeyAuthenticator` for keys.
        probes: what must work for the API to be ready, by name.
        public_url: the address that people reach the API by, or None for the one they used.
        metrics: text of the metrics, or None where they are switched off.
    """

    storage: Storage
    desks: Desks
    views: Views
    bus: Bus
    remembered: RememberedAnswers
    authenticator: Authenticator
    clock: Clock
    ids: Ids
    randomness: Randomness
    payments: PaymentProviders = field(default_factory=NoProviders)
    """Verify what they tell of their own accord."""
    probes: Mapping[str, Probe] = field(default_factory=lambda: MappingProxyType({}))
    public_url: str | None = None
    metrics: Callable[[], bytes] | None = None
    traffic: Traffic = field(default_factory=Uncounted)
    """Is told of every answer."""
    most_failures: int = MOST_FAILURES
    """Wrong keys that one source may show in a minute."""
    poll_interval: timedelta = timedelta(milliseconds=250)
    """How often a waiting request looks by itself, where no word comes over the bus."""
