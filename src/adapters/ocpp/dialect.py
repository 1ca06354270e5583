"""Dialect: one protocol version as a value, two tables between its messages and our commands.

`inbound`: action → how a request becomes a command, and the command's answer a reply.
`outbound`: instruction → the dialog that carries it out. A dialog is a generator, so that one
instruction may take several frames and is tested without a socket:

    reply = yield Ask("ChangeConfiguration", ChangeConfigurationRequest(...))
    yield Run(LearnSettings(...))
    return Outcome(...)
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from adapters.ocpp.actions import Action
from domain.identity import StationId, TenantId
from domain.instruction import Instruction, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose line it is; taken from the authenticated connection, never from a message."""

    tenant: TenantId
    station: StationId


@dataclass(frozen=True, slots=True)
class Inbound:
    """How one action of the station is understood and answered.

    `to_command(request, caller)` gives the command, or None where nothing is to be done;
    `to_reply(answer, request, now)` renders the command's answer.
    """

    to_command: Callable[[Any, Caller], Any]
    to_reply: Callable[[Any, Any, datetime], Struct]
    command: str = ""
    """Name of the command, for the coverage page."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the station; the dialog goes on with its reply, or with StationRefusal or NoAnswer."""

    action: str
    request: Struct


@dataclass(frozen=True, slots=True)
class Run:
    """Run a command of ours; the dialog goes on with its answer."""

    command: Any


Dialog = Generator[Ask | Run, Any, Outcome]


class StationRefusal(Exception):
    """The station answered a call with CALLERROR."""

    def __init__(self, code: str, description: str = "") -> None:
        super().__init__(f"{code}: {description}" if description else code)
        self.code = code
        self.description = description


class UnreadableAnswer(StationRefusal):
    """The station answered with a result that cannot be read: it may have done what was asked."""


class NoAnswer(Exception):
    """The station did not answer a call in time."""


class LineLost(Exception):
    """The connection ended before the station answered."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """What dialogs need besides the instruction itself."""

    caller: Caller
    messages: Any
    """The messages module of the version spoken."""
    secret: Callable[[int], bytes]
    """So many unpredictable bytes."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A protocol version: its name as a WebSocket subprotocol, its actions, its two tables."""

    name: str
    messages: Any
    """Its generated messages module."""
    actions: Mapping[str, Action]
    inbound: Mapping[str, Inbound]
    outbound: Mapping[type[Any], Callable[[Any, Speaker], Dialog]]
    unsaid: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Why a known action of the station has no row (yet): action → reason."""

    def dialog(self, instruction: Instruction, speaker: Speaker) -> Dialog:
        """The dialog for `instruction`; one that this version cannot say ends at once."""
        opening = self.outbound.get(type(instruction))
        return opening(instruction, speaker) if opening else _cannot_say(instruction)


NOT_SUPPORTED_CODES = frozenset({"NotSupported", "NotImplemented"})


def outcome_of(failure: StationRefusal | NoAnswer | LineLost) -> Outcome:
    """What a dialog that nobody caught the failure of has come to."""
    if isinstance(failure, NoAnswer):
        return Outcome(Verdict.TIMED_OUT)
    if isinstance(failure, LineLost):
        return Outcome(Verdict.STATION_OFFLINE)
    unable = failure.code in NOT_SUPPORTED_CODES
    return Outcome(
        Verdict.NOT_SUPPORTED if unable else Verdict.FAILED,
        failure.code,
        {"description": failure.description} if failure.description else {},
    )


def _cannot_say(instruction: Instruction) -> Dialog:
    yield from ()
    said = type(instruction).__name__
    return Outcome(Verdict.NOT_SUPPORTED, "", {"reason": f"The version has no {said}."})
