"""What stations, honest or not, do on their line."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from features.world import Answer, Device, Word
from features.worlds.charger import Charger, numbered
from features.worlds.speech import HEARTBEAT, data_of
from features.worlds.stage import SPEECHES, Stage

ELSEWHERE = "the one at "
"""Begins the label of a session that is another station's."""

CERTIFICATES = ("its certificate", "another station's certificate")


class Playing(Stage, Device):
    """The verbs of `Device`."""

    async def station_connects(self, station: str, ocpp: str | None = None) -> None:
        charger = self.charger(station)
        if ocpp is not None:
            charger.speaking(SPEECHES[ocpp])
        assert await charger.connect(self.house.port, charger.password), f"{station} is kept out"
        await self.settle()

    async def station_disconnects(self, station: str) -> None:
        await self.charger(station).disconnect()
        await self.settle()

    async def somebody_connects(self, station: str, credential: str) -> str:
        charger = self.charger(station)
        if credential in CERTIFICATES:
            shown = self.certificate_of(self._shown_identity(charger, credential))
            let_in = await charger.connect(self.house.tls_port, None, shown)
        else:
            let_in = await charger.connect(self.house.port, self._password(charger, credential))
        await self.settle()
        return "let in" if let_in else "refused"

    def _password(self, charger: Charger, credential: str) -> bytes | None:
        credential, _, operator = credential.partition(" at ")
        if operator:
            others = self.operators[operator].chargers.values()
            charger = next(other for other in others if other.identity == charger.identity)
        return {
            "its password": charger.password,
            "its old password": charger.old_password,
            "its new password": charger.new_password,
            "a wrong password": b"surely not the password",
            "no password": None,
        }[credential]

    def _shown_identity(self, charger: Charger, credential: str) -> str:
        others = (c for c in self.operator.chargers.values() if c is not charger)
        return (charger if credential == "its certificate" else next(others)).identity

    async def station_boots(self, station: str, particulars: Mapping[str, str]) -> None:
        charger = self.charger(station)
        why = {"reason": charger.wakes_up_from()}
        await charger.say(charger.speech.boot(why | dict(particulars)))
        await self.settle()

    async def station_reports_status(
        self, station: str, connector: int, status: str, at: datetime
    ) -> None:
        charger = self.charger(station)
        await charger.say(charger.speech.status(connector, status, at))
        await self.settle()

    async def station_asks_about(self, station: str, card: str) -> None:
        charger = self.charger(station)
        await charger.say(charger.speech.authorize(card))

    async def station_says(self, station: str, word: Word) -> None:
        if word.session is not None and word.session.startswith(ELSEWHERE):
            word = numbered(word, self._charger_of_anybody(word.session.removeprefix(ELSEWHERE)))
        await self.charger(station).report(word)
        await self.settle()

    def _charger_of_anybody(self, station: str) -> Charger:
        return next(o.chargers[station] for o in self.operators.values() if station in o.chargers)

    async def station_repeats_last_word(self, station: str, *, same_message_id: bool) -> None:
        charger = self.charger(station)
        await charger.repeat(charger.said[-1:], same_id=same_message_id)
        await self.settle()

    async def station_repeats_everything(self, station: str) -> None:
        charger = self.charger(station)
        await charger.repeat(tuple(charger.said), same_id=False)
        await self.settle()

    async def station_sends_heartbeat(self, station: str) -> None:
        await self.charger(station).say(HEARTBEAT)

    async def station_sends_data_of(self, station: str, vendor: str) -> None:
        await self.charger(station).say(data_of(vendor))

    async def station_reports_security_event(self, station: str, event: str) -> None:
        charger = self.charger(station)
        await charger.say(charger.speech.security_event(event, self.clock.now()))
        await self.settle()

    async def station_will_react(self, station: str, instruction: str, reaction: str) -> None:
        charger = self.charger(station)
        charger.will_react(instruction, reaction)
        if instruction == "ping":
            charger.fall_deaf()

    async def station_answers_late(self, station: str, instruction: str) -> None:
        self.charger(station).answer_after_all(instruction)
        await self.settle()

    async def answer_to(self, station: str) -> Answer:
        answer = self.charger(station).answer
        assert answer is not None, f"{station} has been told nothing."
        return answer

    async def received_by(self, station: str) -> Sequence[str]:
        return tuple(self.charger(station).received)

    async def older_connection_is_closed(self, station: str) -> bool:
        return all(line.closed for line in self.charger(station).older)
