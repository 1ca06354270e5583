"""Price lists: made, assigned, tried out; and what comes of them on paper."""

from decimal import Decimal

from pytest_bdd import parsers

from features.asynchronous import given, then, when
from features.tables import rows
from features.world import World

Table = list[list[str]]


def _euros(cell: str) -> Decimal:
    return Decimal(cell.split(maxsplit=1)[0])


@given("these price lists:")
async def these_price_lists(world: World, datatable: Table) -> None:
    for row in rows(datatable):
        prices = {part: _euros(row[part]) for part in row if part not in {"list", "state"}}
        await world.sells(row["list"], prices, publish=row.get("state") != "draft")


@given(parsers.parse('"{station}" stands at "{location}"'))
async def it_stands_at(world: World, station: str, location: str) -> None:
    await world.stands_at(station, location)


@given("these lists hold:")
async def these_lists_hold(world: World, datatable: Table) -> None:
    for row in rows(datatable):
        await world.assigns(row["list"], row["for"])


SESSION = (
    "a session of {kwh} kWh in {minutes:d} minutes, with {idle:d} more at the cable, would cost "
    '{amount} EUR under "{name}"'
)


@then(parsers.parse(SESSION))
async def a_session_would_cost(  # noqa: PLR0917 - as many as the sentence has
    world: World, kwh: str, minutes: int, idle: int, amount: str, name: str
) -> None:
    assert await world.previews(name, Decimal(kwh), minutes, idle) == Decimal(amount)


@then(parsers.parse('under "{name}" the past sessions would have brought:'))
async def they_would_have_brought(world: World, name: str, datatable: Table) -> None:
    (row,) = rows(datatable)
    found = await world.what_if(name)
    assert (found.before, found.after) == (_euros(row["before"]), _euros(row["after"]))
    counted = (found.sessions, found.dearer, found.cheaper)
    assert counted == tuple(int(row[name]) for name in ("sessions", "dearer", "cheaper"))


@then(parsers.parse('a muddled list "{name}" is not published, because of:'))
async def it_is_not_published(world: World, name: str, datatable: Table) -> None:
    found = await world.publishes_muddled(name)
    assert {row["place"] for row in rows(datatable)} <= set(found)


@when(parsers.parse('we price the session of "{card}" by "{name}"'))
async def we_price_the_session(world: World, card: str, name: str) -> None:
    await world.prices_session(card, name)


@then(parsers.parse('the record of "{card}" is explained by "{words}"'))
async def the_record_is_explained(world: World, card: str, words: str) -> None:
    assert words in await world.explanation_of(card)


@given("we write invoices")
async def we_write_invoices(world: World) -> None:
    await world.writes_invoices()


@given(parsers.parse('the customer "{name}" lives where "{station}" stands'))
async def he_lives_there(world: World, name: str, station: str) -> None:
    await world.lives_at(name, station)


@when(parsers.parse('we pay "{name}" back for March 2026'))
async def we_pay_back(world: World, name: str) -> None:
    await world.pays_back_march(name)


@given(parsers.parse("drivers can pay on the spot, and what {kwh} kWh cost is held, at most {most} EUR"))  # fmt: skip  # noqa: E501
async def what_it_costs_is_held(world: World, kwh: str, most: str) -> None:
    await world.holds_what_it_costs(Decimal(kwh), Decimal(most))
