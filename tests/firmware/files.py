"""A server for files on 127.0.0.1: gives what it has, takes what it is given."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Files:
    """What it has and got, by path.

    Attributes:
        status: instead of a success, until it is None again.
        asked: paths in order.
        cut: bytes after which it hangs up, None for never.
    """

    has: dict[str, bytes] = field(default_factory=dict)
    got: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    status: int | None = None
    cut: int | None = None
    port: int = 0

    def url(self, name: str = "") -> str:
        return f"http://127.0.0.1:{self.port}/{name}"


@contextmanager
def serving() -> Iterator[Files]:
    files = Files()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path[1:]
            files.asked.append(name)
            if files.status or name not in files.has:
                self.send_error(files.status or 404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(files.has[name])))
            self.end_headers()
            self.wfile.write(files.has[name][: files.cut])

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            files.asked.append(self.path[1:])
            if files.status:
                self.send_error(files.status)
                return
            files.got[self.path[1:]] = body
            self.send_response(201)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        files.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield files
        finally:
            server.shutdown()
            thread.join(10)
