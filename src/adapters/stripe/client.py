"""Stripe's library, asynchronous, with our patience and our words for what goes wrong."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any

import stripe

from application.ports.payment import ProviderBroke, ProviderRefused, ProviderUnavailable

UNEXPECTED_STATE = frozenset(
    {"payment_intent_unexpected_state", "charge_already_refunded", "charge_already_captured"}
)
"""It is not as we thought: look how it is."""

_IN_FLIGHT = 409
_BROKE_FROM = 500


class StateUnexpected(Exception):
    """The thing is in another state than the step needs; perhaps the step was done already."""


class _Transport(stripe.HTTPXClient):
    """httpx takes text as content; the library hands it over as a form, which httpx deprecates."""

    def _get_request_args_kwargs(
        self, method: str, url: str, headers: Mapping[str, str], post_data: str | None
    ) -> tuple[Any, dict[str, Any]]:
        args, kwargs = super()._get_request_args_kwargs(method, url, headers, None)
        kwargs.pop("data", None)
        return args, {**kwargs, "content": post_data or b""}


@dataclass(frozen=True, slots=True)
class Client:
    """One account's way to the API."""

    library: stripe.StripeClient = field(repr=False)
    transport: _Transport = field(repr=False)

    @property
    def v1(self) -> Any:  # noqa: ANN401 - the library's services; its parameter types are open
        """The services of the API."""
        return self.library.v1

    async def close(self) -> None:
        """Close its connections."""
        await self.transport.close_async()  # type: ignore[no-untyped-call] # theirs


def connect(
    secret_key: str, connected: str | None, address: str | None, patience_seconds: float
) -> Client:
    """A client of one account; nothing is sent yet.

    Repeats are ours: the library's own would come at once, and forget everything in a crash.
    """
    stripe.enable_telemetry = False
    # Without TLS there is nothing to verify, and reading the authorities takes a while.
    plain = address is not None and address.startswith("http://")
    transport = _Transport(timeout=patience_seconds, verify_ssl_certs=not plain)
    client = stripe.StripeClient(
        secret_key,
        stripe_account=connected,
        base_addresses={"api": address} if address else None,
        max_network_retries=0,
        http_client=transport,
    )
    return Client(client, transport)


async def asked(call: Awaitable[Any]) -> dict[str, Any]:
    """The answer of a call, as plain values.

    Raises:
        StateUnexpected: the thing is in another state than the call needs.
        ProviderUnavailable, ProviderBroke, ProviderRefused: as the port says.
    """
    try:
        answer: dict[str, Any] = (await call).to_dict()
    except stripe.StripeError as error:
        raise _meant(error) from error
    return answer


_MEANINGS: tuple[tuple[type[stripe.StripeError], type[Exception], str], ...] = (
    (stripe.APIConnectionError, ProviderUnavailable, "Stripe did not answer"),
    (stripe.RateLimitError, ProviderUnavailable, "Stripe asks for patience"),
    (stripe.AuthenticationError, ProviderUnavailable, "Stripe does not accept the account's key"),
    (stripe.PermissionError, ProviderUnavailable, "Stripe does not accept the account's key"),
    (stripe.IdempotencyError, ProviderBroke, "Stripe knows the request's key for another request"),
)
"""Errors of the library that mean the same whatever they say. The first that fits counts."""


def _meant(error: stripe.StripeError) -> Exception:
    """What an error of the library means for us. Messages of the network stay out of it."""
    for kind, meaning, why in _MEANINGS:
        if isinstance(error, kind):
            return meaning(why)
    if error.http_status == _IN_FLIGHT:
        return ProviderUnavailable("Stripe is at it already")
    if error.http_status is None or error.http_status >= _BROKE_FROM:
        return ProviderBroke(f"Stripe answered {error.http_status or 'nothing readable'}")
    if error.code in UNEXPECTED_STATE:
        return StateUnexpected(error.code)
    return ProviderRefused(error.user_message or error.code or "refused")
