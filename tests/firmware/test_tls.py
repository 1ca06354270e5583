"""TLS of the link: whom the charge point trusts, and what it shows (security white paper, 2)."""

import asyncio
import binascii
import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.conformance.backends import Memory
from tests.conformance.server import BACKEND
from tests.conformance.server import csms as our_csms
from tests.firmware import authority
from tests.firmware.authority import DAY, NAMES, issue
from tests.firmware.csms import Csms

from domain.station import SecurityProfile
from entrypoints.gateway.tls import station_context

ROOT = issue("Operator Root", ca=True)
OTHER = issue("Somebody's Root", ca=True)
MIDDLE = issue("Operator Intermediate", ROOT, ca=True)
SERVER = issue("localhost", ROOT, names=NAMES)


@dataclass(frozen=True)
class Case:
    """One row: what the server shows, what the charge point trusts and shows.

    Attributes:
        server: its certificate.
        clients: under whose root a client must show a certificate, None where it need not.
        roots: what the charge point trusts.
        own: what it shows.
        limit: of the server's TLS context, before it serves.
        ahead: seconds by which the charge point's clock is ahead, and sure of itself.
        event: what the security log says of a refusal, nothing where the server just hangs up; None
            where it connects.
    """

    server: Any = SERVER
    clients: Any = None
    roots: tuple[Any, ...] = (ROOT,)
    own: Any = None
    limit: Callable[[ssl.SSLContext], object] = field(default=lambda _: None)
    ahead: int = 0
    event: str | None = None


def old_suites(context: ssl.SSLContext) -> None:
    context.set_ciphers("AES128-SHA:AES256-SHA:@SECLEVEL=0")
    context.maximum_version = ssl.TLSVersion.TLSv1_2


def rsa_server() -> Any:
    root = issue("RSA Root", ca=True, rsa_bits=2048)
    return {"server": issue("localhost", root, names=NAMES, rsa_bits=2048), "roots": (root,)}


BAD = "InvalidCentralSystemCertificate"
CASES = {
    "1 good, P-256": Case(),
    "2 good, RSA-2048": Case(**rsa_server()),
    "3 good, below an intermediate, root one of two": Case(
        server=issue("localhost", MIDDLE, names=NAMES), roots=(OTHER, ROOT)
    ),
    "4 good, shows its own certificate": Case(clients=ROOT, own=issue("CP1", ROOT)),
    "5 good, shows one below an intermediate": Case(clients=ROOT, own=issue("CP1", MIDDLE)),
    "6 of another root": Case(server=issue("localhost", OTHER, names=NAMES), event=BAD),
    "7 of another host": Case(server=issue("elsewhere", ROOT, names=("x.test",)), event=BAD),
    "8 expired": Case(
        server=issue("localhost", ROOT, names=NAMES, begins=-9 * DAY, ends=-DAY), event=BAD
    ),
    "9 not yet valid": Case(
        server=issue("localhost", ROOT, names=NAMES, begins=DAY, ends=9 * DAY), event=BAD
    ),
    "10 expired by the charge point's clock alone": Case(ahead=31 * 86400, event=BAD),
    "11 only suites without forward secrecy": Case(limit=old_suites, event="", **rsa_server()),
    "12 our own certificate is of another root": Case(
        clients=ROOT, own=issue("CP1", OTHER), event=""
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_twelve_cases_of_trust(tmp_path, board_at, case):
    context = authority.server_side(tmp_path, case.server, case.clients)
    case.limit(context)
    with Csms(tls=context) as csms:
        profile = 3 if case.own else 2
        board = board_at(csms.url, security_profile=profile)
        authority.trust(board.folder, *case.roots)
        if case.ahead:
            ahead(board.folder, case.ahead)
        if case.own:
            secrets(board, authority.own(board.folder, case.own))
        board.start()
        if case.event is None:
            board.until(lambda state: state["registration"] == "Accepted", "accepted")
            assert csms.connections == 1
            return
        board.until(lambda state: state["attempts"] >= 3, "it tries again")
        assert not board.state()["online"]
        assert csms.connections == 0
        log = board.folder / "security.log"
        if case.event:
            said = [line for line in log.read_text().splitlines() if case.event in line]
            assert len(said) == 1, log.read_text()


def ahead(folder, by):
    """As if the last time that it knew were later than today: the floor of its clock."""
    text = json.dumps({"at": int(time.time()) + by, "boot": 1}).encode()
    (folder / "time").write_bytes(b"%08x\n" % binascii.crc32(text) + text)


def secrets(board, more):
    text = json.dumps({"key": board.key, **more}).encode()
    (board.folder / "secrets").write_bytes(b"%08x\n" % binascii.crc32(text) + text)


def test_without_a_root_nothing_is_trusted(tmp_path, board_at):
    with Csms(tls=authority.server_side(tmp_path, SERVER)) as csms:
        board = board_at(csms.url, security_profile=2).start()
        board.until(lambda state: state["attempts"] >= 2)
        assert any("no root certificate" in line for line in board.do("log"))
        assert csms.connections == 0


def test_profile_2_never_goes_in_the_clear_whatever_the_url_says(csms, board_at):
    board = board_at(csms.url, security_profile=2)
    authority.trust(board.folder, ROOT)
    board.start()
    board.until(lambda state: state["attempts"] >= 2)
    assert csms.authorizations == []


def test_the_password_is_not_shown_with_a_certificate(tmp_path, board_at):
    context = authority.server_side(tmp_path, SERVER, ROOT)
    with Csms(tls=context) as csms:
        board = board_at(csms.url, security_profile=3)
        authority.trust(board.folder, ROOT)
        secrets(board, authority.own(board.folder, issue("CP1", ROOT)))
        board.start()
        board.until(lambda state: state["registration"] == "Accepted")
        assert csms.authorizations == [""]
        assert dict(each[0] for each in csms.certificates[0]["subject"])["commonName"] == "CP1"


@pytest.mark.parametrize("profile", [2, 3])
def test_our_own_server_lets_it_in(tmp_path, board_at, profile):
    asyncio.run(connect_to_ours(tmp_path, board_at, profile))


async def connect_to_ours(tmp_path, board_at, profile):
    BACKEND.set(Memory())
    file = tmp_path / "server.pem"
    authority.server_side(tmp_path, SERVER)
    (tmp_path / f"{SERVER.file_name}.pem").rename(file)
    (tmp_path / "roots.pem").write_text(ROOT.pem)
    tls = station_context([(file, file)], tmp_path / "roots.pem")
    async with our_csms("tls", tls=tls, tls_port=0) as server:
        await server.register(
            "CP1",
            secret=bytes.fromhex("00112233445566778899aabbccddeeff00112233"),
            profile=SecurityProfile(profile),
        )
        url = f"wss://127.0.0.1:{server.gateway.ports['wss']}/ocpp/{server.tenant}"
        board = board_at(url, security_profile=profile)
        authority.trust(board.folder, ROOT)
        if profile == 3:
            secrets(board, authority.own(board.folder, issue("CP1", ROOT)))
        await asyncio.to_thread(board.start)
        await asyncio.to_thread(
            board.until, lambda state: state["registration"] == "Accepted", "accepted"
        )
        await asyncio.to_thread(board.kill)
        await server.react()
