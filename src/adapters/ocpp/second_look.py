"""The slow, exact reading of a payload, for the few that are not plainly right.

Uses the standard library's parser because it shows every key as it was written; its result is
only compared or mended, and always goes through the native decoder in the end.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import NoReturn

from msgspec import Struct

from adapters.ocpp.faults import Fault, InvalidMessageError
from adapters.ocpp.schema import ENCODER

# An escaped NUL with an even number of backslashes before it: "\\u0000" is seven characters.
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")

LONGEST_INTEGER = 4300  # digits, where Python itself stops


def confirm(payload: bytes, message: Struct) -> None:
    """Refuse what the native decoder let pass.

    Raises:
        InvalidMessageError: a key twice, a NUL character, or a number written as text.
    """
    written = ENCODER.encode(read(payload))
    if _NUL.search(written):
        # PostgreSQL text cannot hold it, so no layer may see it.
        raise InvalidMessageError(Fault.TEXT)
    if written.count(b'"') != ENCODER.encode(message).count(b'"'):
        raise InvalidMessageError(Fault.WRONG_TYPE)


def read(payload: bytes, real: Callable[[str], object] = Decimal) -> object:
    """Parse JSON, refusing repeated keys; ``real`` reads numbers with fraction or exponent.

    Raises:
        InvalidMessageError: a key twice, a number beyond reason, or nesting without end.
    """
    try:
        tree: object = json.loads(
            payload,
            object_pairs_hook=_unique,
            parse_float=real,
            parse_int=_integer,
            parse_constant=_refuse,
        )
    except RecursionError:
        raise InvalidMessageError(Fault.NESTING) from None
    except ArithmeticError:
        raise InvalidMessageError(Fault.OUT_OF_RANGE) from None
    except ValueError:
        raise InvalidMessageError(Fault.TEXT) from None
    return tree


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise InvalidMessageError(Fault.DUPLICATE)
    return fields


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_INTEGER:
        raise InvalidMessageError(Fault.OUT_OF_RANGE)
    return int(digits)


def _refuse(_constant: str) -> NoReturn:
    raise InvalidMessageError(Fault.TEXT)
