"""A payment provider in memory: what it holds and has taken, and that it may be away."""

from dataclasses import dataclass, field, replace
from itertools import count

from application.ports.payment import (
    Ask,
    KeptMethod,
    MethodPage,
    Notice,
    PaymentProvider,
    PaymentProviders,
    ProviderRefused,
    ProviderUnavailable,
)
from domain.identity import TenantId
from domain.payment import Errand, Hold, MethodId, PaymentId, Standing, nothing


@dataclass(slots=True)
class Bank(PaymentProvider, PaymentProviders):
    """Does everything once a key, as a provider does."""

    customers: set[TenantId] = field(default_factory=set)
    away: bool = False
    loses_answers: bool = False
    """It acts, and nobody hears of it."""
    standings: dict[PaymentId, Standing] = field(default_factory=dict)
    pages: dict[MethodId, bool] = field(default_factory=dict)
    """A page for a card → whether one was entered."""
    declines: bool = False
    _done: dict[str, Standing] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def of(self, tenant: TenantId) -> PaymentProvider | None:
        return self if tenant in self.customers else None

    # What drivers do.

    def agrees(self, payment: PaymentId) -> Notice:
        """On the page; and what is told then."""
        page = self.standings[payment]
        assert page.url is not None, "There is no page to agree on."
        self.standings[payment] = replace(page, hold=Hold.HELD, instrument="visa 4242", url=None)
        return self._notice(payment=payment)

    def leaves_card(self, method: MethodId) -> Notice:
        """On the page for cards."""
        self.pages[method] = True
        return self._notice(method=method)

    def _notice(self, **about: object) -> Notice:
        facts = {"name": f"notice {next(self._numbers)}", "kind": "changed", **about}
        return Notice(**facts)  # type: ignore[arg-type]

    # What we ask of it.

    async def carry_out(self, ask: Ask) -> Standing:
        if self.away:
            raise ProviderUnavailable("the provider is away")
        if ask.key not in self._done or ask.errand is Errand.LOOK:
            self._done[ask.key] = self.standings[ask.payment] = self._act(ask)
        if self.loses_answers:
            raise ProviderUnavailable("the answer was lost")
        return self._done[ask.key]

    def _act(self, ask: Ask) -> Standing:
        now = self.standings.get(ask.payment, Standing(hold=Hold.OPEN))
        none = nothing(ask.amount.currency)
        match ask.errand:
            case Errand.CHECKOUT:
                number = next(self._numbers)
                return replace(now, checkout=f"page-{number}", url=f"https://pay.example/{number}",
                               held=ask.amount)  # fmt: skip
            case Errand.AUTHORIZE if self.declines:
                raise ProviderRefused("the card was declined")
            case Errand.AUTHORIZE:
                return replace(now, hold=Hold.HELD, held=ask.amount, reference="hold")
            case Errand.CAPTURE if now.hold is Hold.HELD:
                return replace(now, hold=Hold.CAPTURED, captured=ask.amount, refunded=none)
            case Errand.RELEASE if now.hold in {Hold.OPEN, Hold.HELD}:
                return replace(now, hold=Hold.RELEASED, url=None)
            case Errand.REFUND:
                return replace(now, refunded=(now.refunded or none) + ask.amount)
            case _:
                return now

    async def offer_method(self, method: MethodId, label: str, return_url: str) -> MethodPage:
        self.pages[method] = False
        return MethodPage(checkout=str(method), url=f"https://pay.example/{method}")

    async def read_method(self, checkout: str) -> KeptMethod | None:
        entered = next(was for method, was in self.pages.items() if str(method) == checkout)
        return KeptMethod(customer="c", reference="m", instrument="visa 4242") if entered else None

    async def forget_method(self, reference: str) -> None:
        return

    def read_notice(self, content: bytes, signature: str) -> Notice:
        raise NotImplementedError
