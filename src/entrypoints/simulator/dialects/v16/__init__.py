"""OCPP 1.6J: how a charge point says things and what it obeys."""

from entrypoints.simulator.dialects.dialect import Dialect
from entrypoints.simulator.frames import Payload

from .obeys import KNOWN, OBEYS
from .says import SAYS, SHOWS
from .settings import SETTINGS, authorization_key


def _token_status(answer: Payload) -> str | None:
    verdict = answer.get("idTagInfo")
    return verdict["status"] if verdict else None


OCPP_1_6 = Dialect(
    subprotocol="ocpp1.6",
    say=SAYS,
    obey=OBEYS,
    known=KNOWN,
    shows=SHOWS,
    settings=SETTINGS,
    malformed="FormationViolation",
    token_status=_token_status,
    transaction_id=lambda answer: answer.get("transactionId"),
    password=authorization_key,
)
