"""The server: keys, versions, idempotency, faults, and webhooks signed as Stripe signs them."""

import asyncio
import hashlib
import hmac
import json
import time
from collections import deque
from contextlib import suppress
from copy import deepcopy

from tests.stripe_server import routes
from tests.stripe_server.books import Books, Refusal, declined, invalid
from tests.stripe_server.faults import Fault
from tests.stripe_server.forms import read_form
from tests.stripe_server.http import Request, read_request, response

SECRET_KEY = "sk_test_volta"
WEBHOOK_SECRET = "whsec_volta"
UNREMEMBERED = {409, 429}

ANSWERS = {
    Fault.BROKE: Refusal(500, "api_error", "Something broke on our end."),
    Fault.BUSY: Refusal(429, "rate_limit_error", "Too many requests.", "rate_limit"),
    Fault.IN_FLIGHT: Refusal(409, "idempotency_error", "A request is in flight."),
    Fault.DECLINED: declined(),
}


class StripeServer:
    """`async with StripeServer() as stripe:`; `stripe.address` is where it listens."""

    def __init__(self, *keys: str, now: float | None = None) -> None:
        self.books = Books(now=time.time() if now is None else now)
        self.keys = keys or (SECRET_KEY,)
        self.faults: deque[Fault] = deque()
        self.down = False
        self.requests: list[Request] = []
        self._remembered: dict[str, tuple[str, bytes, int, bytes]] = {}
        self._connections: set[asyncio.Task] = set()
        self._events = 0

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in tuple(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    def will(self, *faults: Fault) -> None:
        """These go wrong next, one a request."""
        self.faults.extend(faults)

    def forget_keys(self) -> None:
        """A day has passed: keys are pruned."""
        self._remembered.clear()

    def event(self, kind: str, thing: dict, name: str | None = None) -> bytes:
        """A notice about a thing as it is now."""
        self._events += 1
        shown = {key: value for key, value in deepcopy(thing).items() if not key.startswith("_")}
        event = {
            "id": name or f"evt_{self._events:06d}", "object": "event", "type": kind,
            "api_version": "2026-10-28.endive", "data": {"object": shown},
        }  # fmt: skip
        return json.dumps(event).encode()

    @staticmethod
    def sign(content: bytes, secret: str = WEBHOOK_SECRET, at: float | None = None) -> str:
        """The header `Stripe-Signature`, written down from Stripe's own description."""
        moment = int(time.time() if at is None else at)
        mac = hmac.new(secret.encode(), f"{moment}.".encode() + content, hashlib.sha256)
        return f"t={moment},v1={mac.hexdigest()},v0=0000"

    # How.

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._connections.add(task)
        try:
            while (request := await read_request(reader)) is not None:
                answer = await self._answered(request)
                if answer is None:
                    break
                writer.write(answer)
                await writer.drain()
        except (asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()
            self._connections.discard(task)

    async def _answered(self, request: Request) -> bytes | None:
        fault = self.faults.popleft() if self.faults else None
        if self.down or fault is Fault.DOWN:
            return None
        self.requests.append(request)
        status, body = self._once(request, fault)
        if fault is Fault.SLOW:
            await asyncio.sleep(3600)
        return None if fault is Fault.LOST else response(status, body)

    def _once(self, request: Request, fault: Fault | None) -> tuple[int, bytes]:
        """The remembered answer of a key, or a new one."""
        key = request.headers.get("idempotency-key")
        if request.method != "POST" or key is None:
            return self._done(request, fault)
        if key in self._remembered:
            path, content, status, body = self._remembered[key]
            if (path, content) != (request.path, request.body):
                refusal = Refusal(
                    400, "idempotency_error", "The key was used with other parameters."
                )
                return refusal.status, json.dumps(refusal.body).encode()
            return status, body
        status, body = self._done(request, fault)
        if status not in UNREMEMBERED:
            self._remembered[key] = (request.path, request.body, status, body)
        return status, body

    def _done(self, request: Request, fault: Fault | None) -> tuple[int, bytes]:
        try:
            self._check(request)
            if fault in ANSWERS:
                raise ANSWERS[fault]
            thing = self._acted(request)
            if fault is Fault.BROKE_AFTER:
                raise ANSWERS[Fault.BROKE]
        except Refusal as refusal:
            return refusal.status, json.dumps(refusal.body).encode()
        return 200, json.dumps(thing).encode()

    def _check(self, request: Request) -> None:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.keys:
            raise Refusal(401, "invalid_request_error", "Invalid API Key provided.")
        if "stripe-version" not in request.headers:
            raise invalid("No Stripe-Version: the account's default would be used.")
        if request.method == "POST":
            media = request.headers.get("content-type", "")
            if media != "application/x-www-form-urlencoded":
                raise invalid(f"Bodies are forms, not {media!r}.")
            if "idempotency-key" not in request.headers and "detach" not in request.path:
                raise invalid("The test wants an Idempotency-Key.")

    def _acted(self, request: Request) -> dict:
        found = routes.find(request.method, request.path)
        if found is None:
            raise invalid(f"Unrecognized request URL ({request.path}).", None, 404)
        action, names = found
        text = request.query if request.method == "GET" else request.body.decode()
        form = read_form(text) if text else {}
        thing = action(self.books, form, *names)
        if thing.get("object") == "list":
            return thing
        return routes.expanded(self.books, thing, form)
