"""The door: who knocks, is he who he says, and which version is spoken.

- Unknown station, wrong secret and inactive tenant are one answer, after the same work.
- Wrong tries are slowed, per source and per station named; the right secret is never slowed.
- A station without security is let in only where a laboratory has switched it on.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from adapters.ocpp.dialect import Dialect
from adapters.ocpp.dialects import DIALECTS
from application.desk import Desk
from application.provisioning.register_station import MeetStation
from application.security.admit_station import AdmitStation
from application.security.note_attack import NoteAttack
from domain.identity import TenantId
from domain.station import SecurityProfile, Station
from entrypoints.gateway.address import Address, address_of
from entrypoints.gateway.basic_auth import password_of, readings_of
from entrypoints.gateway.certificate import proves, subject_of
from entrypoints.gateway.throttle import ALARM_AT, Throttle

MOST_DELAYED = 500
"""Refusals that wait at once; beyond that the slow answer is a quick 429, to bound the memory."""


@dataclass(frozen=True, slots=True)
class Knock:
    """What the HTTP upgrade request says."""

    path: str
    source: str
    authorization: Sequence[str]
    protocols: Sequence[str]
    tls: bool
    certificate: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """The HTTP answer to who may not come in."""

    status: HTTPStatus
    reason: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Who may come in, and how we will speak."""

    address: Address
    station: Station
    dialect: Dialect


UNKNOWN = Refusal(HTTPStatus.UNAUTHORIZED, "Unknown station or wrong credentials.")
NO_STATION = Refusal(
    HTTPStatus.NOT_FOUND, "Connect to /ocpp/{tenant}/{identity} or /ocpp/{identity}."
)
NO_VERSION = Refusal(
    HTTPStatus.BAD_REQUEST,
    f"Offer one of these in Sec-WebSocket-Protocol: {', '.join(DIALECTS)}.",
)
TOO_MANY = Refusal(HTTPStatus.TOO_MANY_REQUESTS, "Too many wrong credentials; try later.")


@dataclass(slots=True)
class Door:
    """Lets stations in."""

    desk_of: Any
    """`(tenant) -> Desk`, or None for a tenant that is not or is inactive."""
    default_tenant: TenantId
    now: Any
    """Monotonic seconds."""
    operator: str | None = None
    unsecured_allowed: bool = False
    throttle: Throttle = field(default_factory=Throttle)
    _delayed: int = 0
    _closing: asyncio.Event = field(default_factory=asyncio.Event)

    def close(self) -> None:
        """The node stops: nobody is kept waiting."""
        self._closing.set()

    async def open_to(self, knock: Knock) -> Guest | Refusal:
        """The guest, or how he is sent away."""
        dialect = next((d for name, d in DIALECTS.items() if name in knock.protocols), None)
        if dialect is None:
            return NO_VERSION
        address = address_of(knock.path, self.default_tenant)
        if address is None:
            return NO_STATION
        station = await self._admitted(address, knock)
        if station is None:
            return await self._turned_away(address, knock)
        return Guest(address, station, dialect)

    async def _admitted(self, address: Address, knock: Knock) -> Station | None:
        desk: Desk | None = await self.desk_of(address.tenant)
        profile, secrets = self._proof(address, knock)
        if desk is None or profile is None:
            return None
        admitted: Station | None = await desk.run(AdmitStation(address.identity, profile, secrets))
        if admitted is not None:
            return admitted
        if not secrets and profile is SecurityProfile.BASIC:
            return None
        met: Station | None = await desk.run(
            MeetStation(address.tenant, address.identity, secrets[0] if secrets else None, profile)
        )
        return met

    def _proof(
        self, address: Address, knock: Knock
    ) -> tuple[SecurityProfile | None, tuple[bytes, ...]]:
        """The profile that the station comes by, and the secrets it shows."""
        if knock.certificate:
            subject = subject_of(knock.certificate)
            proven = subject is not None and proves(subject, address.identity, self.operator)
            return (SecurityProfile.MUTUAL_TLS if proven else None), ()
        if len(knock.authorization) > 1:
            return None, ()
        if knock.authorization:
            password = password_of(knock.authorization[0], address.identity)
            if password is None:
                return None, ()
            by = SecurityProfile.TLS if knock.tls else SecurityProfile.BASIC
            return by, readings_of(password)
        if self.unsecured_allowed and not knock.tls:
            return SecurityProfile.UNSECURED, ()
        return None, ()

    async def _turned_away(self, address: Address, knock: Knock) -> Refusal:
        named = (address.tenant, address.identity)
        delay = self.throttle.wrong(self.now(), knock.source, named)
        await self._alarm(address, knock)
        if delay and self._delayed >= MOST_DELAYED:
            return TOO_MANY
        self._delayed += 1
        try:
            async with asyncio.timeout(delay):
                await self._closing.wait()
        except TimeoutError:
            pass
        finally:
            self._delayed -= 1
        return UNKNOWN

    async def _alarm(self, address: Address, knock: Knock) -> None:
        tries = self.throttle.tries((address.tenant, address.identity))
        if tries != ALARM_AT:
            return
        desk: Desk | None = await self.desk_of(address.tenant)
        if desk is not None:
            attack = NoteAttack(address.tenant, address.identity, knock.source, tries)
            await desk.run(attack)
