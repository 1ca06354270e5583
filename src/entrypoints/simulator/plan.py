"""What a simulated station is and how it lives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any
from urllib.parse import quote

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How lively the drivers at an outlet are. All in seconds of real time.

    Attributes:
        pause: Shortest and longest time between two vehicles.
        session: Shortest and longest time that a vehicle charges.
        reading_seconds: Time between two meter readings of a transaction.
        sessions: How many vehicles come to each outlet; None: for ever.
        acceleration: How much faster than real the energy flows.
    """

    pause: Span = (5.0, 20.0)
    session: Span = (30.0, 120.0)
    reading_seconds: float = 10.0
    sessions: int | None = None
    acceleration: float = 1.0


# A few stations at this pace always show something new, and the energy is still plausible.
DEMONSTRATION = Rhythm(pause=(3, 15), session=(45, 180), reading_seconds=5)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a station waits for what, in seconds.

    Attributes:
        first_retry, longest_retry: Back-off between attempts to connect; it doubles, with jitter.
        answer: For the answer to a call.
        opening: For the WebSocket handshake.
        boot_retry: Between boots when the CSMS leaves it to the station.
        heartbeat: Between heartbeats when the CSMS leaves it to the station.
        restarting: Between losing power at a reset and the first attempt to connect.
        ping: Between pings of the station; None: it sends none.
    """

    first_retry: float = 1.0
    longest_retry: float = 60.0
    answer: float = 30.0
    opening: float = 20.0
    boot_retry: float = 10.0
    heartbeat: float = 60.0
    restarting: float = 2.0
    ping: float | None = None


@dataclass(frozen=True, slots=True)
class StationPlan:
    """One station.

    Attributes:
        url: `ws://host:port/ocpp/{tenant}/{identity}`; the last part is added if it is missing.
        version: `1.6`, `2.0.1` or `2.1`.
        password: For HTTP Basic, text or raw bytes; None: no credentials are sent.
        rhythm: How drivers come and go; None: only what is asked for happens.
        settings: Values to be born with, by the version's own names.
        boots_on_reconnect: Whether it sends BootNotification on each new socket.
        tls: For a `wss://` URL, with a client certificate if the profile asks for one.
        seed: Everything by chance follows from it and the identity.
    """

    identity: str
    url: str
    version: str = "2.0.1"
    password: str | bytes | None = field(default=None, repr=False)
    outlets: int = 1
    rhythm: Rhythm | None = field(default_factory=Rhythm)
    id_tokens: tuple[str, ...] = ("04A1B2C3D4E5F6",)
    settings: Mapping[Any, str] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)
    boots_on_reconnect: bool = False
    tls: SSLContext | None = None
    vendor: str = "open-csms"
    model: str = "Simulated"
    firmware: str = "1.0.0"
    seed: int = 0

    @property
    def address(self) -> str:
        """The full URL of this station's endpoint, its identity percent-encoded."""
        encoded = quote(self.identity, safe="")
        if "{identity}" in self.url:
            return self.url.replace("{identity}", encoded)
        base = self.url.rstrip("/")
        return base if base.endswith(f"/{encoded}") else f"{base}/{encoded}"
