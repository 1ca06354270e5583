"""What is read: the same story, told to dictionaries and to PostgreSQL, is shown alike."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import EIGHT, OHM, VOLTA, at
from tests.entrypoints.api.world import House, two_tenants

from application.ports.idempotency import RememberedAnswer
from application.views import authorization, billing, charging, diagnostics, market, provisioning
from application.views import payment as payments
from application.views import remote_control as orders
from application.views import tariff as tariffs
from application.views.paging import Slice
from application.views.past_sessions import PastFilter
from domain.identity import TenantId

EVERY_ASSIGNMENT = tariffs.AssignmentFilter()
NO_ORDERS = orders.OrderFilter()
SINCE = EIGHT - timedelta(days=1)


async def everything(house: House) -> dict[str, object]:
    """All that every view shows, by its name; numbers of events are the database's own."""
    one, other = await two_tenants(house)
    shown: dict[str, object] = {}
    for mine, theirs in ((one, other), (other, one)):
        views = house.views.tenant(mine.tenant)
        name = mine.tenant
        station = mine.station.id
        lists = {
            "locations": lambda w, v=views: v.locations.page(w),
            "stations": lambda w, v=views: v.stations.page(w, provisioning.StationFilter()),
            "settings": lambda w, v=views, s=station: v.stations.settings(s, w),
            "tokens": lambda w, v=views: v.tokens.page(w, authorization.TokenFilter()),
            "tariffs": lambda w, v=views: v.tariffs.page(w),
            "assignments": lambda w, v=views: v.tariffs.assignments(w, EVERY_ASSIGNMENT),
            "sessions": lambda w, v=views: v.sessions.page(w, charging.SessionFilter()),
            "readings": lambda w, v=views, s=mine.session.id: v.sessions.readings(s, w),
            "unmatched": lambda w, v=views: v.unmatched.page(w, charging.UnmatchedFilter()),
            "cdrs": lambda w, v=views: v.cdrs.page(w, charging.CdrFilter()),
            "unpriced": lambda w, v=views: v.unpriced.page(w),
            "customers": lambda w, v=views: v.customers.page(w),
            "invoices": lambda w, v=views: v.invoices.page(w, billing.InvoiceFilter()),
            "orders": lambda w, v=views: v.orders.page(w, NO_ORDERS),
            "payments": lambda w, v=views: v.payments.page(w, payments.PaymentFilter()),
            "methods": lambda w, v=views: v.payments.methods(w, payments.MethodFilter()),
            "market": lambda w, v=views: v.market.page(w, market.QuotationFilter()),
            "frames": lambda w, v=views: v.frames.page(w, diagnostics.FrameFilter()),
            "events": lambda w, v=views: v.events.page(w, diagnostics.EventFilter()),
        }
        for kind, read in lists.items():
            for sort in SORTS[kind]:
                page = await read(Slice(50, None, sort))
                assert page.next is None
                shown[f"{name} {kind} {sort}"] = [_unnumbered(item) for item in page.items]
                shown[f"{name} {kind} {sort} in steps"] = await in_steps(read, sort)
        shown[f"{name} found"] = [
            await views.locations.find(mine.location.id),
            await views.stations.find(station),
            await views.stations.many([station, theirs.station.id]),
            await views.stations.statistics(station, SINCE, at(60)),
            await views.tokens.find(mine.token.id),
            await views.tariffs.find(mine.tariff.id),
            await views.tariffs.assignment(station),  # a station's own has its id
            await views.tariffs.count_past(PastFilter()),
            [
                (past.session.id, past.record.id, len(past.readings))
                for past in await views.tariffs.past(PastFilter(), 10, readings=True)
            ],
            await views.sessions.find(mine.session.id),
            await views.sessions.many([mine.running.id, theirs.running.id]),
            await views.sessions.detail(mine.session.id, at(60)),
            await views.sessions.detail(mine.running.id, at(60)),
            await views.unmatched.find(mine.report.id),
            await views.cdrs.find(mine.cdr.id),
            await views.cdrs.record(mine.cdr.id),
            await views.unpriced.find(mine.unpriced.id),
            await views.customers.find(mine.customer.id),
            await views.invoices.find(mine.invoice.id),
            await views.invoices.terms(),
            await views.orders.find(mine.order.id),
            await views.orders.many([mine.order.id, theirs.order.id]),
            await views.payments.find(mine.payment.id),
            await views.payments.many([mine.payment.id, theirs.payment.id]),
            await views.payments.methods(
                Slice(5, None, "created"), payments.MethodFilter(token=mine.method.token.lower())
            ),
            await views.market.find(mine.quotation.id),
        ]
        assert None not in shown[f"{name} found"]
        shown[f"{name} of others"] = [
            await views.locations.find(theirs.location.id),
            await views.stations.find(theirs.station.id),
            await views.tokens.find(theirs.token.id),
            await views.tariffs.find(theirs.tariff.id),
            await views.tariffs.assignment(theirs.station.id),
            await views.sessions.find(theirs.session.id),
            await views.sessions.detail(theirs.session.id, at(60)),
            await views.unmatched.find(theirs.report.id),
            await views.cdrs.find(theirs.cdr.id),
            await views.cdrs.record(theirs.cdr.id),
            await views.unpriced.find(theirs.unpriced.id),
            await views.customers.find(theirs.customer.id),
            await views.invoices.find(theirs.invoice.id),
            await views.orders.find(theirs.order.id),
            await views.payments.find(theirs.payment.id),
        ]
        assert set(shown[f"{name} of others"]) == {None}
    platform = house.views.platform()
    for tenant in (VOLTA, OHM, None):
        page = await platform.keys.page(tenant, Slice(10, None, "created"))
        shown[f"keys {tenant}"] = page.items
    shown["tenants"] = (await platform.tenants.page(Slice(10, None, "id"))).items
    shown["active"] = (await platform.tenants.page(Slice(10, None, "-id"), active=True)).items
    shown["tenant"] = [await platform.tenants.find(VOLTA), await platform.tenants.find("nobody")]
    return shown


