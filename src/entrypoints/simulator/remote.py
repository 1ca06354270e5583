"""The remote controls of a station: what it does when its CSMS asks.

An answer comes first; what follows from it is kept back until the answer was sent.
"""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from .controls import Availability, Controls, ResetManner, Trigger, Unlocking
from .outlet import Outlet
from .sayings import (
    Alive,
    Cause,
    MeterRead,
    OutletState,
    ReportPage,
    Saying,
    StateChanged,
    StatusOf,
)
from .settings import Meaning, Outcome, Settings

PAGE = 6  # variables in one NotifyReport
ERRANDS = {Trigger.FIRMWARE: "Firmware", Trigger.LOG: "Log", Trigger.DIAGNOSTICS: "Diagnostics"}


class Station(Protocol):
    """What the remote controls move."""

    outlets: list[Outlet]
    settings: Settings[Any]

    def spawn(self, work: Coroutine[Any, Any, object]) -> None:
        """Let something go on by itself."""

    def live_by(self, meaning: Meaning, value: str) -> None:
        """Obey a changed setting."""

    async def tell_all(self, *sayings: Saying) -> None:
        """Say one thing after the other."""

    async def receive_remotely(
        self, outlet: Outlet, id_token: str, remote_start_id: int | None
    ) -> None:
        """Begin a transaction that was asked for, and see it through."""

    async def restart(self, cause: Cause, *, gracefully: bool) -> None:
        """End what runs, go dark and boot."""

    def restart_when_idle(self) -> None:
        """Restart as soon as no transaction runs."""

    def boot_again(self) -> None:
        """Send a BootNotification without restarting."""

    def state_of(self, outlet: int) -> StateChanged:
        """Return what the outlet (0: the station) shows."""

    @property
    def messages_wait(self) -> bool:
        """Whether the queue has messages."""


