"""What a station does on its line, and what it is told."""

from collections.abc import Mapping

from pytest_bdd import parsers

from features.asynchronous import given, step, then, when
from features.tables import CLOCK, moment, rows, word
from features.world import Sample, Word, World

Table = list[list[str]]
FRESH: Mapping[str, str] = {"vendor": "Volta", "model": "Duo 22", "firmware": "1.0"}


@given(parsers.parse('a new station "{station}" speaking {ocpp}'))
async def a_new_station(world: World, station: str, ocpp: str) -> None:
    await world.registers_station(station, ocpp)


@given(parsers.parse('a station "{station}" speaking {ocpp}'))
async def a_station(world: World, station: str, ocpp: str) -> None:
    await world.registers_station(station, ocpp)
    await world.station_connects(station)
    await world.station_boots(station, FRESH)


@given(parsers.parse('a stranger "{station}" speaking {ocpp}'))
async def a_stranger(world: World, station: str, ocpp: str) -> None:
    await world.station_appears(station, ocpp)


@step(parsers.parse('"{station}" reacts to "{instruction}" with "{reaction}"'))
async def station_will_react(world: World, station: str, instruction: str, reaction: str) -> None:
    await world.station_will_react(station, instruction, reaction)


@step(parsers.parse('"{station}" connects'))
async def station_connects(world: World, station: str) -> None:
    await world.station_connects(station)


@when(parsers.parse('"{station}" connects speaking {ocpp}'))
async def station_connects_speaking(world: World, station: str, ocpp: str) -> None:
    await world.station_connects(station, ocpp)


@step(parsers.parse('"{station}" disconnects'))
async def station_disconnects(world: World, station: str) -> None:
    await world.station_disconnects(station)


@when(parsers.parse('"{station}" boots'))
async def station_boots(world: World, station: str) -> None:
    await world.station_boots(station, FRESH)


@when(parsers.parse('"{station}" boots as:'))
async def station_boots_as(world: World, station: str, datatable: Table) -> None:
    particulars = {row["what"]: row["value"] for row in rows(datatable)}
    await world.station_boots(station, {**FRESH, **particulars})


@when(parsers.parse('"{station}" reports connector {connector:d} "{status}" at {time}'))
async def station_reports_connector(
    world: World, station: str, connector: int, status: str, time: str
) -> None:
    at = moment(time, world.now())
    await _arrives(world, time)
    await world.station_reports_status(station, connector, status, at)


@when(parsers.parse('"{station}" asks whether "{card}" may charge'))
async def station_asks(world: World, station: str, card: str) -> None:
    await world.station_asks_about(station, card)


@step(parsers.parse('"{station}" says:'))
async def station_says(world: World, station: str, datatable: Table) -> None:
    """Tell row by row; the clock follows what is told live, and the column ``arrives``."""
    for row in rows(datatable):
        said = word(row, world.now())
        if "arrives" in row:
            await _arrives(world, row["arrives"])
        elif not said.offline:
            await _arrives(world, row["time"])
        await world.station_says(station, said)


@when(parsers.parse('"{station}" says a signed reading at {time}:'))
async def station_says_signed(world: World, station: str, time: str, docstring: str) -> None:
    await _arrives(world, time)
    at = f"{moment(time, world.now()):%Y-%m-%dT%H:%M:%SZ}"
    sample = Sample(value="0", signed=docstring)
    await world.station_says(station, Word(event="reading", at=at, samples=(sample,)))


@when(parsers.parse('"{station}" repeats its last word with {numbering} message number'))
async def station_repeats(world: World, station: str, numbering: str) -> None:
    await world.station_repeats_last_word(station, same_message_id=numbering == "the same")


@when(parsers.parse('"{station}" repeats everything it said'))
async def station_repeats_everything(world: World, station: str) -> None:
    await world.station_repeats_everything(station)


@when(parsers.parse('"{station}" sends data of the vendor "{vendor}"'))
async def station_sends_data(world: World, station: str, vendor: str) -> None:
    await world.station_sends_data_of(station, vendor)


@when(parsers.parse('"{station}" answers "{instruction}" after all'))
async def station_answers_after_all(world: World, station: str, instruction: str) -> None:
    await world.station_answers_late(station, instruction)


@when(parsers.parse('"{station}" reports the security event "{event}"'))
async def station_reports_event(world: World, station: str, event: str) -> None:
    await world.station_reports_security_event(station, event)


@then(parsers.parse('"{station}" is told "{status}"'))
async def station_is_told(world: World, station: str, status: str) -> None:
    assert (await world.answer_to(station)).status == status


@then(parsers.parse('"{station}" is told the group "{group}"'))
async def station_is_told_the_group(world: World, station: str, group: str) -> None:
    assert (await world.answer_to(station)).group == group


@then(parsers.parse('"{station}" is told a transaction number it may use'))
async def station_is_told_a_number(world: World, station: str) -> None:
    number = (await world.answer_to(station)).number
    assert number is not None
    assert 0 < number < 2**31


@then(parsers.parse('"{station}" is being served'))
async def station_is_being_served(world: World, station: str) -> None:
    await world.station_sends_heartbeat(station)
    assert (await world.answer_to(station)).status == "received"


@then(parsers.parse('"{station}" has been asked, in this order, to "{instructions}"'))
async def station_has_been_asked(world: World, station: str, instructions: str) -> None:
    assert list(await world.received_by(station)) == instructions.split(", ")


@then(parsers.parse('"{station}" has been asked nothing'))
async def station_has_been_asked_nothing(world: World, station: str) -> None:
    assert list(await world.received_by(station)) == []


async def _arrives(world: World, time: str) -> None:
    """Let the clock follow a time of today; never back, and not to a time that is none."""
    if CLOCK.fullmatch(time) and (at := moment(time, world.now())) > world.now():
        await world.moves_clock_to(at)
