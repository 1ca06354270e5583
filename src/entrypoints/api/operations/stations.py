"""Stations, their outlets, settings, secrets and statistics."""

from base64 import b32encode
from datetime import timedelta
from uuid import UUID

from application.provisioning.edit_station import (
    EditStation,
    EditStationHandler,
    RemoveStation,
    RemoveStationHandler,
)
from application.provisioning.register_station import RegisterStation, RegisterStationHandler
from application.security.rotate_secret import SetSecret, SetSecretHandler
from application.tariff.assign_tariff import AssignTariff, AssignTariffHandler
from application.views.paging import Page
from application.views.provisioning import (
    BreachView,
    SettingView,
    StationFilter,
    StationStatistics,
    StationView,
)
from domain.identity import LocationId, StationId, TariffId
from domain.station import SecurityProfile
from entrypoints.api.call import Answer, Call
from entrypoints.api.operation import Block
from entrypoints.api.operations.station_bodies import (
    BreachesQuery,
    EvseDraft,
    MadeStation,
    NewStation,
    SettingsQuery,
    StationParticulars,
    StationSecret,
    StationsQuery,
    StatisticsQuery,
    TariffChoice,
)
from entrypoints.api.problems import Fault, wrong
from entrypoints.api.shown import Kind, listing

block = Block("stations", "Charging stations, their outlets and their settings.")

SECRET_BYTES = 20
"""160 random bits, 32 characters: OCPP 2.0.1 A00.FR.205 takes 16 to 40."""


STATION: Kind[StationView] = Kind(
    "station", lambda call, name: call.views.stations.find(name), "/stations"
)


@block.operation("GET /stations", answers=Page[StationView])
async def list_stations(call: Call, query: StationsQuery) -> object:
    """List the stations."""
    chosen = StationFilter(
        location=query.location,
        registration=query.registration,
        online=query.online,
        text=query.text,
    )
    return await listing(query, lambda wanted: call.views.stations.page(wanted, chosen))


@block.operation(
    "POST /stations", answers=MadeStation, status=201, does=RegisterStationHandler, secret=True,
    other_statuses=(404, 409),
)  # fmt: skip
async def register_station(call: Call, body: NewStation) -> Answer:
    """Make a station known.

    - Its password is made here and shown once: configure it in the station.
    """
    _distinct(body.evses)
    secret = _secret(call) if body.with_secret else None
    made = await call.desk.run(
        RegisterStation(
            tenant=call.tenant,
            identity=body.identity,
            name=body.name,
            location=_location(body.location),
            secret=secret.encode() if secret else None,
            profile=SecurityProfile(body.security_profile),
            registration=body.registration,
            evses=tuple(draft.evse() for draft in body.evses),
        )
    )
    view = await STATION.view(call, made.id)
    answer = MadeStation(station=view, secret=secret)
    return Answer(answer, view.version, f"/stations/{made.id}")


@block.operation("GET /stations/{station}", answers=StationView, versioned=True)
async def read_station(call: Call, station: UUID) -> Answer:
    """Read a station: its status, its outlets, and whether it is on the line."""
    return await STATION.answer(call, station)


@block.operation(
    "PUT /stations/{station}", answers=StationView, does=EditStationHandler, versioned=True
)
async def edit_station(call: Call, station: UUID, body: StationParticulars) -> Answer:
    """Change a station."""
    _distinct(body.evses or ())
    beat = body.heartbeat_seconds
    await call.desk.run(
        EditStation(
            station=StationId(station),
            name=body.name,
            location=_location(body.location),
            registration=body.registration,
            heartbeat_interval=timedelta(seconds=beat) if beat is not None else None,
            tolerance=None if body.tolerance is None else frozenset(body.tolerance),
            evses=None if body.evses is None else tuple(draft.evse() for draft in body.evses),
            cost_display=None if body.cost_display is None else body.cost_display.chosen(),
            version=await STATION.expected(call, station),
        )
    )
    return await STATION.answer(call, station)


