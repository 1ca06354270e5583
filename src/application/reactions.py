"""What follows from what happened: one table, event → the commands that it causes.

The outbox hands every event to this table at least once, in the worker, after its cause was
committed. Every reaction is therefore safe to repeat.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from application.billing.send_invoice import DeliverInvoice
from application.charging.settle_session import SettleSession
from application.payment.reactions import PAYMENT_REACTIONS
from application.remote_control.confirm import (
    ConfirmAvailability,
    ConfirmReset,
    ConfirmRotation,
    ConfirmSettings,
    ConfirmStart,
    ConfirmStop,
)
from application.remote_control.order import OrderInstruction
from application.tariff.reactions import SCREEN_REACTIONS
from domain.aggregate import DomainEvent
from domain.instruction import AskTransactionStatus
from domain.invoice import InvoiceToBeSent
from domain.session import (
    Evidence,
    SessionAccepted,
    SessionClaimed,
    SessionClosedByRule,
    SessionCompleted,
    SessionEnded,
    SessionRevised,
    SessionStarted,
)
from domain.station import ConnectorStatusChanged, SecretTaken, StationBooted, Unavailable

Command = Any
"""Any command of the application."""


def _on_start(event: SessionStarted | SessionClaimed) -> tuple[Command, ...]:
    return (ConfirmStart(event.station, event.session, event.at),)


def _on_end(event: SessionEnded) -> tuple[Command, ...]:
    confirm: tuple[Command, ...] = (ConfirmStop(event.station, event.session, event.at),)
    if event.remote_start is not None:
        # Told after other reports, the start did not name its order when it was announced.
        confirm += (ConfirmStart(event.station, event.session, event.at),)
    if event.complete:
        return (*confirm, SettleSession(event.session))
    # Reports are missing: does the station still hold them? (E14; fine point 4)
    ask = OrderInstruction(event.tenant, event.station, AskTransactionStatus(), "system")
    return (*confirm, ask)


def _on_completion(event: SessionCompleted) -> tuple[Command, ...]:
    late_start = ConfirmStart(event.station, event.session, event.at)
    return (late_start, SettleSession(event.session))


def _on_closing(event: SessionClosedByRule) -> tuple[Command, ...]:
    if event.evidence == Evidence.NEW_SESSION_ON_EVSE:
        # Its own end may be the very next word of a queue that is told in no order, and a record
        # is never changed: the timetable settles it when nothing more has come for a while.
        return ()
    return (SettleSession(event.session),)


def _on_acceptance(event: SessionAccepted) -> tuple[Command, ...]:
    return (SettleSession(event.session),)


def _on_revision(event: SessionRevised) -> tuple[Command, ...]:
    return (SettleSession(event.session),)


def _on_dispatch(event: InvoiceToBeSent) -> tuple[Command, ...]:
    return (DeliverInvoice(event.invoice, event.dispatch),)


def _on_boot(event: StationBooted) -> tuple[Command, ...]:
    return (
        ConfirmReset(event.station, event.at, event.reason),
        ConfirmSettings(event.station, event.at, event.reason),
    )


def _on_secret(event: SecretTaken) -> tuple[Command, ...]:
    return (ConfirmRotation(event.station, event.proposed_at, event.at),)


def _on_status(event: ConnectorStatusChanged) -> tuple[Command, ...]:
    if not isinstance(event.status, Unavailable):
        return ()
    return (ConfirmAvailability(event.station, event.at),)


REACTIONS: Mapping[type[DomainEvent], Callable[[Any], tuple[Command, ...]]] = MappingProxyType(
    {
        SessionClaimed: _on_start,
        SessionStarted: _on_start,
        SessionEnded: _on_end,
        SessionClosedByRule: _on_closing,
        SessionCompleted: _on_completion,
        SessionAccepted: _on_acceptance,
        SessionRevised: _on_revision,
        InvoiceToBeSent: _on_dispatch,
        StationBooted: _on_boot,
        SecretTaken: _on_secret,
        ConnectorStatusChanged: _on_status,
    }
)

TABLES = (REACTIONS, PAYMENT_REACTIONS, SCREEN_REACTIONS)
"""What follows for the charge comes before what follows for its payment, and that before what is
shown to the driver."""


def causes_anything(kind: type[DomainEvent]) -> bool:
    """Whether commands may follow from events of this kind."""
    return any(kind in table for table in TABLES)


def reactions_to(event: DomainEvent) -> tuple[Command, ...]:
    """The commands that follow from `event`."""
    found = (table.get(type(event)) for table in TABLES)
    return tuple(command for react in found if react for command in react(event))
