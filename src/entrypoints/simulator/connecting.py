"""Opening the WebSocket: subprotocol, HTTP Basic, back-off with jitter."""

import base64
import random
from collections.abc import Iterator

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as websocket
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI
from websockets.typing import Subprotocol

from .plan import Patience, StationPlan

FRAME_LIMIT = 2**20  # bytes


class NotConnected(Exception):
    """The socket did not open."""


def basic(identity: str, password: bytes) -> str:
    """Return the Authorization header: the password is bytes, not necessarily text."""
    pair = identity.encode() + b":" + password
    return f"Basic {base64.b64encode(pair).decode()}"


async def connect(plan: StationPlan, subprotocol: str, password: bytes | None) -> ClientConnection:
    """Open the socket; raises NotConnected for whatever stands in the way."""
    headers = {} if password is None else {"Authorization": basic(plan.identity, password)}
    try:
        socket = await websocket(
            plan.address,
            subprotocols=[Subprotocol(subprotocol)],
            additional_headers=headers,
            compression=None,
            max_size=FRAME_LIMIT,
            open_timeout=plan.patience.opening,
            ping_interval=plan.patience.ping,
            close_timeout=2,
            proxy=None,
            ssl=plan.tls,
        )
    except InvalidURI:
        raise
    except (OSError, TimeoutError, EOFError, InvalidHandshake, ConnectionClosed) as reason:
        raise NotConnected(f"{plan.identity}: {reason}") from reason
    if socket.subprotocol is None:
        # Part 4, 3.2: a CSMS that speaks no common version; the station hangs up.
        await socket.close(1002)
        raise NotConnected(f"{plan.identity}: the CSMS does not speak {subprotocol}")
    return socket


def pauses(patience: Patience, chance: random.Random) -> Iterator[float]:
    """Yield ever longer waits, in seconds, each between half and the whole of its step."""
    step = patience.first_retry
    while True:
        yield step * chance.uniform(0.5, 1.0)
        step = min(step * 2, patience.longest_retry)