class RemoteControl(Controls):
    """The station's side of every instruction."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._follow_ups: list[Callable[[], None]] = []

    def afterwards(self) -> None:
        """Do what follows from the answers that were sent."""
        follow_ups, self._follow_ups = self._follow_ups, []
        for follow_up in follow_ups:
            follow_up()

    @property
    def settings(self) -> Settings[Any]:
        """The settings, to be read."""
        return self._station.settings

    def change_setting(self, name: Any, value: str) -> Outcome:  # noqa: ANN401 - text or a pair
        """Change a setting and live by it."""
        outcome = self.settings.change(name, value)
        kept = self.settings.find(name)
        if outcome is Outcome.ACCEPTED and kept is not None:
            self._then(lambda: self._station.live_by(kept.meaning, value))
        return outcome

    def start(self, outlet: int | None, id_token: str, remote_start_id: int | None) -> bool:
        """Start a transaction on the outlet, or on any free one; False if there is none."""
        free = [candidate for candidate in self._at(outlet) if _can_start(candidate)]
        if not free:
            return False
        chosen = free[0]
        chosen.reserved = True
        self._spawn(self._station.receive_remotely(chosen, id_token, remote_start_id))
        return True

    def stop(self, transaction_id: str) -> bool:
        """Stop a running transaction; False if none has this id."""
        found = self._running(transaction_id)
        if found is not None:
            self._then(lambda: found.end(Cause.REMOTE_STOP))
        return found is not None

    def reset(self, manner: ResetManner) -> bool:
        """Restart; False if that has to wait for the transactions to end."""
        if manner is ResetManner.WHEN_IDLE and any(o.transaction for o in self._station.outlets):
            self._station.restart_when_idle()
            return False
        gracefully = manner is not ResetManner.AT_ONCE
        cause = Cause.SOFT_RESET if gracefully else Cause.HARD_RESET
        self._spawn(self._station.restart(cause, gracefully=gracefully))
        return True

    def unlock(self, outlet: int, *, even_while_charging: bool) -> Unlocking:
        """Unlock the plug, ending its transaction if that is the custom."""
        found = self._at(outlet)
        if not found:
            return Unlocking.NO_SUCH_OUTLET
        if found[0].transaction is not None and not even_while_charging:
            return Unlocking.CHARGING
        self._then(lambda: found[0].end(Cause.UNLOCKED))
        return Unlocking.UNLOCKED

    def change_availability(self, outlet: int, *, operative: bool) -> Availability:
        """Open or close an outlet; 0 is the whole station."""
        found = self._at(outlet or None)
        if not found:
            return Availability.NO_SUCH_OUTLET
        for one in found:
            one.operative = operative
            self._then(lambda one=one: one.open(operative=operative))  # type: ignore[misc]  # no inference of it
        busy = not operative and any(one.transaction for one in found)
        return Availability.AFTER_TRANSACTION if busy else Availability.CHANGED

    def trigger(self, wanted: Trigger, outlet: int | None) -> bool:
        """Send the message after the answer; False if there is nothing to send it about."""
        found = self._at(outlet)
        if not found:
            return False
        return TRIGGERED[wanted](self, wanted, found, outlet)

    def transaction_status(self, transaction_id: str | None) -> tuple[bool | None, bool]:
        """Tell whether the transaction runs (None: not asked) and whether messages wait."""
        asked = transaction_id is not None
        running = self._running(transaction_id) is not None if transaction_id else False
        return (running if asked else None), self._station.messages_wait

    def report(self, request_id: int, *, changeable_only: bool) -> None:
        """Send the device model in pages."""
        told = [row for row in self.settings if not (changeable_only and row[1].read_only)]
        pages = [told[start : start + PAGE] for start in range(0, len(told), PAGE)]
        at = self._station.outlets[0].read().at
        sayings = [
            ReportPage(request_id, number, number + 1 < len(pages), at, page)
            for number, page in enumerate(pages)
        ]
        self._spawn(self._station.tell_all(*sayings))

    def trigger_boot(self, *_: object) -> bool:
        """Send a BootNotification."""
        self._then(self._station.boot_again)
        return True

    def trigger_heartbeat(self, *_: object) -> bool:
        """Send a Heartbeat."""
        self._spawn(self._station.tell_all(Alive()))
        return True

    def trigger_errand(self, wanted: Trigger, *_: object) -> bool:
        """Send the state of an errand."""
        self._spawn(self._station.tell_all(StatusOf(ERRANDS[wanted])))
        return True

    def trigger_status(self, _: Trigger, found: list[Outlet], outlet: int | None) -> bool:
        """Send the state of one outlet, or of the station and all outlets."""
        numbers = [one.number for one in found] if outlet else [0, *(o.number for o in found)]
        sayings = [self._station.state_of(number) for number in numbers]
        self._spawn(self._station.tell_all(*sayings))
        return True

    def trigger_meter(self, _: Trigger, found: list[Outlet], *__: object) -> bool:
        """Send a reading of each outlet."""
        self._spawn(self._station.tell_all(*(MeterRead(one.number, one.read()) for one in found)))
        return True

    def trigger_meter_in_transaction(self, _: Trigger, found: list[Outlet], *__: object) -> bool:
        """Send a reading of each outlet: within its transaction if one runs."""
        self.trigger_transaction(Trigger.TRANSACTION, found)
        return self.trigger_meter(Trigger.METER, [one for one in found if not one.transaction])

    def trigger_transaction(self, _: Trigger, found: list[Outlet], *__: object) -> bool:
        """Send a reading within each running transaction."""
        busy = [one for one in found if one.transaction is not None]
        for one in busy:
            self._then(lambda one=one: one.meter(Cause.TRIGGERED))  # type: ignore[misc]  # no inference of it
        return bool(busy)

    def _at(self, outlet: int | None) -> list[Outlet]:
        return [one for one in self._station.outlets if outlet is None or one.number == outlet]

    def _running(self, transaction_id: str | None) -> Outlet | None:
        for one in self._station.outlets:
            running = one.transaction
            if running and transaction_id in {running.key, str(running.csms_id)}:
                return one
        return None

    def _then(self, follow_up: Callable[[], None]) -> None:
        self._follow_ups.append(follow_up)

    def _spawn(self, work: Coroutine[Any, Any, object]) -> None:
        self._then(lambda: self._station.spawn(work))


def _can_start(outlet: Outlet) -> bool:
    waiting = outlet.state is OutletState.PLUGGED_IN and outlet.transaction is None
    return outlet.operative and not outlet.reserved and (outlet.vehicle is None or waiting)


TRIGGERED: dict[Trigger, Callable[[RemoteControl, Trigger, list[Outlet], int | None], bool]] = {
    Trigger.BOOT: RemoteControl.trigger_boot,
    Trigger.HEARTBEAT: RemoteControl.trigger_heartbeat,
    Trigger.STATUS: RemoteControl.trigger_status,
    Trigger.METER: RemoteControl.trigger_meter,
    Trigger.METER_IN_TRANSACTION: RemoteControl.trigger_meter_in_transaction,
    Trigger.TRANSACTION: RemoteControl.trigger_transaction,
    Trigger.FIRMWARE: RemoteControl.trigger_errand,
    Trigger.LOG: RemoteControl.trigger_errand,
    Trigger.DIAGNOSTICS: RemoteControl.trigger_errand,
}
