"""Drivers who pay on the spot, or with a card they have left; and what comes of it."""

from decimal import Decimal

from pytest_bdd import parsers

from features.asynchronous import given, step, then, when
from features.tables import NONE, amount, as_written, moment, rows
from features.world import PaymentSeen, Sample, Word, World

COLUMNS = {
    "state": lambda seen: seen.state,
    "held": lambda seen: seen.held,
    "paid": lambda seen: seen.paid,
    "given back": lambda seen: seen.given_back,
    "owed": lambda seen: seen.owed,
    "taken from the driver": lambda seen: seen.taken,
    "because": lambda seen: seen.because or NONE,
}
WORDS = ("state", "because")


@given(parsers.parse("drivers can pay on the spot, and {hold} EUR are held"))
async def drivers_can_pay(world: World, hold: str) -> None:
    await world.lets_drivers_pay(Decimal(hold))


@given(parsers.parse('somebody has left a bank card for "{card}"'))
async def somebody_has_left_a_card(world: World, card: str) -> None:
    await world.leaves_card_for(card)


@step(parsers.parse("the payment provider is {state}"))
async def the_provider_is(world: World, state: str) -> None:
    """State: ``there``, ``away``, ``losing its answers`` or ``declining cards``."""
    await world.provider_is(state)


@when(parsers.parse('a driver asks to pay at "{station}"'))
async def a_driver_asks(world: World, station: str) -> None:
    assert await world.driver_asks_to_pay(station) == "accepted"


@then(parsers.parse('nobody can pay at "{station}", because "{why}"'))
async def nobody_can_pay(world: World, station: str, why: str) -> None:
    assert why in await world.driver_asks_to_pay(station)


@then(parsers.parse('the note "{note}" is refused for a payment at "{station}"'))
async def the_note_is_refused(world: World, note: str, station: str) -> None:
    refusal = await world.driver_asks_to_pay(station, note)
    assert refusal != "accepted"
    assert note not in refusal


@when(parsers.parse('he agrees on the provider\'s page for "{station}"'))
async def he_agrees(world: World, station: str) -> None:
    await world.driver_agrees(station)


@when(parsers.parse('he charges {kwh} kWh at "{station}" from {begin} to {end}'))
async def he_charges(world: World, kwh: str, station: str, begin: str, end: str) -> None:
    await _plugs_in(world, station, begin)
    await _ends(world, station, kwh, end)


@when(parsers.parse('we give back {money} EUR at "{station}"'))
async def we_give_back(world: World, money: str, station: str) -> None:
    await world.gives_back(station, Decimal(money))


@when(parsers.parse('we credit the session at "{station}"'))
async def we_credit(world: World, station: str) -> None:
    await world.credits_session(station)


@then(parsers.parse('the payment at "{station}" is:'))
async def the_payment_is(world: World, station: str, datatable: list[list[str]]) -> None:
    (expected,) = rows(datatable)
    seen = await world.payment_at(station)
    assert _shown(seen, expected) == {head: _read(head, cell) for head, cell in expected.items()}


def _shown(seen: PaymentSeen, wanted: dict[str, str]) -> dict[str, object]:
    return {head: COLUMNS[head](seen) for head in wanted}


def _read(head: str, cell: str) -> object:
    return cell if head in WORDS else amount(cell)


async def _plugs_in(world: World, station: str, begin: str) -> None:
    await _tells(world, station, ("start", begin), 1000)


async def _ends(world: World, station: str, kwh: str, end: str) -> None:
    await _tells(world, station, ("stop", end), 1000 + int(Decimal(kwh) * 1000))


async def _tells(world: World, station: str, what: tuple[str, str], wh: int) -> None:
    event, time = what
    if (at := moment(time, world.now())) > world.now():
        await world.moves_clock_to(at)
    word = Word(
        event=event,
        at=as_written(time, world.now()),
        connector=1,
        card=await world.token_of_payment(station),
        samples=(Sample(str(wh), "Wh"),),
        reason="Remote" if event == "start" else None,
    )
    await world.station_says(station, word)
