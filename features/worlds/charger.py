"""A station as the library `ocpp` makes one: it speaks, is asked, and reacts as it was told to."""

import asyncio
from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from urllib.parse import quote

import ocpp.messages
from ocpp.charge_point import (
    ChargePoint,
    camel_to_snake_case,
    remove_nones,
    serialize_as_dict,
    snake_to_camel_case,
)
from ocpp.exceptions import OCPPError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from features.world import Answer, Word
from features.worlds.obedience import ASKED, known_actions, new_password, shown
from features.worlds.speech import FAULTS, Message, Speech, Tally

# In a thread of its own, validation would be out of the sight of who waits for all to be done.
ocpp.messages.ASYNC_VALIDATION = False

CHANGE_PASSWORD = "change its password"
RESET, RESETS = "reset", {"accepted": "RemoteReset", "scheduled": "ScheduledReset"}
ACCEPTED, SILENCE, LOST_ANSWER = "accepted", "silence", "lost answer"


@dataclass(slots=True)
class Line:
    """One connection: the library's client over a WebSocket, and who reads for it."""

    socket: ClientConnection
    client: ChargePoint
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def closed(self) -> bool:
        return self.socket.close_code is not None

    def read(self) -> None:
        """Read in the background; what the station is slow to answer blocks nothing else."""
        self._begin(self._read())

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                self._begin(self.client.route_message(await self.socket.recv()))

    def _begin(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(_unless_closed(work))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def close(self) -> None:
        """Hang up, and forget what was not answered."""
        await self.socket.close()
        for task in tuple(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


async def _unless_closed(work: Any) -> None:
    with suppress(ConnectionClosed):
        await work


@dataclass(slots=True, kw_only=True)
class Charger:
    """A station of one operator: what it has said and heard in all its connections."""

    identity: str
    tenant: str
    speech: Speech
    password: bytes | None
    old_password: bytes | None = None
    new_password: bytes | None = None
    line: Line | None = None
    connections: int = 0
    """How often it was let in."""
    older: list[Line] = field(default_factory=list)
    answer: Answer | None = None
    received: list[str] = field(default_factory=list)
    screen: list[str] = field(default_factory=list)
    """What its driver has read, the newest last."""
    reactions: dict[str, str] = field(default_factory=dict)
    owed: dict[str, list[asyncio.Event]] = field(default_factory=lambda: defaultdict(list))
    tallies: list[Tally] = field(default_factory=list)
    said: list[list[tuple[Message, str]]] = field(default_factory=list)
    remote_start: int | None = None
    to_boot_for: str | None = None
    """The reset that it has promised."""
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    # Its line.

    async def connect(self, port: int, password: bytes | None, tls: Any = None) -> bool:
        """Open a line in its name, which takes the place of its present one; whether it is let in.

        With `tls`, a certificate takes the place of the password.
        """
        headers = {}
        if password is not None:
            shown = b64encode(self.identity.encode() + b":" + password).decode()
            headers["Authorization"] = f"Basic {shown}"
        scheme = "ws" if tls is None else "wss"
        try:
            socket = await connect(
                f"{scheme}://127.0.0.1:{port}/ocpp/{self.tenant}/{quote(self.identity)}",
                subprotocols=[Subprotocol(self.speech.subprotocol)],
                additional_headers=headers,
                compression=None,
                ping_interval=None,
                open_timeout=60,
                proxy=None,
                ssl=tls,
            )
        except InvalidStatus:
            return False
        if self.line is not None:
            self.older.append(self.line)
        self.connections += 1
        self.line = self._line_over(socket)
        self.line.read()
        return True

    def _line_over(self, socket: ClientConnection) -> Line:
        client: ChargePoint = self.speech.package.ChargePoint(self.identity, socket)
        line = Line(socket, client)
        client.route_map = {
            action: {"_on_action": self._obeying(action, line)}
            for action in known_actions(self.speech.package)
        }
        return line

    async def disconnect(self) -> None:
        """Hang up; what it still owed an answer, it owes no more."""
        if self.line is not None:
            await self.line.close()
            self.line = None
            self.owed.clear()

    async def close(self) -> None:
        """Be gone for good."""
        await self.disconnect()
        for line in self.older:
            await line.close()

    def fall_deaf(self) -> None:
        """Read nothing more, not even a ping, without hanging up."""
        assert self.line is not None
        self.line.socket.transport.pause_reading()

    @property
    def connected(self) -> bool:
        return self.line is not None and not self.line.closed

    # What it says.

    async def say(self, *messages: Message) -> None:
        """Say it, and keep the answer to the first message."""
        await self._tell([(message, self._new_id()) for message in messages])

    def wakes_up_from(self) -> str:
        """Why it boots: the reset that was asked for, else it was switched on (2.x alone tells)."""
        reason, self.to_boot_for = self.to_boot_for or "PowerUp", None
        return reason

    async def report(self, word: Word) -> None:
        """Tell of a session."""
        tally = self._tally_of(word)
        messages = self.speech.report(word, tally, self.remote_start)
        self.said.append([(message, self._new_id()) for message in messages])
        answer = await self._tell(self.said[-1])
        if answer.number is not None:
            tally.number = str(answer.number)

    async def repeat(self, words: Sequence[list[tuple[Message, str]]], *, same_id: bool) -> None:
        """Say again what was said."""
        for said in words:
            await self._tell([(m, id_ if same_id else self._new_id()) for m, id_ in said])

    def _new_id(self) -> str:
        return f"{self.identity[:20]}-{next(self._ids)}"

    async def _tell(self, messages: list[tuple[Message, str]]) -> Answer:
        answers = [await self._ask(message, id_) for message, id_ in messages]
        self.answer = answers[0]
        return answers[0]

    async def _ask(self, message: Message, id_: str) -> Answer:
        assert self.line is not None, f"{self.identity} is not connected"
        client, calls = self.line.client, self.speech.package.call
        request = getattr(calls, message.action)(**camel_to_snake_case(dict(message.payload)))
        faulty = not await _valid(id_, message, client)
        try:
            reply = await client.call(
                request, suppress=False, unique_id=id_, skip_schema_validation=faulty
            )
        except OCPPError as error:
            return Answer(FAULTS.get(error.code, f"error {error.code}"))
        return self.speech.answer(snake_to_camel_case(remove_nones(serialize_as_dict(reply))))

    def _tally_of(self, word: Word) -> Tally:
        for tally in reversed(self.tallies):
            if word.session is not None:
                meant = tally.label == word.session
            else:
                meant = word.event != "start" and word.connector in {None, tally.connector}
            if meant:
                return tally
        label = word.session or f"{self.identity[:20]}-tx-{len(self.tallies) + 1}"
        self.tallies.append(Tally(label, word.connector, number=self._name_for(label)))
        return self.tallies[-1]

    def _name_for(self, label: str) -> str | None:
        """The name of a session on the wire, where the station itself gives it."""
        return None if self.speech.subprotocol == "ocpp1.6" else label

    # What it is asked.

    def _obeying(self, action: str, line: Line) -> Any:
        instruction, reply = ASKED[action]

        async def obey(**asked: Any) -> Any:
            password = new_password(self.speech.package, asked)
            if (text := shown(asked)) is not None:
                self.screen.append(text)
            wanted = instruction if password is None else CHANGE_PASSWORD
            reaction = self.reactions.get(wanted, ACCEPTED)
            self.received.append(wanted)
            self.remote_start = asked.get("remote_start_id", self.remote_start)
            if instruction == RESET:
                self.to_boot_for = RESETS.get(reaction)
            if password is not None:
                self._hear_of(password, taken=reaction in {ACCEPTED, LOST_ANSWER})
            if reaction == LOST_ANSWER:
                line.socket.transport.abort()
                await line.socket.wait_closed()
            if reaction == SILENCE:
                await self._remembers_to(wanted)
            said = reply(asked, ACCEPTED if reaction in {SILENCE, LOST_ANSWER} else reaction)
            return getattr(self.speech.package.call_result, action)(**said)

        return obey

    def _hear_of(self, password: bytes, *, taken: bool) -> None:
        self.old_password, self.new_password = self.password, password
        if taken:
            self.password = password

    async def _remembers_to(self, instruction: str) -> None:
        remembered = asyncio.Event()
        self.owed[instruction].append(remembered)
        await remembered.wait()

    def answer_after_all(self, instruction: str) -> None:
        """Answer now what it has kept silent about."""
        for remembered in self.owed.pop(instruction):
            remembered.set()

    def will_react(self, instruction: str, reaction: str) -> None:
        """From now on."""
        self.reactions[instruction] = reaction

    def speaking(self, speech: Speech) -> None:
        """From its next connection on."""
        self.speech = speech


async def _valid(id_: str, message: Message, client: ChargePoint) -> bool:
    """Whether the library itself would say it."""
    call = ocpp.messages.Call(id_, message.action, dict(message.payload))
    try:
        await ocpp.messages.validate_payload(call, client._ocpp_version)  # noqa: SLF001
    except OCPPError:
        return False
    return True


def numbered(word: Word, other: Charger) -> Word:
    """The word with the number of another station's session."""
    number = other.tallies[-1].number
    return replace(word, session=None, number=int(number or 0))
