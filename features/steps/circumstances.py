"""The clock, the server's fate, and strangers at the door."""

from datetime import timedelta

from pytest_bdd import parsers

from features.asynchronous import step, then, when
from features.tables import moment
from features.world import World


@step(parsers.parse("it is {time}"))
async def it_is(world: World, time: str) -> None:
    await world.moves_clock_to(moment(time, world.now()))


@when(parsers.parse("{minutes:d} minutes pass"))
async def minutes_pass(world: World, minutes: int) -> None:
    await world.passes(timedelta(minutes=minutes))


@when("the server restarts")
async def the_server_restarts(world: World) -> None:
    await world.restarts_server()


@then(parsers.parse('whoever connects as "{station}" with {credential} is {outcome}'))
async def whoever_connects(world: World, station: str, credential: str, outcome: str) -> None:
    """Outcome: ``let in`` or ``refused``. The credential is one of `features.vocabulary`."""
    assert await world.somebody_connects(station, credential) == outcome


@when(parsers.parse('somebody tries {count:d} wrong passwords for "{station}"'))
async def somebody_tries(world: World, count: int, station: str) -> None:
    outcomes = [await world.somebody_connects(station, "a wrong password") for _ in range(count)]
    assert set(outcomes) == {"refused"}


@then(parsers.parse('the older connection of "{station}" is closed'))
async def the_older_connection_is_closed(world: World, station: str) -> None:
    assert await world.older_connection_is_closed(station)
