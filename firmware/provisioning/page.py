"""Provisioning over Wi-Fi: one page with one form, for whoever has the password of the board's network.

Whatever address a telephone asks for leads to the page. Only that page's form is heard: a request
from a page of somebody else's has another Host or Origin. Secrets go in and never come out.
"""

import asyncio

from . import fields

LARGEST = 12000  # bytes of a form
HEADER = 2048
WITHIN = 15  # seconds for a request
SKIPPED = 512  # a piece of a form that is thrown away

HEAD = (
    "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>Charge point</title><style>body{font:16px sans-serif;max-width:40em;margin:1em auto;"
    "padding:0 1em}label{display:block;margin:.8em 0}input,select,textarea{display:block;"
    "width:100%;box-sizing:border-box;font:inherit}small{color:#555}.bad{color:#a00}</style>"
    "<h1>Charge point</h1>"
)
TAIL = "<p><button name=do value=save>Save and restart</button></form>"


class Page:
    """Serves the form.

    Args:
        draft: what is being changed.
        host: our address, as it stands in a browser's address bar.
        restart: () → None, called after something has been kept.
    """

    def __init__(self, draft, host, restart):
        self._draft, self._host, self._restart = draft, host, restart

    async def serve(self, port=80):
        return await asyncio.start_server(self._client, "0.0.0.0", port)

    async def _client(self, reader, writer):
        kept = False
        try:
            kept = await asyncio.wait_for(self._request(reader, writer), WITHIN)
            await writer.drain()
        except (OSError, EOFError, ValueError, asyncio.TimeoutError):
            pass  # a browser that went away, or none
        finally:
            writer.close()
            await writer.wait_closed()
        if kept:
            self._restart()

    async def _request(self, reader, writer):
        words = (await reader.readline()).decode().split()
        if len(words) < 2:
            return False
        headers, size = {}, 0
        while True:
            line = await reader.readline()
            size += len(line)
            if size > HEADER:
                return self._say(writer, "431 Request Header Fields Too Large")
            line = line.decode().strip()
            if not line:
                break
            name, _, text = line.partition(":")
            headers[name.strip().lower()] = text.strip()
        path = words[1].partition("?")[0]
        if headers.get("host") != self._host or path != "/":
            return self._say(writer, "302 Found", "Location: http://%s/\r\n" % self._host)
        if words[0] == "GET":
            return await self._show(writer, [])
        if words[0] != "POST":
            return self._say(writer, "405 Method Not Allowed")
        if headers.get("origin", "http://" + self._host) != "http://" + self._host:
            return self._say(writer, "403 Forbidden")
        length = headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST:
            return self._say(writer, "413 Content Too Large")
        return await self._take(await reader.readexactly(int(length)), writer)

    def _say(self, writer, status, headers=""):
        writer.write(("HTTP/1.0 %s\r\n%sContent-Length: 0\r\n\r\n" % (status, headers)).encode())
        return False

    async def _show(self, writer, said):
        writer.write(
            b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
            b"Cache-Control: no-store\r\n"
            b"Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; "
            b"form-action 'self'; frame-ancestors 'none'\r\n\r\n"
        )
        for piece in self._pieces(said):
            writer.write(piece.encode())
            await writer.drain()
        return False

    def _pieces(self, said):
        yield HEAD
        for sentence in said:
            yield "<p class=bad>%s</p>" % escaped(sentence)
        yield "<form method=post>"
        for words in fields.rows():
            yield self._field(words)
        yield (
            "<label>Root certificate (PEM)<textarea name=certificate rows=4></textarea>"
            "<small>empty: as it is</small></label>"
        )
        yield TAIL

    def _field(self, words):
        name, kind = words[fields.NAME], words[fields.KIND]
        shown = self._draft.shown(name)
        if kind in fields.SECRET:
            inside = "<input type=password autocomplete=off name=%s placeholder='%s'>" % (
                name,
                shown,
            )
        elif kind in ("choice", "flag"):
            members = ("no", "yes") if kind == "flag" else fields.choices(words)
            # Nothing chosen stays nothing: a default may depend on other fields.
            if not shown:
                members = ("",) + tuple(members)
            inside = "<select name=%s>%s</select>" % (
                name,
                "".join(["<option%s>%s" % (" selected" if m == shown else "", m) for m in members]),
            )
        else:
            inside = "<input name=%s value='%s'>" % (name, escaped(shown))
        return "<label>%s%s<small>%s</small></label>" % (name, inside, escaped(words[fields.WHAT]))

    async def _take(self, body, writer):
        said, pem = [], ""
        for item in body.decode().split("&"):
            name, _, text = item.partition("=")
            name, text = plain(name), plain(text)
            if name == "certificate":
                pem = text.strip()
            elif name != "do":
                try:
                    self._change(name, text.strip())
                except ValueError as error:
                    said.append(str(error))
        try:
            if pem:
                self._draft.certificate(pem)
            if not said:
                self._draft.save()
        except ValueError as error:
            said += str(error).split("; ")
        except OSError as error:
            said.append("not kept: %s" % error)
        if said:
            return await self._show(writer, said)
        text = HEAD + "<p>Kept. The charge point starts."
        writer.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
        writer.write(text.encode())
        return True

    def _change(self, name, text):
        words = fields.row(name)
        if text == self._draft.shown(name):
            return
        if text:
            self._draft.set(name, text)
        elif words[fields.KIND] not in fields.SECRET:  # an empty password field is no change
            self._draft.unset(name)


def escaped(text):
    for letter, name in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("'", "&#39;"),
        ('"', "&#34;"),
    ):
        text = text.replace(letter, name)
    return text


def plain(text):
    """Of application/x-www-form-urlencoded; raises ValueError."""
    parts = text.replace("+", " ").encode().split(b"%")
    found = parts[0]
    for part in parts[1:]:
        found += bytes([int(part[:2], 16)]) + part[2:]
    return found.decode()
