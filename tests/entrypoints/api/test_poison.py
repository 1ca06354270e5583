"""Every odd record that was accepted is shown: every list, detail and export answers."""

import asyncio
import json
from decimal import Decimal

import pytest
from tests.adapters.persistence.installed import migrated
from tests.builders import VOLTA, at
from tests.entrypoints.api.world import House, furnish, in_memory, on_postgres

from adapters.persistence.frames import PostgresFramesLog
from application.authorization.edit_token import IssueToken, TokenParticulars
from application.charging.hear_report import HearReport
from application.charging.record_readings import RecordReadings
from application.charging.report import SaidReading, SaidReport
from application.ports.stores import FrameRecord
from application.provisioning.boot_station import BootStation
from application.provisioning.connect_station import ConnectStation
from application.provisioning.learn_settings import LearnSettings
from application.provisioning.register_station import RegisterStation
from application.provisioning.report_status import ReportStatus
from application.remote_control.order import OrderInstruction
from application.security.report_event import ReportSecurityEvent
from application.views.charging import SessionFilter, UnmatchedFilter
from application.views.paging import Slice
from domain.identity import StationIdentity, TransactionReference
from domain.instruction import SendData
from domain.metering import ENERGY_REGISTER, Sample, SignedValue
from domain.moments import StationTime
from domain.quantities import Energy
from domain.session import ReportKind
from domain.station import Faulted, Hardware, Setting, SettingKey
from entrypoints.api.operations import OPERATIONS

TEXTS = {
    "right to left": "\u202emoc.live\u202c",
    "combining": "Z\u0351\u036b\u0343" * 20,
    "astral": "\U0001f697\U0001f50b",
    "zero width": "a\u200b\u2060\ufeffb",
    "line ends": "a\r\nb\u2028c",
    "markup": "<script>alert(1)</script>&amp;\"'",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "escapes": '\\u0000 \\x00 %00 {0} {} %s ${x} "]',
    "noncharacters": "\ufffe\uffff\U0010ffff",
    "controls": "\x01\x1b[31m\x7f\x85",
}
TIMES = ("222222017-01-01T00:00:00Z", "0000-00-00", "", "9999-12-31T23:59:60Z", "yesterday")
NUMBERS = ("1E+308", "-1E+308", "1E-300", "0E+50", "-0", "123456789012345678901234567890.123456789")


