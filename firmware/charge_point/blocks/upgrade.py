"""Opens the connection: who we are, and what the server must answer (RFC 6455, section 4)."""

import asyncio
import binascii
import hashlib
import os

from charge_point.ws import Refused, WebSocket

PROTOCOL = "ocpp1.6"
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


async def connect(station):
    """A WebSocket to the station's server; raises Refused unless that does all that it must."""
    profile, key, spare, back = station.block("trial").way(station)
    secure, host, port, path = parts(place(station.settings, profile))
    identity, tls = station.settings["identity"], None
    path += "/" + quoted(identity)
    if secure:
        tls = station.block("tls").context(station, profile, spare)
    authorization = credentials(identity, None if profile == 3 else key)
    try:
        if tls:
            streams = await asyncio.open_connection(host, port, ssl=tls, server_hostname=host)
        else:
            streams = await asyncio.open_connection(host, port)
        try:
            socket = await _upgraded(streams, host, port, path, authorization)
        except BaseException:
            streams[1].s.close()
            raise
    except (Refused, OSError, ValueError) as error:
        if tls:
            tls.verify_callback = None
        _failed(station, error)
        raise
    if tls:
        tls.verify_callback = None  # it would keep its block as long as the connection lasts
    station.block("trial").connected(station, back)
    return socket


def _failed(station, error):
    if not isinstance(error, Refused):
        station.block("tls").failed(station, error)
    elif error.args[0] in (401, 403) and station.jobs.get("told") != error.args[0]:
        station.jobs["told"] = error.args[0]
        event = "FailedToAuthenticationAtCentralSystem"
        station.block("security").note(station, event, str(error.args[0]))


async def _upgraded(streams, host, port, path, authorization):
    reader, writer = streams
    key = binascii.b2a_base64(os.urandom(16))[:-1]
    lines = [
        "GET %s HTTP/1.1" % path,
        "Host: %s:%d" % (host, port),
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: " + PROTOCOL,
        "Sec-WebSocket-Key: " + key.decode(),
    ]
    if authorization:
        lines.append("Authorization: Basic " + authorization)
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    await writer.drain()
    status, headers = await _response(reader)
    if status != 101:
        raise Refused(status)
    accept = binascii.b2a_base64(hashlib.sha1(key + _GUID).digest())[:-1].decode()
    if headers.get("sec-websocket-accept") != accept:
        raise Refused("accept")
    if headers.get("upgrade", "").lower() != "websocket":
        raise Refused("upgrade")
    if headers.get("sec-websocket-protocol") != PROTOCOL:
        raise Refused("subprotocol")
    if headers.get("sec-websocket-extensions"):
        raise Refused("extensions")
    return WebSocket(reader, writer)


async def _response(reader):
    line = await reader.readline()
    words = line.split(None, 2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/1."):
        raise Refused("no HTTP")
    headers, size = {}, 0
    while True:
        line = await reader.readline()
        size += len(line)
        if not line or size > 4096:
            raise Refused("header")
        line = line.strip()
        if not line:
            return int(words[1]), headers
        name, _, text = line.decode().partition(":")
        headers[name.strip().lower()] = text.strip()


def place(settings, profile):
    """The URL for a security profile: from 2 on over TLS, whatever the scheme says."""
    if profile < 2:
        return settings["url"]
    url = settings.get("secure_url") or settings["url"]
    return "wss" + url[2:] if url.startswith("ws:") else url


def parts(url):
    """(secure, host, port, path) of a ws:// or wss:// URL; raises ValueError for another."""
    scheme, _, rest = url.partition("://")
    if scheme not in ("ws", "wss") or not rest:
        raise ValueError("url must begin with ws:// or wss://")
    secure = scheme == "wss"
    authority, _, path = rest.partition("/")
    host, _, port = authority.partition(":")
    path = "/" + path
    while path.endswith("/"):
        path = path[:-1]
    return secure, host, int(port) if port else (443 if secure else 80), path


def quoted(identity):
    """Percent-encoded for a path."""
    safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    return "".join(
        [c if c in safe else "".join(["%%%02X" % b for b in c.encode()]) for c in identity]
    )


def credentials(identity, key):
    """Of HTTP Basic; the key goes as raw bytes (OCPP 1.6 security white paper, A00.FR.205)."""
    if not key:
        return None
    return binascii.b2a_base64(identity.encode() + b":" + key)[:-1].decode()
