"""Plants in connections and orders; see `plants`."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

from tests.simulation.planting import instead

from adapters.memory.links import MemoryLinks
from adapters.ocpp.conversation import Conversation
from adapters.ocpp.line import OcppLine
from application.authorization.judge import Judge
from application.remote_control.deliver import DeliverOrderHandler
from domain.station.credentials import StationCredentials
from entrypoints.gateway import door, watching
from entrypoints.gateway.orders import OrderDelivery
from entrypoints.gateway.roster import Roster


def old_end_unregisters_the_new() -> AbstractContextManager[None]:
    """When an old connection ends, the roster forgets the station."""
    return instead(
        Roster, "leave",
        lambda roster, held: roster._held.pop((held.tenant, held.link.station), None),
    )  # fmt: skip


def old_end_frees_the_link() -> AbstractContextManager[None]:
    """When an old connection ends, the store believes that the station is away."""

    async def release(links: MemoryLinks, link: Any) -> bool:
        kept = links._kept(link.station)
        links._keep(replace(kept, open=False))
        return True

    return instead(MemoryLinks, "release", release)


def order_sent_before_noted() -> AbstractContextManager[None]:
    """After a crash an order is sent again: it was not noted before it went."""

    async def deliver(handler: Any, command: Any) -> Any:
        order = await handler.orders.find(command.order)
        if order is None:
            return None
        outcome = await handler.line.ask(order.station, order.instruction)
        order = await handler.orders.get(command.order)
        order.send(order.ordered_at)
        order.answer(outcome, handler.clock.now())
        handler.orders.save(order)
        await handler.work.commit()
        return order

    return instead(DeliverOrderHandler, "__call__", deliver)


def orders_all_at_once() -> AbstractContextManager[None]:
    """A station is asked again before it has answered."""

    async def ask(line: OcppLine, station: Any, instruction: Any) -> Any:
        return await _ask_unlocked(line, station, instruction)

    def look_at(delivery: OrderDelivery, held: Any) -> None:
        asyncio.get_running_loop().create_task(delivery._deliver(held))

    @contextmanager
    def all_of() -> Iterator[None]:
        with (
            instead(Conversation, "free", property(lambda c: not c._closed)),
            instead(OcppLine, "ask", ask),
            instead(OrderDelivery, "look_at", look_at),
        ):
            yield

    return all_of()


_ask_honestly = OcppLine.ask


async def _ask_unlocked(line: OcppLine, station: Any, instruction: Any) -> Any:
    line._one_at_a_time = asyncio.Lock()
    return await _ask_honestly(line, station, instruction)


def newest_call_first() -> AbstractContextManager[None]:
    """Of the calls that wait, the last is answered first."""
    honest = Conversation._next

    def next_(conversation: Conversation, now: float) -> Any:
        if conversation._in_work is None:
            conversation._waiting.reverse()
        return honest(conversation, now)

    return instead(Conversation, "_next", next_)


def secret_settled_before_accepted() -> AbstractContextManager[None]:
    """A new secret is the only one as soon as it is sent."""
    return instead(StationCredentials, "propose", StationCredentials.replace)


def secrets_in_the_log() -> AbstractContextManager[None]:
    """The frames log keeps what was said, all of it."""
    return instead(watching, "redacted", lambda text: text)


def tenants_share_tokens() -> AbstractContextManager[None]:
    """Any tenant's token opens any tenant's stations."""
    honest = Judge.__call__

    async def judge(self: Judge, uid: str, station: Any, *, starting: bool = False) -> Any:
        for token in self.tokens.shelf.table.rows.values():
            if token.uid == uid:
                return token.judge(self.clock.now(), 0)
        return await honest(self, uid, station, starting=starting)

    return instead(Judge, "__call__", judge)


def tenant_of_the_path_ignored() -> AbstractContextManager[None]:
    """Whoever knocks is taken for a station of the default tenant."""
    honest = door.address_of
    return instead(
        door, "address_of",
        lambda path, default: replace(honest(path, default), tenant=default),
    )  # fmt: skip
