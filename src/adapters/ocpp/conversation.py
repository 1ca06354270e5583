"""Who asked what and is still waiting: the rules of OCPP-J on one connection, without any I/O.

Rules
- The station's calls are delivered one at a time, in order, however fast they come; each is
  judged when its turn comes, so a status sent before the boot answer waits for that answer.
- They are delivered while a call of ours is open as well: the two directions never wait for
  each other (OCPP 2.x Part 4, 4.1.1).
- We have at most one call open. It ends with a result, an error, its time-out or the connection;
  an answer after that is ignored, as is any answer nobody asked for.
- A call repeated with the same id and content gets the answer it had, or waits for the one in
  work; with other content it is a new call.
- Before acceptance only BootNotification passes, and in Pending what we asked for (``permit``);
  the rest is refused with SecurityError (2.x B02.FR.09, B03.FR.07; 1.6 errata 3.10).
- Nothing a station sends raises an exception here.

Times are monotonic seconds and come in with each call.
"""

from collections.abc import Callable, Container, Mapping
from types import MappingProxyType
from typing import ClassVar

from msgspec import Struct

from adapters.ocpp import frames
from adapters.ocpp.actions import Action
from adapters.ocpp.codec import decode, encode
from adapters.ocpp.effects import (
    CallFailed,
    Close,
    Completed,
    Deliver,
    Effect,
    Failure,
    Ignored,
    InboundCall,
    Refused,
    ResultRefused,
    Transmit,
)
from adapters.ocpp.faults import Fault, InvalidMessageError, describe
from adapters.ocpp.gate import BOOT, Gate, Standing
from adapters.ocpp.introduction import Chooser
from adapters.ocpp.judge import Judge
from adapters.ocpp.recent_answers import RecentAnswers
from adapters.ocpp.repairs import Finding
from adapters.ocpp.rulebook import UNREADABLE_ID, Rulebook
from domain.station import STRICT, Quirk, Tolerance

LARGEST_FRAME = 1024 * 1024  # bytes
MOST_WAITING = 256  # calls of the station that wait for their turn
LARGEST_BACKLOG = 4 * LARGEST_FRAME  # bytes of their payloads
ANSWER_SECONDS = 30.0

# Asked again it may be answered anew: its answer tells the time and changes nothing.
ALWAYS_FRESH = frozenset({"Heartbeat"})

TOO_BIG, NOT_UTF8, FLOOD = 1009, 1007, 1008


class LineBusyError(Exception):
    """A call of ours is still open on this connection."""


class NotInWorkError(Exception):
    """An answer was given to a call that is not the one in work."""


class _Open(Struct, frozen=True, gc=False):
    message_id: str
    action: Action
    deadline: float


