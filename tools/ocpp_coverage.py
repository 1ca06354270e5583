"""Writes docs/ocpp-coverage.md: what becomes of every action of every version, from the tables.

    python -m tools.ocpp_coverage > docs/ocpp-coverage.md

A test compares the page with what this makes of the dialects, so that the page cannot grow old.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from adapters.ocpp.actions import Action, Direction, Kind
from adapters.ocpp.dialect import Ask, Caller, Dialect, Run, Speaker
from adapters.ocpp.dialects import DIALECTS
from domain.identity import StationId, TenantId, TransactionReference
from domain.instruction import (
    AskTransactionStatus,
    ChangeAvailability,
    ChangeSettings,
    ClearCache,
    Instruction,
    ReadInventory,
    ReadSettings,
    RemoteStart,
    RemoteStop,
    Reset,
    RotateSecret,
    SendData,
    ShowCost,
    ShowPrice,
    Trigger,
    Triggered,
    Unlock,
)
from domain.station import SettingKey

KEY = SettingKey("HeartbeatInterval", "OCPPCommCtrlr")
INSTRUCTIONS: tuple[Instruction, ...] = (
    RemoteStart("TAG"),
    RemoteStop(TransactionReference("1")),
    Reset(),
    Unlock(1),
    ChangeAvailability(operative=True),
    ReadSettings((KEY,)),
    ChangeSettings(((KEY, "300"),)),
    RotateSecret(),
    ReadInventory(),
    Trigger(Triggered.HEARTBEAT),
    Trigger(Triggered.CERTIFICATE_REQUEST),
    ClearCache(),
    AskTransactionStatus(),
    SendData("vendor"),
    ShowCost(TransactionReference("1"), Decimal(1), datetime(2026, 3, 2, tzinfo=UTC)),
    ShowPrice("TAG", "0.49 EUR/kWh"),
)

HEADER = """# OCPP coverage

What becomes of every action of every version. Written by `make coverage-page` from the tables of
the dialects; a test fails when it differs from them.

- A station's action with a **command** is understood and answered; the command's rules are in
  `src/application`. Without one it gets `NotSupported`, for the reason below.
- An action to the station is sent by the **instruction** named, or by the specialist's `RawCall`,
  which takes any of them by its own name and checks it against the schema.
"""

ANSWERED = "answered directly"


def page() -> str:
    """The whole page."""
    return "\n".join(
        [HEADER, *_summary(), *(line for d in DIALECTS.values() for line in _table(d))]
    )


def _summary() -> Iterator[str]:
    yield "| version | actions | from the station: understood | to the station: instruction |"
    yield "|---|---|---|---|"
    for dialect in DIALECTS.values():
        rows = dialect.actions.values()
        heard = [a for a in rows if _from_station(a)]
        said = [a for a in rows if a.direction is not Direction.FROM_STATION]
        sent_by = _sent_by(dialect)
        understood = sum(a.name in dialect.inbound for a in heard)
        sent = sum(a.name in sent_by for a in said)
        counts = f"{understood} of {len(heard)} | {sent} of {len(said)}"
        yield f"| {dialect.name} | {len(rows)} | {counts} |"
    yield ""


def _table(dialect: Dialect) -> Iterator[str]:
    sent_by = _sent_by(dialect)
    yield f"## {dialect.name}"
    yield ""
    yield "| action | block | direction | by |"
    yield "|---|---|---|---|"
    for action in sorted(dialect.actions.values(), key=lambda a: (a.block, a.name)):
        kind = " (SEND)" if action.kind is Kind.SEND else ""
        by = ", ".join(_by(action, dialect, sent_by))
        yield f"| {action.name} | {action.block} | {action.direction.value}{kind} | {by} |"
    yield ""


def _by(action: Action, dialect: Dialect, sent_by: dict[str, list[str]]) -> Iterator[str]:
    if _from_station(action):
        row = dialect.inbound.get(action.name)
        yield f"`{row.command}`" if row and row.command else ANSWERED if row else "`NotSupported`"
    if action.direction is not Direction.FROM_STATION:
        yield from (f"`{name}`" for name in sent_by.get(action.name, ["RawCall"]))


def _from_station(action: Action) -> bool:
    return action.direction is not Direction.TO_STATION


def _sent_by(dialect: Dialect) -> dict[str, list[str]]:
    """Action → the instructions whose dialog opens with it."""
    caller = Caller(TenantId("t"), StationId(UUID(int=0)))
    speaker = Speaker(caller, dialect.messages, bytes)
    found: dict[str, list[str]] = {}
    for instruction in INSTRUCTIONS:
        dialog = dialect.dialog(instruction, speaker)
        step: Ask | Run | None = next(dialog, None)
        while isinstance(step, Run):
            step = dialog.send(None)
        if step is not None:
            names = found.setdefault(step.action, [])
            names.append(type(instruction).__name__)
        dialog.close()
    return {action: sorted(set(names)) for action, names in found.items()}


if __name__ == "__main__":
    print(page(), end="")
