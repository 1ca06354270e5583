"""The people at an outlet: they plug in, show a token, charge for a while and leave."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from .outlet import Outlet
from .plan import Rhythm
from .sayings import Cause

LEAVES_WITHOUT_STOPPING = 0.2  # share of drivers who just pull the plug (or the car lets go)

Authorize = Callable[[str], Awaitable[bool]]


async def come_and_go(
    outlet: Outlet,
    rhythm: Rhythm,
    id_tokens: tuple[str, ...],
    authorize: Authorize,
    chance: random.Random,
) -> None:
    """Send one driver after the other to the outlet, as the rhythm says."""
    left = rhythm.sessions
    await asyncio.sleep(chance.uniform(0, rhythm.pause[1]))
    while left is None or left > 0:
        if outlet.is_free:
            charged = await _visit(outlet, rhythm, chance.choice(id_tokens), authorize, chance)
            if charged and left is not None:
                left -= 1
        await asyncio.sleep(chance.uniform(*rhythm.pause))


async def _visit(
    outlet: Outlet, rhythm: Rhythm, id_token: str, authorize: Authorize, chance: random.Random
) -> bool:
    outlet.plug_in()
    welcome = await authorize(id_token)
    if outlet.transaction is None and welcome and outlet.vehicle is not None:
        outlet.begin(id_token, Cause.AUTHORIZED)
    if outlet.transaction is None:
        outlet.unplug()
        return False
    await charge(outlet, chance.uniform(*rhythm.session))
    if chance.random() >= LEAVES_WITHOUT_STOPPING:
        outlet.end(Cause.LOCAL, id_token)
    outlet.unplug()
    return True


async def charge(outlet: Outlet, seconds: float | None) -> None:
    """Stay until the transaction ends by itself, or until the time is over."""
    try:
        async with asyncio.timeout(seconds):
            await outlet.ended()
    except TimeoutError:
        return
