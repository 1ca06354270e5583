"""What the generated message types are made of, beyond what msgspec checks by itself.

- A ``number`` is a ``Decimal``: the digits the station wrote, never a float. A number that no
  meter, price or setpoint can mean (more than 80 digits, 10^61 and more) is out of range.
- ``customData`` keeps unknown keys; its ``vendorId`` is required, at most 255 characters.
- Free JSON (``data`` of a DataTransfer) may be nested ``DEEPEST`` levels and holds no absurd
  number either, so that whoever walks or stores it later needs no guard of his own.

Faults are raised as ValueError, which msgspec turns into a ValidationError with the path.
"""

from decimal import Context, Decimal, DecimalException, Inexact, Overflow, Underflow
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

DEEPEST = 32
LONGEST_VENDOR_ID = 255

# One C call refuses too many digits and absurd exponents; any finite double printed in full passes.
_EXACT = Context(prec=80, Emax=60, Emin=-400, traps=[Inexact, Overflow, Underflow])

OUT_OF_RANGE = "Number out of range"
NOT_A_MULTIPLE = "Number not a multiple"
TOO_DEEP = "Nested too deeply"


class Message(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    gc=False,
    rename="camel",
):
    """Base of every generated type: immutable, closed to unknown fields, absent is ``UNSET``.

    ``gc=False`` is safe because a message is a tree of immutable values: it cannot form a cycle.
    """


class CustomData(dict[str, Any]):
    """Vendor extension: any keys beside ``vendorId`` (OCPP 2.x Part 4, 2.1.3)."""

    __slots__ = ()

    @property
    def vendor_id(self) -> str:
        """The reverse-domain name that says who defines the other keys."""
        name: str = self["vendorId"]
        return name


def check_number(
    value: Decimal | UnsetType,
    least: int | None = None,
    most: int | None = None,
    step: Decimal | None = None,
) -> None:
    """Refuse a number outside ``least..most`` (inclusive) or off the ``step``; absent passes."""
    if isinstance(value, UnsetType):
        return
    try:
        _EXACT.plus(value)
    except DecimalException:
        raise ValueError(OUT_OF_RANGE) from None
    if (
        not value.is_finite()
        or (least is not None and value < least)
        or (most is not None and value > most)
    ):
        raise ValueError(OUT_OF_RANGE)
    if step is not None and _remainder(value, step):
        raise ValueError(NOT_A_MULTIPLE)


def check_free_json(value: object) -> None:
    """Refuse free JSON that is nested too deeply or holds an absurd number; absent passes."""
    level = [value]
    for _ in range(DEEPEST):
        for leaf in level:
            if isinstance(leaf, Decimal):
                check_number(leaf)
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise ValueError(TOO_DEEP)


def decode_special(wanted: type, value: object) -> object:
    """``dec_hook``: the one type msgspec does not know is ``CustomData``."""
    if wanted is not CustomData:
        raise NotImplementedError
    if not isinstance(value, dict):
        # A ValueError, as msgspec turns no other into a fault with its path.
        raise ValueError(f"Expected `object`, got `{type(value).__name__}`")  # noqa: TRY004 - above
    vendor_id = value.get("vendorId", UNSET)
    if vendor_id is UNSET:
        raise ValueError("Object missing required field `vendorId`")
    if not isinstance(vendor_id, str):
        raise ValueError(f"Expected `str`, got `{type(vendor_id).__name__}`")  # noqa: TRY004 - above
    if len(vendor_id) > LONGEST_VENDOR_ID:
        raise ValueError(f"Expected `str` of length <= {LONGEST_VENDOR_ID}")
    check_free_json(value)
    return CustomData(value)


def _remainder(value: Decimal, step: Decimal) -> Decimal:
    try:
        return _EXACT.remainder(value, step)
    except DecimalException:
        raise ValueError(OUT_OF_RANGE) from None


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list):
        return value
    return []


ENCODER = msgspec.json.Encoder(decimal_format="number")
