# ruff: noqa: D102 - the ports say what each method means.
"""Breaches of one tenant's stations."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.memory.database import Database
from application.ports.provisioning import ConformanceLog
from domain.identity import TenantId
from domain.station import Breach
from domain.station.conformance import MOST_KINDS, joined


@dataclass(frozen=True, slots=True)
class MemoryConformanceLog(ConformanceLog):
    """By station and kind."""

    database: Database
    tenant: TenantId

    async def note(self, breaches: Sequence[Breach]) -> None:
        counted = self.database.breaches
        for breach in joined(breaches):
            if (self.tenant, breach.station) not in self.database.tables.stations.rows:
                continue
            known = counted.setdefault((self.tenant, breach.station), {})
            if breach.kind in known:
                known[breach.kind] = known[breach.kind].and_again(breach)
            elif len(known) < MOST_KINDS:
                known[breach.kind] = breach
