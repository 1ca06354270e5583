"""Blocks: quantities are billed in whole steps, once a session (OCPI 2.2.1 mod_cdrs, step_size).

- Energy once, time and parking time together once: where parking was priced, parking time alone
  is rounded, else the time of charging. The time of a reservation is rounded by itself.
- The step is that of the last component that was used, and what is added costs its price.
- Only quantities that a component prices count.
- A multiple of the step is billed as it is. A volume of time may be off by what four decimals of
  an hour hide: such an excess begins no new block. Energy has no such allowance.
"""

from domain.tariff.interpretation import Interpretation, StepAcrossTariffs
from domain.tariff.plan import Slot
from domain.tariff.tally import Tally


def billed(tally: Tally, reading: Interpretation) -> dict[Slot, int]:
    """The quantities of `tally` in whole steps."""
    quantities = dict(tally.quantities)
    last_time = tally.last_time if tally.last_parking is None else tally.last_parking
    for last, slack in (
        (tally.last_energy, 0),
        (last_time, tally.slack),
        (tally.last_reserved, tally.slack),
    ):
        if last is not None and last.step:
            _round(quantities, last, slack, reading)
    return quantities


def _round(quantities: dict[Slot, int], last: Slot, slack: int, reading: Interpretation) -> None:
    alone = reading.step is StepAcrossTariffs.LAST
    total = 0
    for slot, quantity in quantities.items():
        same = slot.dimension is last.dimension and slot.reservation is last.reservation
        if same and (slot.tariff == last.tariff or not alone):
            total += quantity
    whole = -(-max(total - slack, 0) // last.step) * last.step
    if whole == 0:
        whole = last.step
    quantities[last] = max(quantities[last] + whole - total, 0)
