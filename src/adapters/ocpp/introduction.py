"""What a station says of itself when it boots, read before its boot message is judged.

The message itself may break the schema in a way that is known of just this kind of station.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from adapters.ocpp.faults import InvalidMessageError
from adapters.ocpp.second_look import read
from domain.station import Tolerance

Chooser: TypeAlias = Callable[[str, str, str | None], Tolerance]
"""Vendor, model and firmware → what is accepted from such a station."""

LONGEST = 100


def chosen_for(payload: bytes, choose: Chooser) -> Tolerance | None:
    """The tolerance for whoever introduces itself so; None where that cannot be read."""
    try:
        told: Any = read(payload)
    except InvalidMessageError:
        return None
    if not isinstance(told, dict):
        return None
    nested = told.get("chargingStation")
    station = nested if isinstance(nested, dict) else told
    vendor = _text(station.get("vendorName", station.get("chargePointVendor")))
    model = _text(station.get("model", station.get("chargePointModel")))
    firmware = _text(station.get("firmwareVersion"))
    if vendor is None and model is None:
        return None
    return choose(vendor or "", model or "", firmware)


def _text(value: object) -> str | None:
    return value[:LONGEST] if isinstance(value, str) else None
