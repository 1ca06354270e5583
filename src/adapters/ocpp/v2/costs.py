"""The cost so far on the screen of a 2.x station (I02).

The total is told in the answer to the last TransactionEvent (I03), prices in words by none yet.
"""

from adapters.ocpp.dialect import Ask, Dialog, Speaker
from domain.instruction import Outcome, ShowCost, Verdict


def show_cost(asked: ShowCost, speaker: Speaker) -> Dialog:
    """CostUpdated: its answer says nothing but that it has come."""
    m = speaker.messages
    request = m.CostUpdatedRequest(total_cost=asked.amount, transaction_id=str(asked.reference))
    yield Ask("CostUpdated", request)
    return Outcome(Verdict.ACCEPTED)
