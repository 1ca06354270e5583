"""Which rules stations break on the lines of this node, counted until it is written down."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from adapters.ocpp import effects as fx
from adapters.ocpp.repairs import Finding
from domain.identity import StationId, TenantId
from domain.station import Breach, BreachKind, Quirk
from domain.station.conformance import joined

MOST_HELD = 10_000
"""Kinds of breaches between two writes; what is beyond is in the frames log."""

ANSWER_REFUSED = "answer_refused"

SHOWN = frozenset({Quirk.ODD_WORDS, Quirk.ODD_TIMES, Quirk.UNREADABLE_TIMES})
"""Where what stood there can be no secret and names nobody."""

_INDEX = re.compile(r"\[\d+\]")


@dataclass(slots=True)
class Breaches:
    """Counts by tenant, station and kind."""

    now: Callable[[], datetime]
    _held: dict[tuple[TenantId, StationId, BreachKind], Breach] = field(default_factory=dict)

    def repaired(self, tenant: TenantId, station: StationId, action: str, finding: Finding) -> None:
        """A message was mended."""
        kind = BreachKind(finding.quirk.value, action, _place(finding.path), True)
        self._count(tenant, station, kind, finding.was if finding.quirk in SHOWN else "")

    def refused(self, tenant: TenantId, station: StationId, refusal: fx.Refused) -> None:
        """A message of a known action was refused for what it says."""
        kind = BreachKind(refusal.fault.name.lower(), refusal.action, _place(refusal.path), False)
        self._count(tenant, station, kind)

    def unusable(self, tenant: TenantId, station: StationId, refusal: fx.ResultRefused) -> None:
        """It could not use an answer of ours (OCPP 2.1 CALLRESULTERROR)."""
        self._count(tenant, station, BreachKind(ANSWER_REFUSED, refusal.action, "$", False))

    def take(self) -> dict[TenantId, tuple[Breach, ...]]:
        """All that was counted since the last call, by tenant."""
        held, self._held = self._held, {}
        by_tenant: dict[TenantId, list[Breach]] = {}
        for (tenant, _, _), breach in held.items():
            by_tenant.setdefault(tenant, []).append(breach)
        return {tenant: tuple(breaches) for tenant, breaches in by_tenant.items()}

    def give_back(self, tenant: TenantId, breaches: tuple[Breach, ...]) -> None:
        """They could not be written: count them with what comes next."""
        for breach in breaches:
            self._add((tenant, breach.station, breach.kind), breach)

    def _count(
        self, tenant: TenantId, station: StationId, kind: BreachKind, example: str = ""
    ) -> None:
        now = self.now()
        self._add((tenant, station, kind), Breach(station, kind, 1, now, now, example))

    def _add(self, key: tuple[TenantId, StationId, BreachKind], breach: Breach) -> None:
        before = self._held.get(key)
        if before is not None:
            (self._held[key],) = joined((before, breach))
        elif len(self._held) < MOST_HELD:
            self._held[key] = breach


def _place(path: str) -> str:
    """The path without the numbers of items, of which there are many."""
    return _INDEX.sub("[]", path)
