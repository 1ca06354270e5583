"""OCPP 2.0.1: how a charging station says things and what it obeys."""

from entrypoints.simulator.dialects.dialect import Dialect

from .obeys import KNOWN, OBEYS
from .says import SAYS, SHOWS
from .settings import SETTINGS

OCPP_2_0_1 = Dialect(
    subprotocol="ocpp2.0.1",
    say=SAYS,
    obey=OBEYS,
    known=KNOWN,
    shows=SHOWS,
    settings=SETTINGS,
    malformed="FormatViolation",
    token_status=lambda answer: (answer.get("idTokenInfo") or {}).get("status"),
    transaction_id=lambda _: None,  # the station's own id is the transaction's (E01)
    password=str.encode,
)
