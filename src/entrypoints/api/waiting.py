"""Waiting for what a station says to an order, as long as the caller likes (RFC 7240 `wait`)."""

import asyncio
from uuid import UUID

from application.ports.topics import OUTBOX
from application.views.remote_control import OrderView
from entrypoints.api.call import Answer, Call, found


async def ordered(call: Call, order: UUID) -> Answer:
    """The order as a resource: at once, or after its outcome, within the caller's patience."""
    view: OrderView = found("command", order, await call.views.orders.find(order))
    headers = {}
    if view.waiting and call.conditions.wait:
        headers["Preference-Applied"] = f"wait={call.conditions.wait}"
        view = await _settled(call, view)
    return Answer(view, view.version, f"/commands/{order}", headers=headers)


async def _settled(call: Call, view: OrderView) -> OrderView:
    """The order with its outcome, or as it is when the time is over."""
    poll = call.api.poll_interval.total_seconds()
    async with call.api.bus.listen(OUTBOX) as words:
        following = asyncio.ensure_future(anext(words))
        try:
            async with asyncio.timeout(call.conditions.wait):
                while view.waiting:
                    await asyncio.wait({following}, timeout=poll)
                    if following.done():
                        following = asyncio.ensure_future(anext(words))
                    view = found("command", view.id, await call.views.orders.find(view.id))
        except TimeoutError:
            pass
        finally:
            following.cancel()
    return view