async def poison(house: House, text: str) -> dict[str, list[str]]:
    """Everything that a station can say, said in the worst way; what it is found by."""
    mine = await furnish(house)
    run = house.desk().run
    name = "".join(c for c in text if c.isprintable() and c != ":")[:48] or "x"
    station = await run(RegisterStation(VOLTA, name, text[:255]))
    await run(IssueToken(VOLTA, TokenParticulars(uid=f"x{text}"[:255], label=text, group=text)))
    link, _ = await run(ConnectStation(VOLTA, station.id, "n", "ocpp2.0.1", text[:100]))
    told = house.station_desk(VOLTA, link).run
    await told(BootStation(station.id, Hardware(text, text, text, text, text, text, text, text)))
    key = SettingKey(text[:50], text[:50], text[:50], text[:50], 1, 1, text[:20])
    await told(LearnSettings(station.id, (Setting(key, text, unit=text, data_type=text),)))
    for place, time in enumerate(TIMES):
        when = StationTime(None, time)
        number = NUMBERS[place % len(NUMBERS)]
        await told(ReportStatus(station.id, 1, 1, Faulted(text, text, text), when, text))
        await told(ReportSecurityEvent(station.id, text, when, text))
        reference = TransactionReference(f"{text[:30]}{place}")
        readings = (
            SaidReading(
                when,
                (
                    Sample(ENERGY_REGISTER, Decimal(number), text),
                    Sample(text, None, text, raw=text),
                    Sample("Voltage", Decimal(number), "V", phase=text,
                           signed=SignedValue(text, text, text, text)),
                ),
            ),
        )  # fmt: skip
        for kind in (ReportKind.STARTED, ReportKind.UPDATED, ReportKind.ENDED):
            report = SaidReport(
                kind=kind, said_at=when, token=text, evse=1, readings=readings,
                register=Energy(Decimal(number)),
            )  # fmt: skip
            await told(HearReport(VOLTA, station.id, reference, report, self_named=True))
        lost = SaidReport(kind=ReportKind.ENDED, said_at=when, token=text, readings=readings)
        lost_name = TransactionReference(f"lost {text[:20]}")
        await told(HearReport(VOLTA, station.id, lost_name, lost, self_named=False))
        await told(RecordReadings(station.id, 0, readings, TransactionReference(text[:36])))
    order = await run(OrderInstruction(VOLTA, station.id, SendData(text, text, text), text))
    for kind in ("call", "result", "malformed"):
        house.frames.record(
            FrameRecord(
                VOLTA, StationIdentity(name), str(station.id), at(0), True, text, kind, text, text,
                text * 100, 1e308,
            )
        )  # fmt: skip
    if isinstance(house.frames, PostgresFramesLog):
        await house.frames.close()
    views = house.views.tenant(VOLTA)
    sessions = await views.sessions.page(Slice(500, None, "began"), SessionFilter())
    reports = await views.unmatched.page(Slice(500, None, "received"), UnmatchedFilter())
    assert len(sessions.items) > len(TIMES)
    assert len(reports.items) > 1
    return {
        "key": mine.key,
        "tenant": [VOLTA],
        "location": [mine.location.id],
        "station": [station.id],
        "token": [mine.token.id],
        "tariff": [mine.tariff.id],
        "assignment": [mine.station.id],  # a station's own has its id
        "session": [session.id for session in sessions.items],
        "report": [report.id for report in reports.items],
        "cdr": [mine.cdr.id],
        "customer": [mine.customer.id],
        "invoice": [mine.invoice.id],
        "payment": [mine.payment.id],
        "method": [mine.method.id],
        "command": [order.id],
        "quotation": [mine.quotation.id],
    }


MAY_BE_WITHOUT = {"explain_session": {200, 409}, "read_unpriced_session": {200, 404}}
"""Not every session has a tariff that explains its price, or waits for a decision on it."""


async def everything_answers(house: House, text: str) -> None:
    known = await poison(house, text)
    async with house.client(known.pop("key")) as client:
        asked = 0
        for op in OPERATIONS:
            if op.method != "GET" or op.tenancy == "platform":
                continue
            name = next(iter(op.path_parameters), None)
            for thing in known.get(name, [name]) if name else [None]:
                path = f"/api/v1{op.path}".replace(f"{{{name}}}", str(thing))
                while path is not None:
                    answer = await client.get(path)
                    allowed = {404} if name == "key" else MAY_BE_WITHOUT.get(op.name, {200})
                    assert answer.status_code in allowed, (path, answer.text[:500])
                    asked += 1
                    in_json = "json" in answer.headers["content-type"]
                    path = _next(path, answer) if in_json else None
        assert asked > 40


def _next(path: str, answer) -> str | None:
    shown = json.loads(answer.text, parse_float=Decimal)
    cursor = shown.get("next") if isinstance(shown, dict) else None
    base = path.split("?", maxsplit=1)[0]
    return f"{base}?cursor={cursor}" if cursor else None


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_page_answers_in_memory(text):
    asyncio.run(asyncio.wait_for(everything_answers(in_memory(), text), 60))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_page_answers_on_postgresql(postgres, text):
    database = migrated(postgres)

    async def told() -> None:
        async with on_postgres(database) as house:
            await everything_answers(house, text)

    try:
        asyncio.run(asyncio.wait_for(told(), 60))
    finally:
        postgres.drop(database)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_filter_takes_every_text(text):
    async def ask() -> None:
        house = in_memory()
        mine = await furnish(house)
        async with house.client(mine.key) as client:
            for op in OPERATIONS:
                if op.method != "GET" or op.path_parameters or op.tenancy != "tenant":
                    continue
                for name in set(op.query.__struct_fields__) - {"limit"}:
                    answer = await client.get(f"/api/v1{op.path}", params={name: text})
                    assert answer.status_code in {200, 400}, (op.name, name, answer.text)

    asyncio.run(asyncio.wait_for(ask(), 60))
