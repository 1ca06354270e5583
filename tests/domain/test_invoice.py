"""Invoices: sums, rounding, taxes, and the rules that they are held to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import at, new_id

from domain.errors import Invalid, NotPossibleNow
from domain.invoice import (
    BankAccount,
    Invoice,
    InvoiceContent,
    InvoiceKind,
    InvoiceState,
    Line,
    NumberSeries,
    Party,
    TaxCategory,
    rule_of,
    series_name,
    total_of,
)
from domain.invoice.drawing import tax_shares
from domain.location import Address
from domain.quantities import Currency
from domain.tariff import Bill, BillLine, Dimension, Sums

EURO, FRANC, YEN = Currency("EUR"), Currency("CHF"), Currency("JPY")
SELLER = Party(name="Volta", address=Address("M 1", "Berlin", "1", "DE"), vat_id="DE123456789")
BUYER = Party(name="Ada", address=Address(country="DE"))


def line(price: str = "7.20", percent: str = "19", **more: object) -> Line:
    given_ = {"category": TaxCategory.STANDARD if Decimal(percent) else TaxCategory.ZERO, **more}
    return Line(
        cdr=new_id(), session=new_id(), began_at=at(0), ended_at=at(60),
        energy_wh=Decimal(18_450), price=Decimal(price), percent=Decimal(percent), **given_,
    )  # fmt: skip


def an_invoice(*lines: Line, **more: object) -> Invoice:
    content = {
        "seller": SELLER, "buyer": BUYER, "currency": EURO, "lines": lines or (line(),),
        "told": Decimal("8.57"), **more,
    }  # fmt: skip
    return Invoice(
        id=new_id(), tenant="volta", kind=InvoiceKind.INVOICE, created_at=at(0),
        content=InvoiceContent(**content),
    )  # fmt: skip


def test_drivers_pay_what_their_sessions_cost_one_by_one():
    totals = total_of((line(), line()), EURO, rule_of("DE"), told=Decimal("17.12"))
    assert (totals.net, totals.tax, totals.gross) == (
        Decimal("14.40"), Decimal("2.74"), Decimal("17.14"),
    )  # fmt: skip
    assert (totals.rounding, totals.payable) == (Decimal("-0.02"), Decimal("17.12"))


@pytest.mark.parametrize(
    ("country", "currency", "price", "percent", "payable"),
    [
        ("CH", FRANC, "10.00", "8.1", "10.80"),
        ("CH", FRANC, "10.02", "8.1", "10.85"),
        ("CH", EURO, "10.00", "8.1", "10.81"),
        ("DE", EURO, "10.00", "8.1", "10.81"),
        ("JP", YEN, "105", "10", "115"),
        ("HU", Currency("HUF"), "1000.40", "27", "1271"),
    ],
)
def test_countries_round_as_they_do(country, currency, price, percent, payable):
    totals = total_of((line(price, percent),), currency, rule_of(country))
    assert totals.payable == Decimal(payable)


@given(
    prices=st.lists(st.decimals("0", "999", places=2), min_size=1, max_size=30),
    percents=st.lists(st.sampled_from(["0", "7", "19", "25.5"]), min_size=30, max_size=30),
)
def test_sums_fit_whatever_is_summed(prices, percents):
    lines = tuple(
        line(str(price), percent) for price, percent in zip(prices, percents, strict=False)
    )
    told = sum((n.net * (1 + n.percent / 100) for n in lines), Decimal(0)).quantize(Decimal("0.01"))
    invoice = an_invoice(*lines, told=told)
    invoice.issue("INV-2026-000001", date(2026, 4, 1), 14, at(0))
    totals = invoice.content.totals
    assert totals.payable == told
    assert abs(totals.rounding) <= Decimal("0.01") * len(totals.shares)
    assert invoice.breaches == ()


@given(
    parts=st.lists(
        st.tuples(
            st.decimals("0", "500", places=4),
            st.sampled_from([None, "0", "7", "19"]),
        ),
        max_size=8,
    )
)
def test_the_shares_of_a_bill_sum_up_to_it(parts):
    lines = tuple(
        BillLine(
            Dimension.FLAT, Decimal(1), Decimal(1), price, None if vat is None else Decimal(vat)
        )
        for price, vat in parts
    )
    before = sum((each.before_taxes for each in lines), Fraction(0))
    bill = Bill(EURO, lines, Sums(before, None))
    assert sum(net for _, net in tax_shares(bill)) == bill.before_taxes.amount


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"buyer": Party(name="Ada")}, "BR-11"),
        ({"seller": replace(SELLER, vat_id="")}, "BR-CO-26"),
        ({"seller": replace(SELLER, vat_id="")}, "BR-S-02"),
        ({"lines": (line("-1"),)}, "BR-27"),
        ({"lines": (line(percent="0", category=TaxCategory.STANDARD),)}, "BR-S-05"),
        ({"lines": (line(percent="0", category=TaxCategory.EXEMPT),)}, "BR-E-10"),
        ({"lines": (line(percent="19", category=TaxCategory.ZERO),)}, "BR-Z-05"),
        ({"lines": (line(percent="0", category=TaxCategory.OUTSIDE),)}, "BR-O-02"),
        ({"lines": (line("7.201"),)}, "BR-DEC-12"),
    ],
)
def test_what_breaks_a_rule_is_not_sealed(change, rule):
    invoice = an_invoice(**change)
    with pytest.raises(Invalid, match=rule):
        invoice.issue("INV-2026-000001", date(2026, 4, 1), 14, at(0))


def test_an_invoice_is_sealed_once_and_taken_back_once():
    invoice = an_invoice()
    invoice.issue("INV-2026-000001", date(2026, 4, 1), 14, at(0))
    assert invoice.due_on == date(2026, 4, 15)
    with pytest.raises(NotPossibleNow):
        invoice.issue("INV-2026-000002", date(2026, 4, 1), 14, at(0))
    note = invoice.credit(new_id(), at(1), "wrong")
    note.issue("CRN-2026-000001", date(2026, 4, 2), 14, at(1))
    assert (invoice.state, note.total.amount) == (InvoiceState.CREDITED, Decimal("-8.57"))
    assert (note.content.credited_number, note.due_on) == ("INV-2026-000001", None)
    assert note.breaches == ()


def test_numbers_count_from_one_each_year():
    series = NumberSeries(tenant="volta", name=series_name("INV", date(2026, 12, 31)))
    assert [series.next() for _ in range(3)] == [f"INV-2026-00000{n}" for n in (1, 2, 3)]
    assert series_name("INV", date(2027, 1, 1)) == "INV-2027"


@pytest.mark.parametrize(
    "iban", ["DE89370400440532013001", "DE89 3704", "XX", "", "DE8937040044053201300a"]
)
def test_an_iban_with_a_mistake_is_refused(iban):
    with pytest.raises(Invalid):
        BankAccount(iban=iban)
