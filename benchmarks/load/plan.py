"""What a load run is: who connects where, and what they do there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from benchmarks.load.words import WORDS, Words

DEFAULT_TOKEN = "04A1B2C3D4E5F6"


@dataclass(frozen=True, slots=True)
class Caller:
    """One station of the load: its credentials and its version."""

    identity: str
    password: bytes | None
    words: Words
    token: bytes


@dataclass(frozen=True, slots=True)
class Target:
    """Where the stations connect: `ws://host:port/ocpp/tenant`."""

    host: str
    port: int
    path: str

    @classmethod
    def parse(cls, url: str) -> "Target":
        parts = urlsplit(url)
        if parts.scheme != "ws" or parts.hostname is None:
            raise ValueError(f"{url!r} is no ws:// URL")
        return cls(parts.hostname, parts.port or 80, parts.path.rstrip("/"))

    def of(self, identity: str) -> str:
        encoded = quote(identity, safe="")
        if "{identity}" in self.path:
            return self.path.replace("{identity}", encoded)
        return f"{self.path}/{encoded}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A run. `rate` is messages a second of this process; `seconds` the measured window."""

    scenario: str
    target: Target
    callers: tuple[Caller, ...]
    seconds: float
    warm_up: float = 3.0
    rate: float = 1000.0
    readings: int = 5
    concurrency: int = 200
    think: float = 0.0
    patience: float = 60.0
    heartbeat_share: float = 0.1


def callers(path: Path, versions: list[str], token: str, count: int | None) -> list[Caller]:
    """Read the identities: `{"SIM0001": "password"}`, or a list of objects.

    An object has `identity`, and may have `password`, `version` and `token`. Versions not given
    are dealt out in turn. `{identity}` in the token is replaced.
    """
    rows = json.loads(path.read_text())
    if isinstance(rows, Mapping):
        rows = [{"identity": name, "password": secret} for name, secret in rows.items()]
    if count is not None and count > len(rows):
        raise ValueError(f"{path} has {len(rows)} identities, {count} are wanted")
    return [
        Caller(
            identity=row["identity"],
            password=row["password"].encode() if row.get("password") is not None else None,
            words=WORDS[row.get("version", versions[number % len(versions)])],
            token=row.get("token", token).replace("{identity}", row["identity"]).encode(),
        )
        for number, row in enumerate(rows[:count])
    ]
