"""What follows for the screens of stations."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from application.tariff.show_cost import ShowFinalCost, ShowSessionPrice
from domain.aggregate import DomainEvent
from domain.session import SessionSettled, SessionStarted


def _on_start(event: SessionStarted) -> tuple[Any, ...]:
    return (ShowSessionPrice(event.session),) if event.token else ()


def _on_settling(event: SessionSettled) -> tuple[Any, ...]:
    return (ShowFinalCost(event.session),)


SCREEN_REACTIONS: Mapping[type[DomainEvent], Callable[[Any], tuple[Any, ...]]] = MappingProxyType(
    {SessionSettled: _on_settling, SessionStarted: _on_start}
)
