"""Records, the inbox of sessions without a price, and invoices."""

from pytest_bdd import parsers

from features.asynchronous import given, then, when
from features.tables import amount, rows
from features.world import World

Table = list[list[str]]


@given(parsers.parse('the customer "{name}" pays for "{card}"'))
async def the_customer_pays(world: World, name: str, card: str) -> None:
    await world.has_customer(name, card)


@when(parsers.parse('we credit the session of "{card}" because "{why}"'))
async def we_credit_the_session(world: World, card: str, why: str) -> None:
    await world.credits_record(card, why)


@when(parsers.parse('we declare the session of "{card}" free of charge'))
async def we_declare_free(world: World, card: str) -> None:
    await world.frees_session(card)


@when(parsers.parse('we invoice "{name}" for March 2026'))
async def we_invoice(world: World, name: str) -> None:
    await world.invoices_march(name)


@when(parsers.parse('we credit the invoice "{number}" because "{why}"'))
async def we_credit_the_invoice(world: World, number: str, why: str) -> None:
    await world.credits_invoice(number, why)


@then(parsers.parse('the session of "{card}" waits for a price'))
async def the_session_waits(world: World, card: str) -> None:
    assert card in await world.cards_without_price()


@then(parsers.parse('the records of "{card}" are:'))
async def the_records_are(world: World, card: str, datatable: Table) -> None:
    shown = [
        (str(record.number), record.total, "yes" if record.credit else "no")
        for record in await world.records_of(card)
    ]
    wanted = [(row["number"], amount(row["total"]), row["credit"]) for row in rows(datatable)]
    assert shown == wanted


@then("the invoices are:")
async def the_invoices_are(world: World, datatable: Table) -> None:
    shown = [
        (seen.number, seen.kind, str(seen.sessions), seen.payable)
        for seen in await world.invoices_written()
    ]
    wanted = [
        (row["number"], row["kind"], row["sessions"], amount(row["payable"]))
        for row in rows(datatable)
    ]
    assert shown == wanted
