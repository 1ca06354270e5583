"""Methods of payment that drivers leave with the provider, for their tokens."""

from dataclasses import dataclass

from application.payment.request_payment import terms_of
from application.ports.authorization import IdTokens
from application.ports.payment import MethodPage, PaymentProviders, StoredMethods, Terms
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.errors import NotPossibleNow
from domain.identity import TenantId, TokenId
from domain.payment import MethodId, MethodState, StoredMethod


@dataclass(frozen=True, slots=True)
class OfferMethod:
    """Let the holder of a token leave a method of payment."""

    tenant: TenantId
    token: TokenId


@dataclass(frozen=True, slots=True)
class OfferMethodHandler:
    """Offer a page on which the holder of a token leaves a method of payment.

    - The page is the provider's: card data never comes here.
    - Once it is kept, every session of the token is paid with it.
    - If the provider cannot be reached, nothing was done, and it can be asked again.
    """

    tokens: IdTokens
    methods: StoredMethods
    terms: Terms
    providers: PaymentProviders
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: OfferMethod) -> tuple[StoredMethod, MethodPage]:
        token = await self.tokens.get(command.token)
        terms = await terms_of(self.terms, self.providers, command.tenant)
        provider = self.providers.of(command.tenant)
        if provider is None:
            raise NotPossibleNow("The tenant has no account with a payment provider.")
        method = StoredMethod(
            id=MethodId(self.ids.new()),
            tenant=command.tenant,
            token=token.uid,
            created_at=self.clock.now(),
        )
        page = await provider.offer_method(method.id, token.label, terms.return_url)
        method.offer(page.checkout, page.customer)
        self.methods.save(method)
        await self.work.commit()
        return method, page


@dataclass(frozen=True, slots=True)
class RemoveMethod:
    """Pay no more sessions with it."""

    method: MethodId


@dataclass(frozen=True, slots=True)
class RemoveMethodHandler:
    """Pay no more sessions with a kept method.

    - The provider lets go of it too; if it cannot be reached, nothing was done.
    - Payments that were begun with it go on.
    """

    methods: StoredMethods
    providers: PaymentProviders
    work: UnitOfWork

    async def __call__(self, command: RemoveMethod) -> None:
        method = await self.methods.get(command.method)
        if method.state is MethodState.REMOVED:
            return
        provider = self.providers.of(method.tenant)
        if provider is not None and method.reference is not None:
            await provider.forget_method(method.reference)
        method.remove()
        self.methods.save(method)
        await self.work.commit()
