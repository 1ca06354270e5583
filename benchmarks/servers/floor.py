"""The bare floor: what the wire, the types and the disk cost, without any domain.

The same frames through `websockets` on uvloop, decoded into the same types, one row a message by
COPY in a group commit, answered after COMMIT.

python -m benchmarks.servers.floor postgresql://…
"""

import asyncio
import sys
from datetime import UTC, datetime
from itertools import count
from typing import Literal

import asyncpg
import msgspec
import uvloop
from benchmarks.servers.life import live
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from adapters.ocpp.rulebook import RULEBOOKS

TABLE = """
    CREATE TABLE said (
        at timestamptz NOT NULL,
        tenant text NOT NULL,
        station text NOT NULL,
        message_id text NOT NULL,
        action text NOT NULL,
        payload text NOT NULL,
        PRIMARY KEY (tenant, station, message_id)
    )
"""
COLUMNS = ("at", "tenant", "station", "message_id", "action", "payload")
MOST = 2_000
"""Rows of one transaction."""

ENVELOPE = msgspec.json.Decoder(tuple[Literal[2], str, str, msgspec.Raw])
ENCODER = msgspec.json.Encoder()
TYPES = {
    version: {name: msgspec.json.Decoder(row.request) for name, row in book.actions.items()
              if row.station_may_call}
    for version, book in RULEBOOKS.items()
}  # fmt: skip

Row = tuple[datetime, str, str, str, str, str]


class Commits:
    """Rows gather while the last batch is on its way to the disk."""

    def __init__(self, connection: "asyncpg.Connection") -> None:
        self._connection = connection
        self._waiting: list[tuple[Row, asyncio.Future[None]]] = []
        self._arrived = asyncio.Event()
        self.batches = 0

    async def write(self, row: Row) -> None:
        """Return when it is durable."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((row, done))
        self._arrived.set()
        await done

    async def run(self) -> None:
        """Write for ever."""
        while True:
            await self._arrived.wait()
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            if not self._waiting:
                self._arrived.clear()
            async with self._connection.transaction():
                await self._connection.copy_records_to_table(
                    "said", records=[row for row, _ in batch], columns=COLUMNS
                )
            self.batches += 1
            for _, done in batch:
                done.set_result(None)


async def main(place: str) -> None:
    """Serve until stdin closes."""
    connection = await asyncpg.connect(place)
    await connection.execute(TABLE)
    commits, numbers = Commits(connection), count(1)
    writing = asyncio.create_task(commits.run())

    async def station(socket: ServerConnection) -> None:
        name = socket.request.path.rpartition("/")[2]
        types = TYPES[socket.subprotocol]
        try:
            while True:
                text = await socket.recv()
                _, message_id, action, payload = ENVELOPE.decode(text)
                types[action].decode(payload)
                said = bytes(payload).decode()
                await commits.write((datetime.now(UTC), "bench", name, message_id, action, said))
                answer = ENCODER.encode((3, message_id, reply(action, next(numbers))))
                await socket.send(answer.decode())
        except ConnectionClosed:
            return

    async with serve(
        station, "127.0.0.1", 0, compression=None, subprotocols=list(TYPES), ping_interval=None
    ) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        await live(port, lambda: {"batches": commits.batches})
    writing.cancel()
    await connection.close()


def reply(action: str, number: int) -> dict:
    """Return what a station needs to hear to go on."""
    match action:
        case "BootNotification":
            now = datetime.now(UTC)
            return {"status": "Accepted", "currentTime": now, "interval": 300}
        case "Heartbeat":
            return {"currentTime": datetime.now(UTC)}
        case "StartTransaction":
            return {"transactionId": number, "idTagInfo": {"status": "Accepted"}}
        case "Authorize":
            return {"idTagInfo": {"status": "Accepted"}}
        case _:
            return {}


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
