"""Handshakes: each on a server of its own, so that none is slowed for another one's sins."""

import asyncio
import ssl
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs
from tests.conformance.certificates import NONE, OPERATOR, Authority
from tests.conformance.client import basic
from tests.conformance.corpus import records
from tests.conformance.knocking import (
    SUITES,
    Answer,
    Request,
    client_context,
    knock,
    offer,
)
from tests.conformance.report import Result
from tests.conformance.server import SECRET, Csms, csms

from domain.station import SecurityProfile

FILE = "handshake.jsonl"
AT_ONCE = 12
FEW_BYTES = 20
PROFILES = {
    "sp0": SecurityProfile.UNSECURED,
    "sp1": SecurityProfile.BASIC,
    "sp2": SecurityProfile.TLS,
    "sp3": SecurityProfile.MUTUAL_TLS,
}


@dataclass(frozen=True)
class Fixture:
    """What a fixture's name provisions: `sp1:CP/7`, `sp1-16:hex=…`, `sp3:cert=valid,cn=serial`."""

    profile: SecurityProfile
    identity: str
    secret: bytes
    options: dict[str, str]


def fixture_of(name: str) -> Fixture:
    """Raises KeyError for a profile or option that this runner does not know."""
    head, _, rest = name.partition(":")
    profile, _, version = head.partition("-")
    by, identity, secret = PROFILES[profile], "CP001" if version else "CS001", SECRET
    options: dict[str, str] = {}
    key, equals, value = rest.partition("=")
    if by >= SecurityProfile.TLS:
        options = dict(part.partition("=")[::2] for part in rest.split(",") if part)
    elif not equals:
        identity = rest or identity
    else:
        secret = {"hex": bytes.fromhex, "text": str.encode, "password": str.encode}[key](value)
    return Fixture(by, identity, secret, options)


async def run(folder: Path) -> list[Result]:
    """All lines of the folder's handshake file."""
    if not (folder / FILE).exists():
        return []
    gate = asyncio.Semaphore(AT_ONCE)
    with tempfile.TemporaryDirectory() as place, capture_logs() as logs:
        authority = Authority(Path(place))

        async def one(record: dict[str, Any]) -> Result:
            async with gate:
                return await _judged(record, authority)

        results = await asyncio.gather(*(one(record) for record in records(folder / FILE)))
    failed = [entry for entry in logs if entry["log_level"] in {"error", "critical"}]
    if failed:
        results.append(Result("handshake-log", "handshake", "rules", str(failed[0]), "no failure"))
    return results


async def _judged(record: dict[str, Any], authority: Authority) -> Result:
    expect = record["expect"]
    said = expect.get("reaction") or expect.get("outcome") or expect.get("status")
    try:
        fault, first = await _try(record, authority)
    except Exception as unknown:  # noqa: BLE001 - whatever it is, the other lines still run
        fault, first = f"{type(unknown).__name__}: {unknown}", False
    return Result(record["id"], "handshake", record["group"], fault, str(said), first)


async def _try(record: dict[str, Any], authority: Authority) -> tuple[str, bool]:
    fixture, expect = fixture_of(record["fixture"]), record["expect"]
    tls = fixture.profile >= SecurityProfile.TLS
    options = {"tls": authority.server, "tls_port": 0, "operator": OPERATOR} if tls else {}
    async with csms(**options) as server:
        mutual = fixture.profile is SecurityProfile.MUTUAL_TLS
        secret = None if mutual else fixture.secret
        await server.register(fixture.identity, secret=secret, profile=fixture.profile)
        wanted = record["request"]
        request = Request(wanted["path"], wanted["headers"], wanted.get("method", "GET"))
        if expect.get("reaction") == "CLOSE_WITHIN_S":
            return await _slow(server, request, expect["seconds"]), True
        if "repeat" in expect:
            return await _many(server, request, fixture, expect), True
        answer = await _knock(server, request, fixture.options, authority)
        return _compared(answer, expect)


async def _knock(
    server: Csms, request: Request, options: dict[str, str], authority: Authority
) -> Answer:
    if "plain-ws" in options or not server.gateway.ports.get("wss"):
        async with knock(server.port, request.raw) as answer:
            return answer
    port = server.gateway.ports["wss"]
    suite = options.get("cipher")
    version = next((name for name in options if name.startswith("tls")), None)
    unknown = options.keys() - {"cipher", "cert", "cn", version}
    if unknown:
        raise KeyError(f"unknown option {sorted(unknown)}")
    certificate = None
    if "cert" in options and options["cert"] not in NONE:
        certificate = authority.certificate(options["cert"])
    try:
        context = client_context(version, suite, certificate)
    except ssl.SSLError:
        if suite not in SUITES:
            raise
        return await offer(port, suite)
    async with knock(port, request.raw, context) as answer:
        return answer


def _compared(answer: Answer, expect: dict[str, Any]) -> tuple[str, bool]:
    """The fault, and whether it is the first choice."""
    if "outcome" in expect:
        allowed = expect["outcome"].split("|")
        rejected = "reject" in allowed and answer.outcome != "101"
        return ("" if rejected or answer.outcome in allowed else f"got {answer.outcome}"), True
    if "status" in expect:
        return _faults(answer, expect), True
    if answer.status in expect["status_any"]:
        return "", True
    mute = answer.status == 101 and "sec-websocket-protocol" not in answer.headers
    tolerated = mute and str(expect.get("also_ok", "")).startswith("101")
    return "" if tolerated else f"got {answer.outcome}", False


def _faults(answer: Answer, expect: dict[str, Any]) -> str:
    extension = answer.headers.get("sec-websocket-extensions", "").split(";")[0]
    seen = {
        "status": answer.status,
        "subprotocol": answer.headers.get("sec-websocket-protocol"),
        "extension": extension or None,
    }
    wrong = {name: seen[name] for name in expect.keys() & seen if seen[name] != expect[name]}
    return f"got {wrong}" if wrong else ""


async def _slow(server: Csms, request: Request, seconds: float) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(request.raw[:FEW_BYTES])
    began = time.monotonic()
    try:
        async with asyncio.timeout(seconds):
            await reader.read()
    except TimeoutError:
        return f"still open after {seconds} s"
    except ConnectionError:
        pass
    finally:
        writer.transport.abort()
    return "" if time.monotonic() - began < seconds else "closed too late"


async def _many(server: Csms, request: Request, fixture: Fixture, expect: dict[str, Any]) -> str:
    """So many wrong tries at once, then the right secret of this station and of another."""
    await server.register("NEIGHBOUR")

    async def wrong() -> int:
        async with knock(server.port, request.raw) as answer:
            return answer.status

    tries = asyncio.gather(*(wrong() for _ in range(expect["repeat"])))
    statuses = await tries
    bad = {status for status in statuses if status not in expect["status_any"]}
    if bad:
        return f"wrong secrets got {sorted(bad)}"
    for identity, secret in ((fixture.identity, fixture.secret), ("NEIGHBOUR", SECRET)):
        headers = {**request.headers, "Authorization": basic(identity, secret)}
        async with knock(server.port, Request(f"/ocpp/{identity}", headers).raw) as answer:
            if answer.status != 101:
                return f"the right secret of {identity} got {answer.outcome}"
    return ""
