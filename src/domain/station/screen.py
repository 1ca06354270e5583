"""Screen: how a station is told what to show its driver, as far as it has said that it can.

2.x stations list it in their device model (TariffCostCtrlr); 1.6 stations that follow the Open
Charge Alliance's application note on California pricing announce it by a configuration key.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from domain.station.inventory import Setting, SettingKey


class Screen(StrEnum):
    """The way to it."""

    COST_UPDATED = "cost_updated"
    """2.x: the cost so far by CostUpdated, the total in the answer to the last event (I02, I03)."""
    DATA_TRANSFER = "data_transfer"
    """1.6: all by DataTransfer of `org.openchargealliance.costmsg`."""


SCREENS: Mapping[SettingKey, Screen] = MappingProxyType(
    {
        SettingKey("CustomDisplayCostAndPrice"): Screen.DATA_TRANSFER,
        SettingKey("Available", "TariffCostCtrlr", variable_instance="Cost"): Screen.COST_UPDATED,
        SettingKey("Available", "TariffCostCtrlr", variable_instance="Tariff"): Screen.COST_UPDATED,
    }
)
"""What a station has said is true of itself, and what follows."""


def screen_of(settings: Iterable[Setting]) -> Screen | None:
    """The screen of a station that told these settings; None where it told of none."""
    for setting in settings:
        if setting.key in SCREENS and (setting.value or "").strip().lower() == "true":
            return SCREENS[setting.key]
    return None
