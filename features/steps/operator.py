"""What the operator arranges, asks for and is shown."""

from decimal import Decimal

from pytest_bdd import parsers

from features.asynchronous import given, step, then, when
from features.tables import NONE, moment, rows
from features.world import Card, World

Table = list[list[str]]


@step(parsers.parse('we work for "{operator}"'))
async def we_work_for(world: World, operator: str) -> None:
    await world.works_for(operator)


@given("the tariff:")
async def the_tariff(world: World, datatable: Table) -> None:
    prices = {row["part"]: Decimal(row["price"].split(maxsplit=1)[0]) for row in rows(datatable)}
    await world.sets_tariff(prices)


@given("these driver cards:")
async def these_driver_cards(world: World, datatable: Table) -> None:
    today = world.now()
    for row in rows(datatable):
        most = row.get("cars at once")
        card = Card(
            number=row["card"],
            blocked=row.get("blocked") == "yes",
            group=row.get("group"),
            valid_from=moment(row["valid from"], today) if "valid from" in row else None,
            valid_until=moment(row["valid until"], today) if "valid until" in row else None,
            max_sessions=int(most) if most else None,
        )
        await world.issues_card(card)


@when(parsers.parse('we block the card "{card}"'))
async def we_block_the_card(world: World, card: str) -> None:
    await world.blocks_card(card)


@when(parsers.parse('we assign what is kept aside for "{station}" to the session of "{card}"'))
async def we_assign_what_is_kept_aside(world: World, station: str, card: str) -> None:
    await world.assigns_set_aside(station, card)


@when(parsers.parse('we dismiss what is kept aside for "{station}" as "{reason}"'))
async def we_dismiss_what_is_kept_aside(world: World, station: str, reason: str) -> None:
    await world.dismisses_set_aside(station, reason)


@when(parsers.parse('we settle the session of "{card}" at "{station}" as "{reason}"'))
async def we_settle_by_hand(world: World, station: str, card: str, reason: str) -> None:
    await world.settles_by_hand(station, card, reason)


@given(parsers.parse('we allow "{allowance}"'))
async def we_allow(world: World, allowance: str) -> None:
    await world.allows(allowance)


@given(parsers.parse('we answer the boot of "{station}" with "{registration}"'))
async def we_answer_the_boot(world: World, station: str, registration: str) -> None:
    await world.answers_boots_with(station, registration)


@step(parsers.parse('we accept of "{station}" these faults: {faults}'))
async def we_accept_faults(world: World, station: str, faults: str) -> None:
    await world.accepts_of(station, [] if faults == NONE else faults.split(", "))


@then(parsers.parse('these faults of "{station}" have been counted:'))
async def faults_have_been_counted(world: World, station: str, datatable: Table) -> None:
    shown = {
        (breach.rule, breach.message, "taken" if breach.taken else "refused", str(breach.times))
        for breach in await world.breaches_of(station)
    }
    expected = {
        (row["fault"], row["message"], row["and was"], row["times"]) for row in rows(datatable)
    }
    assert shown == expected


@when(parsers.parse('we ask "{station}" to "{instruction}"'))
async def we_ask(world: World, station: str, instruction: str) -> None:
    await world.asks(station, instruction, {})


@when(parsers.parse('we ask "{station}" to "{instruction}" with:'))
async def we_ask_with(world: World, station: str, instruction: str, datatable: Table) -> None:
    for details in rows(datatable):
        await world.asks(station, instruction, details)


@then(parsers.parse('the instruction to "{instruction}" is "{outcome}" for "{station}"'))
async def the_instruction_is(world: World, instruction: str, outcome: str, station: str) -> None:
    assert await world.outcome_of(instruction, station) == outcome


@then(parsers.parse('the effect of "{instruction}" is seen at "{station}"'))
async def the_effect_is_seen(world: World, instruction: str, station: str) -> None:
    assert await world.effect_is_seen(instruction, station)


@then(parsers.parse('no effect of "{instruction}" is seen at "{station}"'))
async def no_effect_is_seen(world: World, instruction: str, station: str) -> None:
    assert not await world.effect_is_seen(instruction, station)


@then(parsers.parse('"{station}" is shown as "{state}"'))
async def station_is_shown_as(world: World, station: str, state: str) -> None:
    assert await world.state_of(station) == state


@then(parsers.parse('"{station}" is described by:'))
async def station_is_described_by(world: World, station: str, datatable: Table) -> None:
    shown = await world.particulars_of(station)
    expected = {row["what"]: row["value"] for row in rows(datatable)}
    assert {what: shown.get(what) for what in expected} == expected


@then(parsers.parse('we read these settings of "{station}":'))
async def we_read_these_settings(world: World, station: str, datatable: Table) -> None:
    shown = await world.settings_of(station)
    expected = {row["setting"]: row["value"] for row in rows(datatable)}
    assert {setting: shown.get(setting) for setting in expected} == expected


@then(parsers.parse('connector {connector:d} of "{station}" is shown as "{status}"'))
async def connector_is_shown_as(world: World, station: str, connector: int, status: str) -> None:
    shown = await world.connector_of(station, connector)
    assert f"{shown.status}{', stale' if shown.stale else ''}" == status


@then(parsers.parse('the alarm "{alarm}" is raised for "{station}"'))
async def the_alarm_is_raised(world: World, alarm: str, station: str) -> None:
    """Once: what goes on for long is one alarm, not many."""
    assert list(await world.alarms_for(station)).count(alarm) == 1


@then(parsers.parse('no alarm is raised for "{station}"'))
async def no_alarm_is_raised(world: World, station: str) -> None:
    assert list(await world.alarms_for(station)) == []


@then(parsers.parse('the security log of "{station}" holds "{event}"'))
async def the_security_log_holds(world: World, station: str, event: str) -> None:
    assert event in await world.security_events_of(station)


@then(parsers.parse('our {kind:w} are "{names}"'))
async def ours_are(world: World, kind: str, names: str) -> None:
    expected = [] if names == NONE else names.split(", ")
    assert sorted(await world.our(kind)) == sorted(expected)


@then(parsers.parse('the {kind:w} "{name}" of "{operator}" is hidden from us'))
async def is_hidden_from_us(world: World, kind: str, name: str, operator: str) -> None:
    assert await world.reaches_for(kind, name, operator) == "not found"
