"""Handlers, built by their fields' types, for whichever scope runs commands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from application.authorization.judge import Judge
from application.catalogue import PLATFORM, STATION, TENANT
from application.charging.opening import Opening
from application.desk import Desk
from application.ports.access import Secrets
from application.ports.remote_control import StationLine
from application.ports.stores import PlatformStores, Stores
from application.ports.world import Clock, Ids, Randomness
from application.remote_control.order import OrderInstructionHandler

_PARTS = (Judge, Opening, OrderInstructionHandler)
"""What several handlers have in common, built like them."""


@dataclass(frozen=True, slots=True)
class World:
    """Time, identity, chance and secrets of this process."""

    clock: Clock
    ids: Ids
    randomness: Randomness
    secrets: Secrets


def _fields(bundle: object) -> dict[type[Any], object]:
    """Each field's declared type → its value."""
    hints = get_type_hints(type(bundle))
    return {hints[f.name]: getattr(bundle, f.name) for f in fields(bundle)}  # type: ignore[arg-type]


def _builder(
    catalogue: Mapping[type[Any], type[Any]], provided: dict[type[Any], Any]
) -> Callable[[type[Any]], Any]:
    def build(wanted: type[Any]) -> Any:  # noqa: ANN401 - whatever was asked for
        if wanted in provided:
            return provided[wanted]
        hints = get_type_hints(wanted)
        built = wanted(**{f.name: build(hints[f.name]) for f in fields(wanted)})
        if wanted in _PARTS:
            provided[wanted] = built
        return built

    return lambda command: build(catalogue[command])


def tenant_desk(stores: Stores, world: World) -> Desk:
    """A desk for a request or a reaction of the scope's tenant."""
    return Desk(stores.work, _builder(TENANT, {**_fields(stores), **_fields(world)}))


def station_desk(stores: Stores, world: World, line: StationLine) -> Desk:
    """A desk for a station's connection."""
    provided = {**_fields(stores), **_fields(world), StationLine: line}
    return Desk(stores.work, _builder(STATION, provided))


def platform_desk(stores: PlatformStores, world: World) -> Desk:
    """A desk for what is above all tenants."""
    return Desk(stores.work, _builder(PLATFORM, {**_fields(stores), **_fields(world)}))
