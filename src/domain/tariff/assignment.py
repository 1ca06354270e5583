"""Assignment: where, when and for whom a price list holds, and which of several decides.

The most specific one wins. Whom it is for counts before where it is for: prices of the driver's
own group come before those of his partner, those before prices for everybody; among these the
nearest place decides: EVSE, station, location, the whole network. What is still equal is decided
by the later beginning, then by which was made later. A list that does not hold at the time is
passed over, and the next one decides; at last the tenant's default lists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NewType
from uuid import UUID

from domain.aggregate import Aggregate
from domain.description import Change
from domain.errors import Invalid
from domain.identity import LocationId, StationId, TariffId, TenantId
from domain.tariff.events import TariffAssignmentChanged
from domain.tariff.tariff import Tariff

AssignmentId = NewType("AssignmentId", UUID)

ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody charges: where, when, and who he is as far as it is known."""

    station: StationId
    at: datetime
    evse: int | None = None
    location: LocationId | None = None
    """At which the station stands."""
    group: str | None = None
    """That the driver's token is in."""
    partner: str | None = None
    """Whose driver he is (OCPI party), such as `DE*ABC`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where and for whom; what is not told is not narrowed."""

    location: LocationId | None = None
    station: StationId | None = None
    evse: int | None = None
    group: str | None = None
    partner: str | None = None

    def __post_init__(self) -> None:
        if self.location is not None and self.station is not None:
            raise Invalid("location", "use a location or a station, not both")
        if self.evse is not None and self.station is None:
            raise Invalid("evse", "say of which station")
        if self.group is not None and self.partner is not None:
            raise Invalid("group", "use a group or a partner, not both")

    @property
    def rank(self) -> tuple[int, int]:
        """The higher, the more specific: for whom, then where."""
        whom = 2 if self.group is not None else int(self.partner is not None)
        where = (self.location, self.station, self.evse)
        place = max((n for n, part in enumerate(where, 1) if part is not None), default=0)
        return whom, place

    def covers(self, visit: Visit) -> bool:
        """Whether nothing in it speaks against that visit."""
        told = (
            (self.location, visit.location), (self.station, visit.station),
            (self.evse, visit.evse), (self.partner, visit.partner),
        )  # fmt: skip
        same_group = self.group is None or (
            visit.group is not None and self.group.casefold() == visit.group.casefold()
        )
        return same_group and all(ours is None or ours == theirs for ours, theirs in told)

    def __str__(self) -> str:
        parts = ("location", "station", "evse", "group", "partner")
        told = [f"{name} {value}" for name in parts if (value := getattr(self, name)) is not None]
        return ", ".join(told) or "everywhere"


EVERYWHERE = Target()


@dataclass(slots=True, kw_only=True)
class TariffAssignment(Aggregate):
    """One price list, in whichever edition holds, for a target and a time."""

    id: AssignmentId
    tenant: TenantId
    tariff: TariffId
    """The list's first edition: later ones take its place by themselves."""
    target: Target = EVERYWHERE
    valid_from: datetime | None = None
    """Inclusive; judged at a session's start."""
    valid_until: datetime | None = None
    """Exclusive."""

    def __post_init__(self) -> None:
        start, end = self.valid_from, self.valid_until
        if start is not None and end is not None and end <= start:
            raise Invalid("valid_until", "use a time after `valid_from`")

    def applies(self, visit: Visit) -> bool:
        """Whether it speaks of that visit."""
        begun = self.valid_from is None or self.valid_from <= visit.at
        over = self.valid_until is not None and self.valid_until <= visit.at
        return begun and not over and self.target.covers(visit)

    def note(self, change: Change, at: datetime) -> None:
        """Cause the event of a change."""
        self.cause(
            TariffAssignmentChanged(
                tenant=self.tenant,
                at=at,
                assignment=str(self.id),
                tariff=self.tariff,
                target=str(self.target),
                change=change,
            )
        )


def current_editions(tariffs: Iterable[Tariff], at: datetime) -> dict[TariffId, Tariff]:
    """Of each price list the newest edition that holds at `at`, by its first edition's id."""
    current: dict[TariffId, Tariff] = {}
    for tariff in tariffs:
        series = tariff.series or tariff.id
        known = current.get(series)
        if tariff.holds_at(at) and (known is None or tariff.edition > known.edition):
            current[series] = tariff
    return current


def applicable(
    tariffs: Iterable[Tariff], assignments: Iterable[TariffAssignment], visit: Visit
) -> Tariff | None:
    """By which a session that starts so is priced, or None: nothing holds there."""
    current = current_editions(tariffs, visit.at)
    told = [a for a in assignments if a.tariff in current and a.applies(visit)]
    best = max(told, key=_precedence, default=None)
    if best is not None:
        return current[best.tariff]
    defaults = (tariff for tariff in current.values() if tariff.is_default)
    return max(defaults, key=lambda t: (t.valid_from or ALWAYS, t.id), default=None)


def _precedence(of: TariffAssignment) -> tuple[tuple[int, int], datetime, AssignmentId]:
    return of.target.rank, of.valid_from or ALWAYS, of.id
