"""A raw knock on the door: TCP or TLS, then the bytes of an HTTP request as they are."""

import asyncio
import ssl
import struct
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

HANDSHAKE_FAILURE = "handshake_failure"
LOWEST_SECURITY = "ALL:@SECLEVEL=0"
VERSIONS = {
    "tls1.0": ssl.TLSVersion.TLSv1,
    "tls1.1": ssl.TLSVersion.TLSv1_1,
    "tls1.2": ssl.TLSVersion.TLSv1_2,
    "tls1.3": ssl.TLSVersion.TLSv1_3,
}
SUITES = {
    "AES128-SHA": 0x002F,
    "AES256-SHA": 0x0035,
    "AES128-SHA256": 0x003C,
    "DES-CBC3-SHA": 0x000A,
    "RC4-SHA": 0x0005,
    "RC4-MD5": 0x0004,
    "NULL-SHA": 0x0002,
    "NULL-SHA256": 0x003B,
    "NULL-MD5": 0x0001,
    "EXP-RC4-MD5": 0x0003,
    "DHE-RSA-AES128-SHA": 0x0033,
    "ADH-AES128-SHA": 0x0034,
}
"""Suites which a modern OpenSSL will not offer, so that their hello is written by hand."""


@dataclass
class Answer:
    """The HTTP answer, or `failed` where not even TLS came about."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    failed: bool = False
    open: bool = False

    @property
    def outcome(self) -> str:
        return HANDSHAKE_FAILURE if self.failed else str(self.status)


@dataclass(frozen=True)
class Request:
    """What is sent."""

    path: str
    headers: dict[str, str]
    method: str = "GET"

    @property
    def raw(self) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def client_context(
    version: str | None = None, suite: str | None = None, certificate: Path | None = None
) -> ssl.SSLContext:
    """A station's side of TLS, which would take anything itself; ssl.SSLError if it cannot."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers(f"{suite}:@SECLEVEL=0" if suite else LOWEST_SECURITY)
    if suite is not None:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    if version is not None:
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.minimum_version = context.maximum_version = VERSIONS[version]
    if certificate is not None:
        context.load_cert_chain(certificate)
    return context


@asynccontextmanager
async def knock(
    port: int, raw: bytes, tls: ssl.SSLContext | None = None, seconds: float = 20.0
) -> AsyncIterator[Answer]:
    """The server's answer; the connection stays open meanwhile."""
    writer = None
    try:
        try:
            async with asyncio.timeout(seconds):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=tls)
                writer.write(raw)
                answer = _read(await reader.readuntil(b"\r\n\r\n"))
        except (ssl.SSLError, ConnectionError):
            answer = Answer(failed=True)
        except asyncio.IncompleteReadError as end:
            answer = _read(end.partial) if end.partial else Answer(failed=tls is not None)
        yield answer
    finally:
        if writer is not None:
            writer.transport.abort()
            with suppress(OSError):
                await writer.wait_closed()


def _read(head: bytes) -> Answer:
    first, *rest = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    headers = {}
    for line in rest:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    return Answer(int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0, headers)


async def offer(port: int, suite: str) -> Answer:
    """Whether the server would take that one TLS 1.2 suite: a hello by hand, and its answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(_hello(SUITES[suite]))
        async with asyncio.timeout(5):
            kind = (await reader.read(1)) or b"\x15"
    except ConnectionError:
        kind = b"\x15"
    finally:
        writer.transport.abort()
    return Answer(failed=kind != b"\x16")


def _hello(suite: int) -> bytes:
    """A ClientHello with one suite, common curves and signatures (RFC 5246, 7.4.1.2)."""
    groups = struct.pack("!HHHHH", 10, 6, 4, 23, 24)
    signatures = struct.pack("!HHHHHHH", 13, 10, 8, 0x0401, 0x0403, 0x0804, 0x0201)
    extensions = groups + signatures
    body = b"\x03\x03" + bytes(range(32)) + b"\x00"
    body += struct.pack("!HH", 2, suite) + b"\x01\x00"
    body += struct.pack("!H", len(extensions)) + extensions
    message = b"\x01" + struct.pack("!I", len(body))[1:] + body
    return b"\x16\x03\x01" + struct.pack("!H", len(message)) + message
