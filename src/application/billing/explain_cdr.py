"""Why a record says what it says, and why somebody else's says something else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from application.ports.charging import Cdrs
from application.ports.tariff import Tariffs
from domain.cdr import Comparison, ExplainedRecord, compare_record, explain_record
from domain.errors import Invalid, NotPossibleNow
from domain.identity import CdrId
from domain.tariff import Consumption, Tariff
from domain.tariff.comparison import Stated

LONGEST = timedelta(days=366)
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RecordExplainer:
    """The bill of one of our records, made anew from the record.

    - A record without a price is not explained.
    """

    cdrs: Cdrs
    tariffs: Tariffs

    async def __call__(self, cdr: CdrId) -> ExplainedRecord:
        """Raises NotFound, or NotPossibleNow where it has no price."""
        record = await self.cdrs.get(cdr)
        if record.bill is None:
            raise NotPossibleNow("The record has no price.")
        former = None
        if record.particulars.basis is None and record.tariff is not None:
            former = await self.tariffs.find(record.tariff)
        return explain_record(record, record.bill, former)


@dataclass(frozen=True, slots=True)
class ExplainCdr:
    """Why does that record say what it says?"""

    cdr: CdrId


@dataclass(frozen=True, slots=True)
class ExplainCdrHandler:
    """Explain the bill of a record, each cent of it.

    - By what stands in the record alone: its charging periods, and the edition of the tariff that
      it was priced by. Whatever is edited or told later changes nothing.
    - Segments, components, quantities, steps, prices, taxes, limits and the rounding are told, so
      that anybody can reckon it again.
    - It says whether it was reckoned again here to the cent.
    - A credit is explained by the record that it takes back.
    """

    explainer: RecordExplainer

    async def __call__(self, command: ExplainCdr) -> ExplainedRecord:
        return await self.explainer(command.cdr)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareCdr:
    """Why is somebody else's record of a session not like ours?"""

    used: Consumption
    """By their record."""
    tariffs: tuple[Tariff, ...]
    stated: Stated = field(default_factory=dict)
    volumes: Mapping[str, Fraction | None] = field(default_factory=dict)
    record: CdrId | None = None
    """Ours of the same session, if there is one."""


@dataclass(frozen=True, slots=True)
class CompareCdrHandler:
    """Compare somebody else's record with what our engine makes of it, and with ours.

    - Their periods are priced by their own tariff: amounts that do not follow are told.
    - With a record of ours, the difference is taken apart into how they reckoned, their prices,
      and what was used; and each of their charging periods stands beside the same time of ours.
    - Nothing is kept or changed.
    - A session of more than a year is refused.
    """

    explainer: RecordExplainer

    async def __call__(self, command: CompareCdr) -> Comparison:
        used = command.used
        times = (used.start, used.end, *(at for p in used.periods for at in (p.start, p.end)))
        first, last = min(times), max(times)
        if first < EARLIEST or last > LATEST or last - first > LONGEST:
            raise Invalid("cdr", "use times of one year at most, since 1970")
        ours = await self.explainer(command.record) if command.record else None
        return compare_record(used, command.tariffs, command.stated, command.volumes, ours)
