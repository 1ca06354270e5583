"""How much a station takes in one message, where it has told (fine point 53)."""

from collections.abc import Generator
from typing import Any, TypeVar

from adapters.ocpp.dialect import Ask, Run, Speaker
from application.provisioning.learn_settings import RecallSettings
from domain.station import SettingKey

T = TypeVar("T")


def in_pages(
    items: tuple[T, ...], speaker: Speaker, limit: SettingKey, most: int
) -> Generator[Ask | Run, Any, list[tuple[T, ...]]]:
    """The items in pages: as many in each as the setting `limit` of the station says, or `most`.

    A single item needs no look: every station takes one (B05.FR.11, B06.FR.16; 1.6 9.1.10).
    """
    size = most
    if len(items) > 1:
        told = yield Run(RecallSettings(speaker.caller.station, (limit,)))
        values = [setting.value for setting in told or ()]
        size = min([most, *(int(v) for v in values if v and v.isdecimal() and int(v) > 0)])
    return [items[i : i + size] for i in range(0, len(items), size)]
