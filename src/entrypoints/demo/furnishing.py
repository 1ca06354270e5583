"""What the demonstration's operator has; made on the first start, found again on the next."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from adapters.persistence import PostgresStorage
from application.access.keys import CheckKey, CreateKey
from application.access.tenants import CreateTenant
from application.authorization.edit_token import IssueToken, TokenParticulars
from application.desk import Desk
from application.ports.stores import Stores
from application.provisioning.edit_location import CreateLocation, LocationParticulars
from application.provisioning.register_station import RegisterStation
from application.security.rotate_secret import SetSecret
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from application.views.bundle import Views
from application.views.paging import Slice
from domain.access import Scope
from domain.identity import LocationId, StationIdentity, TenantId, tenant_id
from domain.location import Address, Coordinates
from domain.station import Connector, Evse
from entrypoints.demo.keepsakes import Keepsakes
from entrypoints.settings import Settings
from entrypoints.wiring.handlers import Desks, World
from entrypoints.wiring.runtime import Runtime

CURRENCY = "EUR"
SECRET_BYTES = 20

DRIVERS = {
    "04A1B2C3D4E5F6": "Ada",
    "04B2C3D4E5F6A1": "Grace",
    "04C3D4E5F6A1B2": "Hedy",
    "04D4E5F6A1B2C3": "Katherine",
}
"""Cards, and whose they are."""

BLOCKED = "04DEADBEEF0000"
"""A card that may not charge."""

YOURS = "MY-CHARGER"
"""The station that waits for the newcomer's own charger."""

LOCATION = LocationParticulars(
    name="Sunny Park",
    address=Address(street="Parkstraße 1", city="Freiburg", postal_code="79098", country="DE"),
    coordinates=Coordinates(Decimal("47.9961"), Decimal("7.8494")),
    time_zone="Europe/Berlin",
)

TARIFF = TariffParticulars(
    name="Sunny",
    currency=CURRENCY,
    flat=Decimal("0.35"),
    per_kwh=Decimal("0.41"),
    idle_per_hour=Decimal(6),
    idle_grace=timedelta(minutes=15),
    tax_percent=Decimal(19),
    is_default=True,
)


@dataclass(frozen=True, slots=True)
class Furnished:
    """What a newcomer needs to know."""

    tenant: TenantId
    key: str
    simulated: tuple[str, ...]
    password: str
    """Of `YOURS`; empty if its file was lost and it has been given another since."""
    new: bool
    """Whether this was the first start."""


def names(count: int) -> tuple[str, ...]:
    """Identities of the simulated stations."""
    return tuple(f"SUN-{number:02}" for number in range(1, count + 1))


async def furnish(runtime: Runtime, settings: Settings) -> Furnished:
    """Make sure that everything is there, and that the passwords are those of the keepsakes."""
    storage, desks = await runtime.get(PostgresStorage), await runtime.get(Desks)
    views = await runtime.get(Views)
    world, kept = await runtime.get(World), Keepsakes(settings.data_dir)
    tenant, platform = tenant_id(settings.default_tenant), desks.platform(storage.platform())
    new = await storage.platform().tenants.find(tenant) is None
    if new:
        await platform.run(CreateTenant(tenant, "Sunny Charging (demonstration)", CURRENCY))
    stores = storage.scope(tenant)
    desk = desks.tenant(stores)
    await _tokens(stores, desk)
    location = await _location(views, tenant, desk)
    if not (await views.tenant(tenant).tariffs.page(Slice(limit=1, sort="name"))).items:
        await desk.run(CreateTariff(tenant, TARIFF))
    simulated = names(settings.demo.stations)
    passwords = kept.passwords
    for name in (*simulated, YOURS):
        passwords.setdefault(name, world.randomness.secret(SECRET_BYTES).hex())
    kept.keep_passwords(passwords)  # before the stations have them: a crash must not lock one out
    for name in (*simulated, YOURS):
        await _station(stores, desk, name, location, bytes.fromhex(passwords[name]))
    await _key(platform, tenant, kept)
    return Furnished(tenant, kept.key, simulated, passwords[YOURS], new)


async def _tokens(stores: Stores, desk: Desk) -> None:
    for uid, label in DRIVERS.items():
        if await stores.tokens.find(uid) is None:
            await desk.run(IssueToken(stores.tenant, TokenParticulars(uid=uid, label=label)))
    if await stores.tokens.find(BLOCKED) is None:
        lost = TokenParticulars(uid=BLOCKED, label="a lost card", blocked=True)
        await desk.run(IssueToken(stores.tenant, lost))


async def _location(views: Views, tenant: TenantId, desk: Desk) -> LocationId:
    known = await views.tenant(tenant).locations.page(Slice(limit=1, sort="name"))
    if known.items:
        return LocationId(known.items[0].id)
    made = await desk.run(CreateLocation(tenant, LOCATION))
    return LocationId(made.id)


async def _station(
    stores: Stores, desk: Desk, name: str, location: LocationId, secret: bytes
) -> None:
    known = await stores.stations.find_by_identity(StationIdentity(name))
    if known is None:
        outlets = (Evse(1, (Connector(1),)),)
        await desk.run(
            RegisterStation(
                stores.tenant, name, location=location, secret=secret, evses=outlets,
                name="Your own charger" if name == YOURS else "Simulated",
            )
        )  # fmt: skip
    elif name != YOURS:
        # A password that was changed through the station ended with the simulated one.
        await desk.run(SetSecret(known.id, secret))


async def _key(platform: Desk, tenant: TenantId, kept: Keepsakes) -> None:
    if kept.key and await platform.run(CheckKey(kept.key)) is not None:
        return
    scopes = frozenset(scope for scope in Scope if scope is not Scope.PLATFORM)
    _, text = await platform.run(CreateKey(tenant, "demonstration", scopes))
    kept.keep_key(text)
