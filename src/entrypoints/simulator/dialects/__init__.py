"""The versions of OCPP that a simulated station speaks, by every name they go by."""

from .dialect import Dialect
from .v16 import OCPP_1_6
from .v21 import OCPP_2_1
from .v201 import OCPP_2_0_1

__all__ = ["DIALECTS", "Dialect", "UnknownVersion", "dialect"]

DIALECTS = {spoken.subprotocol: spoken for spoken in (OCPP_1_6, OCPP_2_0_1, OCPP_2_1)}
NAMES = DIALECTS | {name.removeprefix("ocpp"): spoken for name, spoken in DIALECTS.items()}


class UnknownVersion(ValueError):
    """No such version of OCPP is spoken here."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown OCPP version {name!r}; choose from {', '.join(NAMES)}")


def dialect(name: str) -> Dialect:
    """Return the dialect for `ocpp2.0.1`, `2.0.1` …; raises UnknownVersion."""
    found = NAMES.get(name.strip().lower())
    if found is None:
        raise UnknownVersion(name)
    return found
