"""A station whose software is our own firmware: words of a scenario become deeds at its outlet.

It runs on MicroPython in a process of its own; cables, cars and cards are moved by its hands. Its
clock stands still until a verb moves it, and its meters show what the scenario says.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.firmware.board import Board

from features.world import Answer, Word
from features.worlds.charger import Charger
from features.worlds.obedience import ASKED
from features.worlds.speech import FAULTS, Message, watt_hours

PATIENCE = 30.0
"""Seconds until a deed has shown."""

MOMENT = 0.03
RESTARTED = 75
"""The exit code of a machine that is to be switched on again."""

OUTLETS = 2
ROOM = "256k"
"""Of its heap, as it remembers what it hears; what it needs by itself is for tests/firmware."""

SETTINGS = {
    "MeterValueSampleInterval": 0,  # a reading is taken when the scenario says so
    "MeterValuesSampledData": "Energy.Active.Import.Register",
    "AllowOfflineTxForUnknownId": "true",
    "StopTransactionOnInvalidId": "false",
    "PowerLossAction": "Resume",
}
CAR = {"Available": "A", "Preparing": "B", "Faulted": "E"}
"""Status → what somebody must do for it to be told."""

LOCK = {"accepted": "1", "failed": "0"}
PHASES = {"suspended by car": ("B", "SuspendedEV"), "resumed": ("C", "Charging")}
REPLIES = {
    "start": "StartTransaction",
    "stop": "StopTransaction",
    "reading": "MeterValues",
}
"""Event → the message whose answer is the answer to it."""


@dataclass(slots=True, kw_only=True)
class Machine(Charger):
    """It says nothing by itself: what is done to it makes it speak.

    Attributes:
        folder: of its flash.
        now: the scenario's time.
    """

    folder: Path
    now: Callable[[], datetime]
    board: Board | None = None
    online: bool = False
    fresh: bool = False
    """Switched on, and the boot that this makes not yet asked for by the scenario."""
    meters: dict[int, int] = field(default_factory=dict)
    cars: dict[int, str] = field(default_factory=dict)

    # Power and line.

    async def connect(self, port: int, password: bytes | None, tls: Any = None) -> bool:
        assert password == self.password
        assert tls is None
        if self.board is None:
            await self._switch_on(port, {})
        else:
            self.board.url = _url(port, self.tenant)
            self._do(f"url {self.board.url}")
            await self._net(up=True)
        return True

    async def disconnect(self) -> None:
        if self.board is None or not self.online:
            return
        if self._ended() or await self._resets():
            # What it has promised takes a moment.
            assert await asyncio.to_thread(self.board.ended) == RESTARTED
            self._let_go()
        else:
            await self._net(up=False)

    async def _resets(self) -> bool:
        """Whether it was asked to; one that does not answer any more is about to be gone."""
        try:
            return "Reset" in await asyncio.to_thread(self._do, "asked")
        except (AssertionError, OSError):
            return True

    async def close(self) -> None:
        if self.board is not None and not self._ended():
            self.board.kill()
        self._let_go()

    @property
    def connected(self) -> bool:
        return self.online and not self._ended()

    async def at_rest(self) -> bool:
        """Whether it does and says nothing more by itself; one that is off or offline is."""
        if not self.connected:
            return True
        try:
            return bool(await asyncio.to_thread(self._do, "rests") == 1)
        except (AssertionError, OSError):
            if await self._resets():
                assert self.board is not None
                assert self.board.process is not None
                await asyncio.to_thread(self.board.process.wait, PATIENCE)
                return True
            raise

    def _ended(self) -> bool:
        assert self.board is not None
        assert self.board.process is not None
        return self.board.process.poll() is not None

    def _let_go(self) -> None:
        self.board, self.online = None, False

    async def _switch_on(self, port: int, particulars: Mapping[str, Any]) -> None:
        assert self.password is not None
        told = {
            "vendor": particulars.get("chargePointVendor", "Volta"),
            "model": particulars.get("chargePointModel", "Duo 22"),
            "version": particulars.get("firmwareVersion", "1.0"),
            "connectors": OUTLETS,
            "car": "".join(self.cars.get(outlet, "A") for outlet in range(1, OUTLETS + 1)),
            "clock": int(self.now().timestamp()),
            "ears": 1,
        }
        told |= {f"config.{name}": value for name, value in SETTINGS.items()}
        self.board = Board(
            self.folder, _url(port, self.tenant), self.identity, self.password.hex(), ROOM, told
        )
        self.board.start()
        for outlet in range(1, OUTLETS + 1):
            await self._does(f"draws {outlet} 0")
            await self._does(f"reads {outlet} {self.meters.get(outlet, 0)}")
        await self._until(lambda: self._do("state")["registration"] is not None)
        await self._until(lambda: self._do("meters") == OUTLETS)
        self.online = self.fresh = True
        self.connections += 1
        await self._rests()

    async def _net(self, *, up: bool) -> None:
        self._do(f"net {int(up)}")
        await self._until(lambda: self._do("state")["online"] is up)
        self.online = up
        self.connections += up
        if up:
            await self._rests()

    # Deeds.

    async def say(self, *messages: Message) -> None:
        for message in messages:
            await getattr(self, f"_says_{message.action}")(message.payload)

    async def _says_BootNotification(self, payload: Mapping[str, Any]) -> None:  # noqa: N802
        if not self.fresh:
            assert self.board is not None
            port = int(self.board.url.split(":")[2].split("/")[0])
            self.board.kill()
            await self._switch_on(port, payload)
        self.fresh = False
        self._hear("BootNotification")

    async def _says_Authorize(self, payload: Mapping[str, Any]) -> None:  # noqa: N802
        await self._expects("Authorize", f"tag {payload['idTag']}")

    async def _says_Heartbeat(self, _: Mapping[str, Any]) -> None:  # noqa: N802
        await self._expects("Heartbeat", "heartbeat")

    async def _says_StatusNotification(self, payload: Mapping[str, Any]) -> None:  # noqa: N802
        outlet, status = payload["connectorId"], payload["status"]
        await self._clock(payload["timestamp"])
        await self._car(outlet, CAR[status])
        await self._until(lambda: bool(self._connector(outlet)["status"] == status))
        await self._rests()

    async def report(self, word: Word) -> None:
        if word.offline:
            await self._net(up=False)
        await self._clock(word.at)
        outlet = word.connector or next(iter(self.cars), 1)
        if word.samples:
            await self._meter(outlet, watt_hours(word.samples))
        before = 0 if word.reason == "PowerLoss" else self._told(word.event)  # it forgets
        await getattr(self, f"_{word.event.split()[0]}")(outlet, word)
        if word.offline:
            await self._clock(f"{self.now():%Y-%m-%dT%H:%M:%SZ}")
            await self._net(up=True)
        if word.event in REPLIES and self._owes(word):
            await self._until(lambda: self._told(word.event) > before)
            self._hear(REPLIES[word.event])
        await self._rests()

    def _owes(self, word: Word) -> bool:
        """Whether something is still to be told: a remote stop has been obeyed when it came."""
        return not (word.event == "stop" and word.reason == "Remote")

    async def _start(self, outlet: int, word: Word) -> None:
        if self.cars.get(outlet, "A") != "A":
            await self._car(outlet, "A")
        await self._car(outlet, "C")
        if word.reason != "Remote":
            await self._does(f"tag {word.card}")
        await self._until(lambda: self._connector(outlet)["transaction"] is not None)

    async def _reading(self, outlet: int, _: Word) -> None:
        await self._does(f"samples {outlet}")

    async def _suspended(self, outlet: int, word: Word) -> None:
        await self._does(f"samples {outlet}")
        await self._phase(outlet, word)

    async def _resumed(self, outlet: int, word: Word) -> None:
        await self._phase(outlet, word)

    async def _phase(self, outlet: int, word: Word) -> None:
        car, status = PHASES[word.event]
        await self._car(outlet, car)
        await self._until(lambda: self._connector(outlet)["status"] == status)

    async def _stop(self, outlet: int, word: Word) -> None:
        running = self._connector(outlet)["transaction"]
        if word.reason == "PowerLoss":
            await self._loses_power(outlet)
        elif word.reason == "EVDisconnected":
            await self._car(outlet, "A")
        elif running and running["tag"] == word.card:
            await self._does(f"tag {word.card}")
        elif running:
            await self._does(f"ends {outlet} {word.reason or 'Local'}")
        if word.reason != "PowerLoss":
            await self._until(lambda: self._connector(outlet)["transaction"] is None)

    async def _loses_power(self, outlet: int) -> None:
        """Its last checkpoint is all that it will know."""
        assert self.board is not None
        await self._does(f"checks {outlet}")
        await self._does("config PowerLossAction Stop")
        port = int(self.board.url.split(":")[2].split("/")[0])
        self.board.kill()
        await self._switch_on(port, {})

    async def _clock(self, at: str) -> None:
        await self._does(f"clock {int(datetime.fromisoformat(at).timestamp())}")

    async def _meter(self, outlet: int, wh: int) -> None:
        self.meters[outlet] = wh
        await self._does(f"reads {outlet} {wh}")

    async def _car(self, outlet: int, state: str) -> None:
        self.cars[outlet] = state
        await self._does(f"car {outlet} {state}")
        if state != "E":
            plugged = state != "A"
            await self._until(lambda: self._connector(outlet)["plugged"] is plugged)

    # What it was asked and told.

    async def received_now(self) -> Sequence[str]:
        """What it was asked, in the words of scenarios."""
        asked = [] if self.board is None else self._do("asked")
        return [ASKED[action][0] for action in asked]

    def will_react(self, instruction: str, reaction: str) -> None:
        self.reactions[instruction] = reaction
        if instruction == "unlock":
            self._do(f"lock {LOCK[reaction]}")
        else:
            assert reaction == "accepted", f"{self.identity} does as it is told: {reaction}"

    def _told(self, event: str) -> int:
        answers = self._do("answers")
        return int(answers.get(REPLIES.get(event, ""), [0])[0])

    async def _expects(self, action: str, deed: str) -> None:
        before = self._do("answers").get(action, [0])[0]
        await self._does(deed)
        await self._until(lambda: self._do("answers").get(action, [0])[0] > before)
        self._hear(action)

    def _hear(self, action: str) -> None:
        reply = self._do("answers")[action][1]
        fault = reply.get("error")
        self.answer = Answer(FAULTS.get(fault, fault)) if fault else self.speech.answer(reply)

    # Hands.

    def _connector(self, outlet: int) -> Any:
        return self._do("state")["connectors"][outlet - 1]

    def _do(self, words: str) -> Any:
        assert self.board is not None, f"{self.identity} is switched off"
        return self.board.do(words)

    async def _does(self, words: str) -> None:
        await asyncio.to_thread(self._do, words)

    async def _rests(self) -> None:
        """Until all is told, where there is somebody to tell."""
        if self.online:
            await self._until(lambda: self._do("rests") == 1)

    async def _until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await asyncio.to_thread(true):  # noqa: ASYNC110
                await asyncio.sleep(MOMENT)


def _url(port: int, tenant: str) -> str:
    return f"ws://127.0.0.1:{port}/ocpp/{tenant}"
