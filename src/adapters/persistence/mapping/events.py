"""All events of the domain, by name."""

import sys
from collections.abc import Iterator

import domain.access
import domain.cdr
import domain.instruction
import domain.invoice
import domain.location
import domain.payment
import domain.session
import domain.station
import domain.tariff
import domain.tenant
import domain.token
from adapters.persistence.documents import Tagged
from domain.aggregate import DomainEvent


def _events(base: type[DomainEvent]) -> Iterator[type[DomainEvent]]:
    for kind in base.__subclasses__():
        # A dataclass with slots is made anew; the class that it was made from may still be about.
        if getattr(sys.modules[kind.__module__], kind.__name__, None) is kind:
            yield kind
            yield from _events(kind)


BLOCKS = (
    domain.access,
    domain.cdr,
    domain.instruction,
    domain.invoice,
    domain.location,
    domain.payment,
    domain.session,
    domain.station,
    domain.tariff,
    domain.tenant,
    domain.token,
)
"""Importing them defines their events: a new block with events of its own stands here."""

EVENTS: Tagged[DomainEvent] = Tagged(_events(DomainEvent))
