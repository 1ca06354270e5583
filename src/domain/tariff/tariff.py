"""Tariff: a price list of a tenant, from draft to published to withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Self

from domain.aggregate import Aggregate
from domain.errors import Invalid, NotPossibleNow
from domain.identity import TariffId, TenantId
from domain.quantities import Currency
from domain.tariff.elements import Element, PriceLimit
from domain.tariff.errors import NotPriceable
from domain.tariff.finding import Finding, Severity
from domain.tariff.terms import NO_TERMS, Terms
from domain.tariff.vocabulary import TariffKind, TariffState, TaxIncluded

MOVES: Mapping[TariffState, frozenset[TariffState]] = MappingProxyType(
    {
        TariffState.DRAFT: frozenset({TariffState.PUBLISHED}),
        TariffState.PUBLISHED: frozenset({TariffState.WITHDRAWN}),
        TariffState.WITHDRAWN: frozenset({TariffState.PUBLISHED}),
    }
)
"""What may follow on what."""


@dataclass(frozen=True, slots=True)
class AltText:
    """The tariff in words (OCPI DisplayText)."""

    language: str
    """ISO 639-1."""
    text: str


@dataclass(slots=True, kw_only=True)
class Tariff(Aggregate):
    """A price list. What was published is never changed: its next edition is another tariff.

    So the session that fixed a tariff's id at its start is priced by what was shown then.
    """

    id: TariffId
    tenant: TenantId
    name: str
    currency: Currency
    elements: tuple[Element, ...] = ()
    """For each dimension the first that matches decides (OCPI 2.2.1 mod_tariffs)."""
    min_price: PriceLimit | None = None
    max_price: PriceLimit | None = None
    tax_included: TaxIncluded = TaxIncluded.NO
    kind: TariffKind | None = None
    alt_texts: tuple[AltText, ...] = ()
    alt_url: str | None = None
    terms: Terms = NO_TERMS
    """What it says beyond OCPI."""
    is_default: bool = False
    """Whether it holds where no other was assigned."""
    valid_from: datetime | None = None
    """Inclusive; judged at a session's start."""
    valid_until: datetime | None = None
    """Exclusive."""
    state: TariffState = TariffState.DRAFT
    series: TariffId | None = None
    """The first edition of this price list; None: it is this one."""
    edition: int = 1

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= 100:
            raise Invalid("name", "use 1 to 100 characters")

    @property
    def fixed(self) -> bool:
        """Whether it may not be changed any more."""
        return self.state is not TariffState.DRAFT

    def holds_at(self, at: datetime) -> bool:
        """Whether it may price a session that starts at `at`."""
        if self.state is not TariffState.PUBLISHED:
            return False
        begun = self.valid_from is None or self.valid_from <= at
        return begun and (self.valid_until is None or at < self.valid_until)

    def publish(self, findings: Iterable[Finding]) -> None:
        """From now on it prices sessions, and stays as it is.

        Args:
            findings: what `lint` has found in it.

        Raises:
            NotPriceable: there are faults among them; all are told at once.
            NotPossibleNow: it is published already.
        """
        faults = tuple(f for f in findings if f.severity is Severity.FAULT)
        if faults:
            raise NotPriceable(self.name, faults)
        self._move(TariffState.PUBLISHED)

    def withdraw(self) -> None:
        """From now on no session starts under it.

        Raises:
            NotPossibleNow: it is not published.
        """
        self._move(TariffState.WITHDRAWN)

    def revised(self, as_id: TariffId) -> Self:
        """A draft of its next edition, for the time when this one is withdrawn."""
        return replace(
            self,
            id=as_id,
            version=0,
            _events=[],
            state=TariffState.DRAFT,
            series=self.series or self.id,
            edition=self.edition + 1,
        )

    @property
    def included(self) -> bool:
        """Whether what its prices come to is what is paid: no tax comes on top."""
        return self.tax_included is not TaxIncluded.NO

    def _move(self, to: TariffState) -> None:
        if to not in MOVES[self.state]:
            raise NotPossibleNow(f"The tariff {self.name!r} is {self.state}.")
        self.state = to
