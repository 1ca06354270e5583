"""The stock of a benchmark's database: one tenant, one token, one tariff, and stations."""

import asyncio
from decimal import Decimal

from benchmarks.load.plan import DEFAULT_TOKEN

from adapters.identity import KeyedSecrets
from adapters.world import SystemClock, SystemRandomness, UuidV7Ids
from application.access.tenants import CreateTenant
from application.authorization.edit_token import IssueToken, TokenParticulars
from application.ports.stores import Storage
from application.provisioning.register_station import RegisterStation
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from domain.identity import TenantId
from entrypoints.wiring.handlers import Desks, World

TENANT = TenantId("bench")
PEPPER = b"a pepper for benchmarks only"
AT_ONCE = 500


def world() -> World:
    """Return the real world, with a pepper that both the stock and the gateway know."""
    clock, randomness = SystemClock(), SystemRandomness()
    return World(clock, UuidV7Ids(clock), randomness, KeyedSecrets(PEPPER, randomness))


def identities(stations: int) -> dict[str, str]:
    """Return names and secrets."""
    return {f"BENCH{number:05}": f"secret-of-bench-{number:05}" for number in range(stations)}


async def fill(storage: Storage, stations: int) -> None:
    """Put the stock in."""
    desks = Desks(world())
    await desks.platform(storage.platform()).run(CreateTenant(TENANT, "Bench"))
    desk = desks.tenant(storage.scope(TENANT))
    await desk.run(IssueToken(TENANT, TokenParticulars(uid=DEFAULT_TOKEN)))
    price = TariffParticulars(
        name="Day", currency="EUR", per_kwh=Decimal("0.45"), flat=Decimal(1), is_default=True
    )
    await desk.run(CreateTariff(TENANT, price))
    everyone = list(identities(stations).items())
    for first in range(0, stations, AT_ONCE):
        await asyncio.gather(
            *(
                desks.tenant(storage.scope(TENANT)).run(
                    RegisterStation(TENANT, name, secret=secret.encode())
                )
                for name, secret in everyone[first : first + AT_ONCE]
            )
        )