def _unnumbered(item):
    if isinstance(item, diagnostics.EventView | diagnostics.FrameView):
        item = replace(item, number=0)
    if isinstance(item, diagnostics.FrameView) and item.answer is not None:
        item = replace(item, answer=replace(item.answer, number=0))
    return item


async def in_steps(read, sort) -> list[object]:
    """The list two at a time; a list read in steps is the list."""
    items, after = [], None
    for _ in range(50):
        page = await read(Slice(2, after, sort))
        assert len(page.items) <= 2
        items += page.items
        after = page.next
        if after is None:
            return [_unnumbered(item) for item in items]
    raise AssertionError("The list has no end.")


SORTS = {
    "locations": provisioning.LOCATION_SORTS,
    "stations": provisioning.STATION_SORTS,
    "settings": provisioning.SETTING_SORTS,
    "tokens": authorization.TOKEN_SORTS,
    "tariffs": tariffs.TARIFF_SORTS,
    "assignments": tariffs.ASSIGNMENT_SORTS,
    "sessions": charging.SESSION_SORTS,
    "readings": charging.READING_SORTS,
    "unmatched": charging.UNMATCHED_SORTS,
    "cdrs": charging.CDR_SORTS,
    "unpriced": billing.UNPRICED_SORTS,
    "customers": billing.CUSTOMER_SORTS,
    "invoices": billing.INVOICE_SORTS,
    "orders": orders.ORDER_SORTS,
    "payments": payments.PAYMENT_SORTS,
    "methods": payments.METHOD_SORTS,
    "market": market.QUOTATION_SORTS,
    "frames": diagnostics.FRAME_SORTS,
    "events": diagnostics.EVENT_SORTS,
}


