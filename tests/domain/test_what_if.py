"""Differences fall into bars."""

from decimal import Decimal

import pytest

from domain.tariff.what_if import bar_name, bar_of


@pytest.mark.parametrize(
    ("difference", "name"),
    [
        ("-20.01", "below -20"), ("-20", "-20 to -10"), ("-0.01", "-1 to 0"), ("0", "the same"),
        ("0.01", "0 to 1"), ("1", "0 to 1"), ("1.01", "1 to 2"), ("20", "10 to 20"),
        ("20.01", "above 20"),
    ],
)  # fmt: skip
def test_each_difference_has_one_bar(difference, name):
    assert bar_name(bar_of(Decimal(difference))) == name
