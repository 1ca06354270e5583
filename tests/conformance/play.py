"""One scenario on its way: its station, sockets, orders and what it has saved."""

from dataclasses import dataclass, field
from typing import Any

from tests.conformance.client import Client
from tests.conformance.scene import Scene
from tests.conformance.server import SECRET, Csms

from domain.instruction import Order
from domain.station import Registration, SecurityProfile

FIRST = "first"
LONGEST_WAIT = 0.3
"""Seconds that are really waited; the server's clock jumps the rest."""


class StepFailed(Exception):
    """A step did not go as the corpus says."""


@dataclass
class Play:
    """One scenario on its way."""

    server: Csms
    version: str
    station: str
    sockets: dict[str, Client] = field(default_factory=dict)
    newest: str = FIRST
    saved: dict[str, Any] = field(default_factory=dict)
    configured: dict[str, Any] = field(default_factory=dict)
    orders: dict[str, list[Order]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    heard: dict[str, list[Any]] = field(default_factory=dict)
    """The server's last call of each action."""
    owed: list[Any] | None = None
    """The call that the station has taken and not answered."""
    secrets: dict[str, bytes] = field(default_factory=lambda: {"old": SECRET})
    second: bool = False

    @property
    def client(self) -> Client:
        client = self.sockets.get(self._key(self.newest))
        if client is None:
            raise StepFailed("no connection is open")
        return client

    def named(self, socket: str) -> Client:
        client = self.sockets.get(self._key(socket))
        if client is None:
            raise StepFailed(f"there is no socket {socket!r}")
        return client

    def _key(self, socket: str) -> str:
        return f"{self.station}/{socket}"

    def keep(self, socket: str, client: Client) -> None:
        self.newest = socket
        self.sockets[self._key(socket)] = client

    def scene(self) -> Scene:
        return Scene(self.server, self.station, self.orders, self.saved, self.refused)

    async def provision(self) -> None:
        """The station as configured so far."""
        if self.station in self.server.stations:
            return
        boot = str(self.configured.get("boot", "Accepted")).lower()
        profile = SecurityProfile(self.configured.get("security_profile", 1))
        await self.server.register(self.station, registration=Registration(boot), profile=profile)


def learn(play: Play, call: list[Any]) -> None:
    """Note a call of the server's: the station owes its answer."""
    play.owed, play.heard[call[2]], play.saved["last"] = call, call, call[3]
    if call[2] == "ChangeConfiguration" and call[3]["key"] == "AuthorizationKey":
        play.secrets["new"] = bytes.fromhex(call[3]["value"])
    if call[2] == "SetVariables":
        for data in call[3]["setVariableData"]:
            if data["variable"]["name"] == "BasicAuthPassword":
                play.secrets["new"] = data["attributeValue"].encode()