def test_both_storages_show_the_same(house_on):
    in_dictionaries = house_on("memory", everything)
    in_tables = house_on("postgres", everything)
    assert in_dictionaries.keys() == in_tables.keys()
    for name, shown in in_dictionaries.items():
        assert in_tables[name] == shown, name


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_a_list_read_in_steps_is_the_list(house_on, kind):
    shown = house_on(kind, everything)
    stepped = [name for name in shown if name.endswith(" in steps")]
    assert stepped
    for name in stepped:
        assert shown[name] == shown[name.removesuffix(" in steps")], name
        assert len(shown[name]) > 0, name


CHOICES = {
    "stations": [
        ({"online": True}, 1),
        ({"online": False}, 0),
        ({"text": "market"}, 1),
        ({"text": "LEF"}, 1),
        ({"text": "%"}, 0),
        ({"registration": "accepted"}, 1),
        ({"registration": "pending"}, 0),
    ],
    "tokens": [
        ({"kind": "rfid"}, 1),
        ({"blocked": True}, 0),
        ({"text": "ADA"}, 1),
        ({"group": "x"}, 0),
    ],
    "sessions": [
        ({"open": True}, 1),
        ({"open": False}, 1),
        ({"token": "card-VOLTA"}, 2),
        ({"token": "card-ohm"}, 0),
        ({"phase": "settled"}, 1),
        ({"silent": True}, 0),
        ({"finding": "needs_review"}, 1),
        ({"since": at(4)}, 1),
        ({"until": at(4)}, 1),
        ({"since": at(1), "until": at(5)}, 2),
    ],
    "cdrs": [
        ({"token": "CARD-volta"}, 1),
        ({"number": 1}, 1),
        ({"number": 2}, 0),
        ({"since": at(1)}, 0),
        ({"until": at(1)}, 1),
    ],
    "orders": [
        ({"kind": "unlock"}, 1),
        ({"kind": "reset"}, 0),
        ({"kind": "no_such"}, 0),
        ({"state": "queued"}, 1),
        ({"state": "sent"}, 0),
        ({"waiting": True}, 1),
        ({"waiting": False}, 0),
        ({"since": at(0)}, 1),
        ({"until": at(0)}, 0),
    ],
    "frames": [
        ({"station": "MARKET-1"}, 2),
        ({"station": "MARKET-2"}, 0),
        ({"action": "Heartbeat"}, 2),
        ({"inbound": True}, 1),
        ({"kind": "result"}, 1),
        ({"text": '"M-1"'}, 2),
        ({"since": at(1)}, 1),
        ({"until": at(1)}, 1),
    ],
    "events": [
        ({"kinds": ("session_started",)}, 2),
        ({"kinds": ("session_started", "station_booted")}, 3),
        ({"kinds": ("no_such",)}, 0),
        ({"alarm": True}, 2),
        ({"alarm": True, "kinds": ("security_event_reported",)}, 1),
        ({"until": EIGHT}, 0),
    ],
}
FILTERS = {
    "stations": provisioning.StationFilter,
    "tokens": authorization.TokenFilter,
    "sessions": charging.SessionFilter,
    "cdrs": charging.CdrFilter,
    "orders": orders.OrderFilter,
    "frames": diagnostics.FrameFilter,
    "events": diagnostics.EventFilter,
}


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_filters_choose(house_on, kind):
    async def story(house: House):
        await two_tenants(house)
        views = house.views.tenant(VOLTA)
        counts = {}
        for name, choices in CHOICES.items():
            for chosen, expected in choices:
                wanted = Slice(50, None, SORTS[name][0])
                page = await getattr(views, name).page(wanted, FILTERS[name](**chosen))
                counts[f"{name} {chosen}"] = (len(page.items), expected)
        return counts

    counts = house_on(kind, story)
    assert {name: count for name, (count, _) in counts.items()} == {
        name: expected for name, (_, expected) in counts.items()
    }


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_things_of_a_session_and_of_a_station_are_found_by_them(house_on, kind):
    async def story(house: House):
        mine, theirs = await two_tenants(house)
        views = house.views.tenant(VOLTA)

        async def events(**of):
            found = await views.events.page(
                Slice(50, None, "number"), diagnostics.EventFilter(**of)
            )
            return {event.kind for event in found.items}

        assert "session_settled" in await events(session=mine.session.id)
        assert "session_settled" not in await events(session=mine.running.id)
        assert await events(order=mine.order.id) == {"order_changed"}
        assert "station_booted" in await events(station=mine.station.id)
        assert await events(station=theirs.station.id) == set()
        by_station = charging.SessionFilter(station=mine.station.id)
        assert len((await views.sessions.page(Slice(9, None, "began"), by_station)).items) == 2
        at_place = provisioning.StationFilter(location=mine.location.id)
        assert len((await views.stations.page(Slice(9, None, "identity"), at_place)).items) == 1
        elsewhere = provisioning.StationFilter(location=theirs.location.id)
        assert not (await views.stations.page(Slice(9, None, "identity"), elsewhere)).items
        elsewhere_too = charging.UnmatchedFilter(station=theirs.station.id)
        assert not (await views.unmatched.page(Slice(9, None, "received"), elsewhere_too)).items

    house_on(kind, story)


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_secret_settings_are_not_shown(house_on, kind):
    async def story(house: House):
        mine, _ = await two_tenants(house)
        page = await house.views.tenant(VOLTA).stations.settings(
            mine.station.id, Slice(9, None, "name")
        )
        return {setting.variable: setting.value for setting in page.items}

    assert house_on(kind, story) == {"HeartbeatInterval": "300", "BasicAuthPassword": None}


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_frames_can_be_followed(house_on, kind):
    async def story(house: House):
        await two_tenants(house)
        frames = house.views.tenant(VOLTA).frames
        first, second = await frames.after(0, SINCE, ["MARKET-1"], 10)
        assert (first.kind, second.kind) == ("call", "result")
        assert await frames.after(first.number, SINCE, [], 10) == (second,)
        assert await frames.after(0, at(2), [], 10) == ()
        assert await frames.after(0, SINCE, ["OTHER"], 10) == ()
        assert await frames.newest(SINCE) == second.number
        assert await frames.newest(at(2)) == 0

    house_on(kind, story)


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_a_request_is_shown_with_its_answer(house_on, kind):
    async def story(house: House):
        await two_tenants(house)
        wanted = diagnostics.FrameFilter(kind="call")
        page = await house.views.tenant(VOLTA).frames.page(Slice(9, None, "at"), wanted)
        return [(frame.answer.text, frame.answer.duration_ms) for frame in page.items]

    assert house_on(kind, story) == [('[3,"m-1"]', 1.0)]


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_an_answer_is_remembered_for_a_day(house_on, kind):
    async def story(house: House):
        await two_tenants(house)
        remembered = house.remembered
        answer = RememberedAnswer(b"1", 201, (("location", "/x"),), b'{"a":1}')
        assert await remembered.claim(VOLTA, "k", b"1") is None
        assert await remembered.claim(VOLTA, "k", b"2") == RememberedAnswer(b"1")
        assert await remembered.claim(OHM, "k", b"3") is None
        await remembered.keep(VOLTA, "k", answer)
        assert await remembered.claim(VOLTA, "k", b"2") == answer
        await remembered.release(OHM, "k")
        assert await remembered.claim(OHM, "k", b"4") is None
        house.clock.advance(timedelta(hours=24))
        assert await remembered.claim(VOLTA, "k", b"5") is None

    house_on(kind, story)


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_a_tenant_that_is_none_sees_nothing(house_on, kind):
    async def story(house: House):
        await two_tenants(house)
        views = house.views.tenant(TenantId("nobody"))
        assert not (
            await views.stations.page(Slice(9, None, "identity"), provisioning.StationFilter())
        ).items
        assert not (
            await views.events.page(Slice(9, None, "number"), diagnostics.EventFilter())
        ).items

    house_on(kind, story)
