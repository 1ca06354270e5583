"""Price lists that are often wanted."""

from datetime import timedelta
from decimal import Decimal

from tests.domain.tariff.small import MONDAY, a_list, cost, fee, stay

from domain.tariff import Terms, lint, price
from domain.tariff.presets import night_rate, rounding_of, weekend_rate

VAT = Decimal(20)


def test_nights_are_cheaper():
    tariff = a_list(*night_rate(Decimal("0.40"), Decimal("0.20"), vat=VAT))
    assert cost(tariff, stay("23:00", "charging 1 kWh", "24:00")) == "0.2"
    assert cost(tariff, stay("12:00", "charging 1 kWh", "13:00")) == "0.4"
    assert lint(tariff) == ()


def test_weekends_are_cheaper():
    tariff = a_list(*weekend_rate(Decimal("0.40"), Decimal("0.30"), vat=VAT))
    saturday = MONDAY + timedelta(days=5)
    assert cost(tariff, stay("12:00", "charging 1 kWh", "13:00", day=saturday)) == "0.3"
    assert cost(tariff, stay("12:00", "charging 1 kWh", "13:00")) == "0.4"
    assert lint(tariff) == ()


def test_countries_round_as_is_their_custom():
    session = stay("12:00", "charging 1 kWh", "13:00")
    totals = {
        country: str(
            price(a_list(fee("1.03", "0"), terms=Terms(rounding=rounding_of(country))), session)
            .total.amount
        )
        for country in ("DE", "ch")
    }  # fmt: skip
    assert totals == {"DE": "1.03", "ch": "1.05"}
