"""Values made quickly are the values that dataclasses make."""

from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from domain.values import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """With everything that a value may have."""

    wh: int
    unit: str = "Wh"
    phases: tuple[int, ...] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        if self.wh < 0:
            raise ValueError("below zero")


def test_fields_are_set_by_place_by_name_and_by_default():
    assert Reading(1) == Reading(wh=1, unit="Wh", phases=())
    value = Reading(2, "kWh", phases=(1, 2))
    assert (value.wh, value.unit, value.phases) == (2, "kWh", (1, 2))
    assert repr(value) == "Reading(wh=2, unit='kWh', phases=(1, 2))"


def test_they_cannot_be_changed_and_can_be_told_apart():
    value = Reading(1)
    with pytest.raises(FrozenInstanceError):
        value.wh = 2  # type: ignore[misc]  # that is what is tried
    assert hash(value) == hash(Reading(1))
    assert value < replace(value, wh=2) == Reading(2)


@pytest.mark.parametrize("wrong", [(), (1, "Wh", (1,))])
def test_what_is_missing_or_too_much_is_refused(wrong):
    with pytest.raises(TypeError, match="__init__"):
        Reading(*wrong)


def test_its_own_check_is_made():
    with pytest.raises(ValueError, match="below zero"):
        Reading(-1)


def test_what_has_no_slots_is_refused_at_once():
    with pytest.raises(TypeError, match=r"Loose\.wh cannot be set"):

        @quickly_made
        @dataclass(frozen=True)
        class Loose:
            wh: int = 0


def test_fields_made_anew_are_refused_at_once():
    with pytest.raises(TypeError, match=r"Many\.phases cannot be set"):

        @quickly_made
        @dataclass(frozen=True, slots=True)
        class Many:
            phases: list[int] = field(default_factory=list)
