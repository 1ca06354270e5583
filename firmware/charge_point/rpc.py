"""OCPP-J: CALL, CALLRESULT and CALLERROR over whatever carries text.

One CALL of ours is outstanding at a time; calls of the server are answered meanwhile.
"""

import asyncio
import json

CALL, RESULT, ERROR = 2, 3, 4
ANSWER_WITHIN = 30  # seconds
REMEMBERED = 2  # answers kept for calls that come twice
LONGEST_REMEMBERED = 256


class Offline(Exception):
    """There is no connection, or it went while we waited."""


class Silence(Exception):
    """The server did not answer in time."""


class CallError(Exception):
    """A CALLERROR, sent or received; args are (code, description)."""


class Rpc:
    """The conversation over one connection after another.

    Attributes:
        answer: frame of a CALL → (text, afterwards); without a text, afterwards finds the reply.
        last: ticks of the last CALL that was answered: silence after it asks for a Heartbeat.
        silent: calls in a row that nobody answered.
    """

    def __init__(self, answer, log, ticks):
        self._answer = answer
        self._log = log
        self._ticks = ticks
        self._socket = None
        self._one = asyncio.Lock()
        self._waiting = None  # [message id, event, answer]
        self._given = []
        self._count = 0
        self.last = ticks()
        self.silent = 0

    @property
    def online(self):
        return self._socket is not None

    def up(self, socket):
        self._socket = socket
        self.silent = 0

    def down(self):
        """The connection is gone: nobody will answer any more."""
        self._socket = None
        self._given.clear()
        if self._waiting:
            self._waiting[1].set()

    async def call(self, action, payload, message_id=None):
        """The payload of the answer. Raises CallError, Silence, Offline or OSError."""
        async with self._one:
            if not self._socket:
                raise Offline()
            self._count += 1
            message_id = message_id or "%d-%d" % (self._ticks(), self._count)
            waiting = self._waiting = [message_id, asyncio.Event(), None]
            try:
                payload = json.dumps([CALL, message_id, action, payload])
                await self._socket.send(payload)
                payload = None  # nor does its text stay
                await asyncio.wait_for(waiting[1].wait(), ANSWER_WITHIN)
            except asyncio.TimeoutError:
                self.silent += 1
                raise Silence(action)
            except OSError:
                raise Offline()
            finally:
                self._waiting = None
        if waiting[2] is None:
            raise Offline()
        self.silent = 0
        self.last = self._ticks()
        if waiting[2][0] == ERROR:
            raise CallError(str(waiting[2][2]), str(waiting[2][3] if len(waiting[2]) > 3 else ""))
        reply = waiting[2][2]
        return reply if isinstance(reply, dict) else {}

    async def receive(self, text):
        """Take in a frame; what is no frame is ignored (OCPP-J 4.1.3)."""
        try:
            frame = json.loads(text)
            kind, message_id = frame[0], frame[1]
        except MemoryError:
            await self._no_room(text)
            return
        except (ValueError, TypeError, IndexError, KeyError):
            self._log("no frame")
            return
        text = None  # its members take several times as much
        if not isinstance(frame, list) or not isinstance(message_id, str) or len(frame) < 3:
            self._log("no frame")
        elif kind == CALL:
            await self._reply(message_id, frame)
        elif kind in (RESULT, ERROR) and self._waiting and self._waiting[0] == message_id:
            self._waiting[2] = frame
            self._waiting[1].set()

    async def _no_room(self, text):
        """A CALL that cannot be taken in is answered all the same: the server need not wait."""
        self._log("no room for a frame of", len(text))
        head = bytes(text[:64]).split(b'"')
        if len(head) > 2 and head[0].strip(b" [,") == b"2" and self._socket:
            text = [ERROR, head[1].decode(), "InternalError", "out of memory", {}]
            await self._socket.send(json.dumps(text))

    async def _reply(self, message_id, frame):
        afterwards = None
        known = [text for known_id, text in self._given if known_id == message_id]
        if known:
            text = known[0]
        else:
            text, afterwards = self._answer(frame)
            if text is None:
                if afterwards:
                    asyncio.create_task(self._after(lambda: self._later(message_id, afterwards)))
                return
            if isinstance(text, str) and len(text) <= LONGEST_REMEMBERED:
                self._given.append((message_id, text))
                del self._given[:-REMEMBERED]
        await self._say(text)
        if afterwards:
            asyncio.create_task(self._after(afterwards))

    async def _say(self, text):
        if self._socket:
            try:
                await self._socket.send(text)
            except OSError:
                pass  # the receiving side will notice

    async def _later(self, message_id, answer):
        """An answer that takes its time: (reply, afterwards), sent when it is known."""
        try:
            reply, afterwards = await answer()
            text = json.dumps([RESULT, message_id, reply])
        except (MemoryError, OSError, ValueError) as error:
            self._log("no answer", type(error).__name__, error)
            text, afterwards = json.dumps([ERROR, message_id, "InternalError", "", {}]), None
        await self._say(text)
        if afterwards:
            await afterwards()

    async def _after(self, afterwards):
        try:
            await afterwards()
        except Exception as error:  # noqa: BLE001 - told, whatever it is
            self._log("not said", type(error).__name__, error)
