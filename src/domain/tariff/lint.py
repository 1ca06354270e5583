"""Lint: everything about a tariff that is wrong, doubtful, or worth a word."""

from collections.abc import Callable, Iterator

from domain.tariff.finding import Finding, Severity
from domain.tariff.tariff import Tariff

Found = Iterator[Finding]

_FAULT, _DOUBT, _HINT = Severity.FAULT, Severity.DOUBT, Severity.HINT


def obstacles(tariff: Tariff) -> tuple[Finding, ...]:
    """Why it cannot price anything; empty: it can."""
    return tuple(f for rule in _FAULTS for f in rule(tariff))


def no_elements(tariff: Tariff) -> Found:
    """There is something to charge by (card. +)."""
    if not tariff.elements:
        yield Finding("no_elements", _FAULT, "elements", "has none")


_FAULTS: tuple[Callable[[Tariff], Found], ...] = (no_elements,)