@block.operation(
    "DELETE /stations/{station}", status=204, does=RemoveStationHandler, versioned=True,
    other_statuses=(409,),
)  # fmt: skip
async def remove_station(call: Call, station: UUID) -> None:
    """Take a station away."""
    version = await STATION.expected(call, station)
    await call.desk.run(RemoveStation(StationId(station), version))


@block.operation("GET /stations/{station}/settings", answers=Page[SettingView])
async def list_settings(call: Call, station: UUID, query: SettingsQuery) -> object:
    """List a station's settings as it last told them.

    - Secret values are never shown.
    - Ask for them anew with the commands `read_settings` and `read_inventory`.
    """
    await STATION.view(call, station)
    return await listing(
        query, lambda wanted: call.views.stations.settings(station, wanted, query.text), sort="name"
    )


@block.operation("GET /stations/{station}/conformance", answers=Page[BreachView])
async def list_breaches(call: Call, station: UUID, query: BreachesQuery) -> object:
    """List which rules of the protocol a station breaks, and how often.

    - What was repaired is told apart from what was refused; the station's `tolerance` decides.
    - Counts reach the list within half a minute.
    """
    await STATION.view(call, station)
    return await listing(query, lambda wanted: call.views.stations.breaches(station, wanted))


@block.operation("GET /stations/{station}/statistics", answers=StationStatistics)
async def read_statistics(call: Call, station: UUID, query: StatisticsQuery) -> object:
    """What a station did in a time: the last thirty days unless said otherwise."""
    await STATION.view(call, station)
    until = query.until or call.api.clock.now()
    try:
        since = query.since or until - timedelta(days=30)
    except OverflowError:
        since = until
    if since > until:
        fault = Fault(detail="must not be later than `until`", parameter="since")
        raise wrong("wrong-parameters", [fault])
    return await call.views.stations.statistics(station, since, until)


@block.operation(
    "PUT /stations/{station}/tariff", answers=StationView, does=AssignTariffHandler,
    versioned=True,
)  # fmt: skip
async def assign_tariff(call: Call, station: UUID, body: TariffChoice) -> Answer:
    """Say which prices hold at a station."""
    version = await STATION.expected(call, station)
    chosen = TariffId(body.tariff) if body.tariff else None
    await call.desk.run(AssignTariff(StationId(station), chosen, version))
    return await STATION.answer(call, station)


@block.operation(
    "POST /stations/{station}/secret", answers=StationSecret, status=201, does=SetSecretHandler,
    secret=True,
)  # fmt: skip
async def set_secret(call: Call, station: UUID) -> Answer:
    """Make a new password for a station that is configured by hand.

    - It is shown once.
    - To change it through the station itself, which never locks it out, give it the command
      `rotate_secret`.
    """
    await STATION.view(call, station)
    secret = _secret(call)
    await call.desk.run(SetSecret(StationId(station), secret.encode()))
    return Answer(StationSecret(secret=secret), location=f"/stations/{station}")


def _secret(call: Call) -> str:
    return b32encode(call.api.randomness.secret(SECRET_BYTES)).decode().lower()


def _location(location: UUID | None) -> LocationId | None:
    return LocationId(location) if location else None


def _distinct(evses: tuple[EvseDraft, ...]) -> None:
    """Numbers name things, so none may stand twice."""
    faults = []
    for place, evse in enumerate(evses):
        if any(other.number == evse.number for other in evses[:place]):
            faults.append(Fault(detail="stands there already", pointer=f"/evses/{place}/number"))
        for at, connector in enumerate(evse.connectors):
            if any(other.number == connector.number for other in evse.connectors[:at]):
                pointer = f"/evses/{place}/connectors/{at}/number"
                faults.append(Fault(detail="stands there already", pointer=pointer))
    if faults:
        raise wrong("wrong-fields", faults)
