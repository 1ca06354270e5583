"""Prices of groups and members, at the till and on the record."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.application.office import Office, end, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA

from application.authorization.edit_token import EditToken, TokenParticulars
from application.charging.recording import Recording
from application.charging.settle_session import SettleSession
from application.tariff.consumed import Consumed
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from application.tariff.explain_price import ExplainSession
from domain.errors import Invalid
from domain.tariff import (
    Dimension,
    Discount,
    Element,
    FullPrices,
    GroupPrices,
    PriceComponent,
    Terms,
)

ADA = TokenParticulars(uid="DEADBEEF")


def a_kwh(price: str) -> Element:
    return Element((PriceComponent(Dimension.ENERGY, Decimal(price), None, 1),))


PRICES = FullPrices(
    elements=(a_kwh("0.50"),),
    terms=Terms(
        groups=(GroupPrices("staff", (a_kwh("0.20"),)),),
        discounts=(Discount("Gold", Decimal(10), membership="gold"),),
    ),
)
TARIFF = TariffParticulars(name="Day", currency="EUR", is_default=True, prices=PRICES)


async def charged(particulars: TokenParticulars, later: TokenParticulars) -> list[Decimal]:
    """Ten kWh: so far, as the station is told, explained and on the record."""
    office = await Office().open()
    await office.run(CreateTariff(VOLTA, TARIFF))
    token = await office.token(**{f: getattr(particulars, f) for f in NAMES})
    station = await office.station()
    office.later(120)
    await office.hears(station, start(), update(30, shows=6_000))
    await office.run(EditToken(token.id, later))
    session = await office.session(station)
    so_far = await office.run(ExplainSession(session.id))
    told = await office.hears(station, end(60, register=11_000))
    explained = await office.run(ExplainSession(session.id))
    cdr = await office.run(SettleSession(session.id))
    assert cdr.particulars.badge.group == particulars.group
    assert cdr.particulars.basis.memberships == set(particulars.memberships)
    bills = (so_far.bill.total, told.cost, explained.bill.total, cdr.bill.total)
    return [each.amount for each in bills]


NAMES = ("uid", "group", "memberships")
GOLD = replace(ADA, memberships=("silver", "gold"))
STAFF = replace(ADA, group="staff")


@rule(Consumed, "Groups and memberships are those of the token when it was shown")
@rule(Recording, "But the driver's group and memberships are those of when he showed himself")
@pytest.mark.parametrize(
    ("at_start", "later", "so_far", "total"),
    [
        (ADA, ADA, "2.50", "5.00"), (GOLD, GOLD, "2.25", "4.50"), (STAFF, STAFF, "1.00", "2.00"),
        (replace(GOLD, group="staff"), ADA, "0.90", "1.80"),
        (GOLD, ADA, "2.25", "4.50"), (ADA, GOLD, "2.50", "5.00"), (ADA, STAFF, "2.50", "5.00"),
    ],
)  # fmt: skip
@asynchronous
async def test_what_he_was_when_he_showed_himself_decides(at_start, later, so_far, total):
    bills = await charged(at_start, later)
    assert bills == [Decimal(so_far), *[Decimal(total)] * 3]


@asynchronous
async def test_a_membership_has_a_name_without_spaces():
    office = await Office().open()
    for nonsense in ("", "two words", "a\ttab"):
        with pytest.raises(Invalid, match="memberships"):
            await office.token("X", memberships=(nonsense,))