class Conversation:
    """One connection of one station.

    Args:
        rulebook: the version spoken.
        standing: what is known of the registration from before this connection.
        served: the actions that have a handler; None means every one a station may call.
        tolerance: quirks of this station that are repaired rather than refused; with
            ``EARLY_CALLS`` in it, calls before acceptance are served.
        choose: the tolerance from the next BootNotification on, by what the station says it is.
    """

    __slots__ = (
        "_answers",
        "_backlog",
        "_closed",
        "_gate",
        "_in_work",
        "_judge",
        "_open",
        "_waiting",
        "rulebook",
    )

    def __init__(
        self,
        rulebook: Rulebook,
        *,
        standing: Standing = Standing.UNKNOWN,
        served: Container[str] | None = None,
        tolerance: Tolerance = STRICT,
        choose: Chooser | None = None,
    ) -> None:
        self.rulebook = rulebook
        waived = Quirk.EARLY_CALLS in tolerance
        self._gate = Gate(standing, early=rulebook.early, open_always=waived)
        handled = rulebook.actions if served is None else served
        self._judge = Judge(rulebook, handled, tolerance, self._gate, choose)
        # Almost always empty, of every station: a deque would hold 760 bytes for each.
        self._waiting: list[frames.Call | frames.Send] = []
        self._backlog = 0
        self._in_work: frames.Call | None = None
        self._open: _Open | None = None
        self._answers = RecentAnswers()
        self._closed = False

    # What the station says

    def feed(self, message: str | bytes, now: float, *, binary: bool = False) -> list[Effect]:
        """Take one WebSocket message.

        Args:
            message: a text message, as text or as its undecoded bytes.
            now: monotonic seconds.
            binary: whether it came with the binary opcode; OCPP-J knows text only.
        """
        if self._closed:
            return [Ignored("the conversation is closed")]
        if binary:
            return [Ignored("binary message")]
        if _size(message) > LARGEST_FRAME:
            return self._close(TOO_BIG, "message too big")
        if isinstance(message, bytes):
            try:
                message = message.decode()
            except UnicodeDecodeError:
                return self._close(NOT_UTF8, "text is not UTF-8")
        frame = frames.parse(message)
        return self._LISTENERS[type(frame)](self, frame, now)

    def answer(self, message_id: str, payload: Struct, now: float) -> list[Effect]:
        """Answer the call in work with its result; the next waiting call may follow.

        The result of a BootNotification sets the standing.

        Raises:
            NotInWorkError: no call with this id is in work.
        """
        call = self._finish(message_id)
        if self._closed:
            return []
        text = frames.call_result(message_id, payload)
        if call.action == BOOT:
            self._gate.register(Standing(getattr(payload, "status", Standing.UNKNOWN.value)))
        if call.action not in ALWAYS_FRESH:
            self._answers.keep(message_id, call.action, call.payload, text, now)
        return [Transmit(text), *self._next(now)]

    def refuse(
        self, message_id: str, fault: Fault, now: float, description: str = ""
    ) -> list[Effect]:
        """Answer the call in work with an error; it is not remembered, so a retry is a new try.

        Raises:
            NotInWorkError: no call with this id is in work.
        """
        self._finish(message_id)
        if self._closed:
            return []
        return [*self._error(message_id, fault, description or fault.value), *self._next(now)]

    # What we say

    @property
    def standing(self) -> Standing:
        """Where the station's registration stands."""
        return self._gate.standing

    @property
    def free(self) -> bool:
        """Whether a call of ours may be sent now."""
        return self._open is None and not self._closed

    @property
    def deadline(self) -> float | None:
        """When ``tick`` is due, in monotonic seconds; None if nothing is awaited."""
        return self._open.deadline if self._open else None

    @property
    def waiting(self) -> int:
        """How many calls of the station wait for their turn."""
        return len(self._waiting)

    def ask(
        self,
        message_id: str,
        action: str,
        payload: Struct,
        now: float,
        timeout: float = ANSWER_SECONDS,
    ) -> list[Effect]:
        """Open a call of ours.

        Raises:
            LineBusyError: one is open already.
            KeyError: this version has no such action.
            InvalidMessageError: the payload breaks the schema; nothing was sent.
        """
        if not self.free:
            raise LineBusyError(message_id)
        row = self.rulebook.actions[action]
        decode(row.request, encode(payload))
        self._open = _Open(message_id, row, now + timeout)
        return [Transmit(frames.call(message_id, action, payload))]

    def permit(self, *actions: str) -> None:
        """Let these calls pass although the station is Pending: we asked for them (B02.FR.02)."""
        self._gate.permit(actions)

    def tick(self, now: float) -> list[Effect]:
        """Give up the open call if its time is over."""
        if self._open is None or now < self._open.deadline:
            return []
        return [self._complete(CallFailed(Failure.TIMED_OUT))]

    def lose(self) -> list[Effect]:
        """The connection is gone: the open call fails, nothing more is said or heard."""
        self._closed = True
        self._waiting.clear()
        self._backlog = 0
        if self._open is None:
            return []
        return [self._complete(CallFailed(Failure.CONNECTION_LOST))]

    # Calls of the station

    def _hear_call(self, call: frames.Call, now: float) -> list[Effect]:
        if call == self._in_work or call in self._waiting:
            return [Ignored("repeat of a call in work")]
        if (given := self._given(call, now)) is not None:
            return [Transmit(given)]
        return self._queue(call, now)

    def _hear_send(self, send: frames.Send, now: float) -> list[Effect]:
        if not self.rulebook.sends:
            return self._hear_unknown(frames.Unknown(frames.SEND, send.message_id), now)
        return self._queue(send, now)

    def _queue(self, frame: frames.Call | frames.Send, now: float) -> list[Effect]:
        backlog = self._backlog + len(frame.payload)
        if len(self._waiting) >= MOST_WAITING or backlog > LARGEST_BACKLOG:
            return self._close(FLOOD, "too many calls waiting")
        self._waiting.append(frame)
        self._backlog = backlog
        return self._next(now)

    def _next(self, now: float) -> list[Effect]:
        """Take waiting frames until a call is in work."""
        effects: list[Effect] = []
        while self._in_work is None and self._waiting:
            frame = self._waiting.pop(0)
            self._backlog -= len(frame.payload)
            effects += self._take(frame, now)
        return effects

    def _take(self, frame: frames.Call | frames.Send, now: float) -> list[Effect]:
        if isinstance(frame, frames.Call) and (given := self._given(frame, now)) is not None:
            return [Transmit(given)]
        verdict = self._judge.weigh(frame)
        if isinstance(verdict, InboundCall):
            if isinstance(frame, frames.Call):
                self._in_work = frame
            return [Deliver(verdict)]
        if isinstance(frame, frames.Send):
            # Never answered, not even with an error (OCPP 2.1 Part 4, FR.07).
            return [verdict]
        description = describe(verdict.fault, verdict.path)
        return [*self._error(frame.message_id, verdict.fault, description), verdict]

    def _given(self, call: frames.Call, now: float) -> str | None:
        return self._answers.find(call.message_id, call.action, call.payload, now)

    # Answers of the station

    def _hear_result(self, result: frames.CallResult, _now: float) -> list[Effect]:
        if self._open is None or self._open.message_id != result.message_id:
            return [Ignored("answer that nobody waits for")]
        response = self._open.action.response
        if response is None:  # a SEND is never opened as a call
            return [Ignored("answer to a SEND")]
        try:
            payload, findings = decode(response, result.payload, self._judge.tolerance)
        except InvalidMessageError as error:
            return self._discard_result(error.fault, error.path)
        return [self._complete(payload, findings)]

    def _hear_error(self, error: frames.CallError, _now: float) -> list[Effect]:
        if self._open is None or self._open.message_id != error.message_id:
            return [Ignored("error that nobody waits for")]
        return [self._complete(CallFailed(Failure.ERROR, error.code, error.description))]

    def _hear_result_error(self, error: frames.CallResultError, now: float) -> list[Effect]:
        if not self.rulebook.result_errors:
            unknown = frames.Unknown(frames.CALL_RESULT_ERROR, error.message_id)
            return self._hear_unknown(unknown, now)
        action = self._answers.action(error.message_id)
        return [ResultRefused(error.message_id, action, error.code, error.description)]

    def _discard_result(self, fault: Fault, path: str = "$") -> list[Effect]:
        """A result that breaks the schema fails the call; 2.1 tells the station so."""
        effects: list[Effect] = []
        code = self.rulebook.code(fault)
        if self.rulebook.result_errors and self._open is not None and code is not None:
            text = frames.call_result_error(self._open.message_id, code, describe(fault, path))
            effects.append(Transmit(text))
        failure = CallFailed(Failure.INVALID_RESULT, code or "", describe(fault, path))
        return [*effects, self._complete(failure)]

    # What is no frame

    def _hear_unknown(self, frame: frames.Unknown, _now: float) -> list[Effect]:
        return [
            *self._error(
                frame.message_id or UNREADABLE_ID,
                Fault.MESSAGE_TYPE,
                Fault.MESSAGE_TYPE.value,
            ),
            Refused(Fault.MESSAGE_TYPE, message_id=frame.message_id or ""),
        ]

    def _hear_malformed(self, frame: frames.Malformed, now: float) -> list[Effect]:
        waited_for = self._open is not None and self._open.message_id == frame.message_id
        if frame.message_type == frames.CALL_RESULT and waited_for:
            return self._discard_result(frame.fault)
        if frame.message_type == frames.SEND and not self.rulebook.sends:
            return self._hear_unknown(frames.Unknown(frames.SEND, frame.message_id), now)
        if frame.message_type not in {None, frames.CALL}:
            return [Ignored(frame.fault.value)]
        return [
            *self._error(frame.message_id or UNREADABLE_ID, frame.fault, frame.fault.value),
            Refused(frame.fault, message_id=frame.message_id or ""),
        ]

    # Small steps

    def _finish(self, message_id: str) -> frames.Call:
        if self._in_work is None or self._in_work.message_id != message_id:
            raise NotInWorkError(message_id)
        done, self._in_work = self._in_work, None
        return done

    def _complete(
        self, outcome: Struct | CallFailed, findings: tuple[Finding, ...] = ()
    ) -> Completed:
        if self._open is None:
            raise LineBusyError("no call is open")
        done, self._open = self._open, None
        return Completed(done.message_id, done.action, outcome, findings)

    def _error(self, message_id: str, fault: Fault, description: str) -> list[Effect]:
        code = self.rulebook.code(fault)
        return [] if code is None else [Transmit(frames.call_error(message_id, code, description))]

    def _close(self, code: int, reason: str) -> list[Effect]:
        return [Close(code, reason), *self.lose()]

    _LISTENERS: ClassVar[Mapping[type, Callable[..., list[Effect]]]] = MappingProxyType(
        {
            frames.Call: _hear_call,
            frames.Send: _hear_send,
            frames.CallResult: _hear_result,
            frames.CallError: _hear_error,
            frames.CallResultError: _hear_result_error,
            frames.Unknown: _hear_unknown,
            frames.Malformed: _hear_malformed,
        }
    )


def _size(message: str | bytes) -> int:
    """Size in bytes; a text is only encoded when its length leaves a doubt."""
    if isinstance(message, bytes) or len(message) > LARGEST_FRAME or message.isascii():
        return len(message)
    return len(message.encode(errors="surrogatepass"))
