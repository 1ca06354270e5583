"""What payment providers tell: outside of the keys, believed for its signature alone."""

from litestar import Request, Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from application.payment.hear_notice import HearNotice
from application.ports.payment import MOST_NOTICE_BYTES, NoticeNotTrusted
from application.ports.topics import PAYMENTS
from domain.errors import DomainError
from domain.identity import tenant_id
from entrypoints.api.dependencies import ApiDependencies
from entrypoints.api.problems import Problem

SIGNATURE = "Stripe-Signature"


def webhook_handlers(api: ApiDependencies) -> list[HTTPRouteHandler]:
    """One address for each tenant's provider."""
    return [_stripe(api)]


def _stripe(api: ApiDependencies) -> HTTPRouteHandler:
    @post(
        "/webhooks/stripe/{tenant:str}",
        name="stripe_webhook",
        status_code=200,
        request_max_body_size=MOST_NOTICE_BYTES,
    )
    async def stripe_webhook(
        request: Request[object, object, object],  # type: ignore[type-var] # no state
        tenant: FromPath[str],
    ) -> Response[bytes]:
        try:
            known = tenant_id(tenant)
        except DomainError:
            raise _unknown() from None
        provider = api.payments.of(known)
        if provider is None:
            raise _unknown()
        content = await request.body()
        try:
            notice = provider.read_notice(content, request.headers.get(SIGNATURE, ""))
        except NoticeNotTrusted as error:
            # Why is for us to know: whoever forges notices learns nothing.
            raise Problem("malformed", "The notice is not signed as it should be.") from error
        await api.desks.tenant(api.storage.scope(known)).run(HearNotice(known, notice))
        await api.bus.publish(PAYMENTS, known)
        return Response(b"{}", media_type="application/json")

    return stripe_webhook


def _unknown() -> Problem:
    return Problem("not-found", "Nobody is told anything here.")
