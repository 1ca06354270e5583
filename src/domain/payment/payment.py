"""Payment: money held for one charging session, then charged for it, and perhaps given back."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from domain.aggregate import Aggregate
from domain.errors import Invalid, NotPossibleNow
from domain.identity import OrderId, SessionId, StationId, TenantId
from domain.payment.amounts import less, lesser, minor_units, nothing
from domain.payment.events import (
    ErrandRefused,
    PaymentAuthorized,
    PaymentCaptured,
    PaymentEnded,
    PaymentEvent,
    PaymentFellShort,
    PaymentRefunded,
    PaymentRequested,
    PaymentStuck,
)
from domain.payment.identity import MethodId, PaymentId
from domain.payment.standing import Hold, Standing
from domain.payment.state import COLLECTED, EMPTY, MOVES, Happening, PaymentState, moved
from domain.payment.task import ALARM_AFTER, Errand, Task
from domain.quantities import Currency, Money

START_WITHIN = timedelta(minutes=15)
"""So long a hold waits for its session: the driver has walked back and plugged in by then."""

LOOK_EVERY = timedelta(minutes=1)
"""How often the provider is asked while a driver is on its page."""

HEARD = {
    Hold.REFUSED: Happening.DECLINES,
    Hold.EXPIRED: Happening.EXPIRES,
    Hold.RELEASED: Happening.EXPIRES,
}
"""What the provider tells of its own accord → what it means here."""


@dataclass(slots=True, kw_only=True)
class Payment(Aggregate):
    """requested → authorized → captured → perhaps refunded.

    What is due is said once, by the session's record, and again whenever that is corrected; all
    else follows from it. Whatever the provider shall do is a task, done one after another.
    """

    id: PaymentId
    tenant: TenantId
    station: StationId
    evse: int | None
    token: str
    """The token that the session is charged by."""
    own_token: bool = True
    """Whether it was made for this payment, which it then names."""
    method: MethodId | None = None
    """The kept method that is paid with; None for a driver who pays on the provider's page."""
    hold: Money
    """The amount to be held before anything is charged."""
    state: PaymentState = PaymentState.REQUESTED
    created_at: datetime
    expires_at: datetime
    """Until when somebody must agree, and then until when a session must have begun."""
    due: Money | None = None
    """What the session costs with taxes, as its records say by now; None while it is not known."""
    authorized: Money
    captured: Money
    refunded: Money
    goodwill: Money
    """What people, not records, had given back. It is no longer asked for."""
    shortfall: Money
    """What was due and could not be charged. It is owed, and never forgotten."""
    session: SessionId | None = None
    order: OrderId | None = None
    """The remote start that was given once the amount was held."""
    seen: Standing = field(default_factory=lambda: Standing(hold=Hold.OPEN))
    """What the provider said last."""
    ended_because: str = ""
    tasks: tuple[Task, ...] = ()
    """What the provider shall do, in this order."""
    last_task: int = 0
    ordered_by: str = ""
    reference: str = ""
    """The caller's own name for it."""

    def __post_init__(self) -> None:
        if self.hold.amount <= 0:
            raise Invalid("amount", "use more than nothing")
        minor_units(self.hold)

    @classmethod
    def request(
        cls,
        *,
        payment: PaymentId,
        tenant: TenantId,
        station: StationId,
        evse: int | None,
        token: str,
        own_token: bool = True,
        hold: Money,
        at: datetime,
        expires_at: datetime,
        method: MethodId | None = None,
        session: SessionId | None = None,
        ordered_by: str = "",
        reference: str = "",
    ) -> "Payment":
        """A new payment, and the errand that begins it."""
        none = nothing(hold.currency)
        made = cls(
            id=payment,
            tenant=tenant,
            station=station,
            evse=evse,
            token=token,
            own_token=own_token,
            method=method,
            hold=hold,
            created_at=at,
            expires_at=expires_at,
            authorized=none,
            captured=none,
            refunded=none,
            goodwill=none,
            shortfall=none,
            session=session,
            ordered_by=ordered_by,
            reference=reference,
        )
        made._want(Errand.AUTHORIZE if method else Errand.CHECKOUT, at, hold)
        made._tell(PaymentRequested, at, amount=hold)
        return made

    # What it is.

    @property
    def currency(self) -> Currency:
        """The one currency of all its amounts."""
        return self.hold.currency

    @property
    def task(self) -> Task | None:
        """What the provider shall do next."""
        return min(self.tasks, key=lambda task: (task.due_at, task.number), default=None)

    @property
    def overdue_at(self) -> datetime | None:
        """When somebody must look after it, for a task or for its own deadline; None for never."""
        times = [task.due_at for task in self.tasks]
        if self._awaits_someone:
            times.append(self.expires_at)
        return min(times, default=None)

    @property
    def refundable(self) -> Money:
        """What was charged and is neither given back nor about to be."""
        left = less(self.captured, self.refunded)
        for task in self.tasks:
            if task.errand is Errand.REFUND and task.amount is not None:
                left = less(left, task.amount)
        return left

    @property
    def _awaits_someone(self) -> bool:
        """Whether a driver has yet to agree, or a session to begin."""
        if self.state is PaymentState.REQUESTED:
            return True
        waits = self.state is PaymentState.AUTHORIZED
        return waits and self.session is None and self.due is None

    def _tell(self, kind: type[PaymentEvent], at: datetime, **more: Any) -> None:  # noqa: ANN401 - its own
        about: dict[str, Any] = {
            "tenant": self.tenant,
            "payment": self.id,
            "station": self.station,
            "session": self.session,
        }
        self.cause(kind(at=at, **about, **more))

    # What people and the session do.

    def belongs_to(self, session: SessionId) -> None:
        """That session is the one it pays for.

        Raises:
            NotPossibleNow: it pays for another one.
        """
        if self.session not in {None, session}:
            raise NotPossibleNow("The payment belongs to another session.")
        self.session = session

    def settle(self, due: Money, at: datetime) -> None:
        """So much is due for the session as a whole: charge it, or give back what is too much."""
        if due.currency != self.currency:
            self._fall_short(due, f"the session is charged in {due.currency.code}", at)
            if self.state is PaymentState.AUTHORIZED:
                self._end(Happening.FAILS, self.ended_because, at)
                self._want_once(Errand.RELEASE, at)
            return
        self.due = due.rounded()
        # A charge that nobody has been asked for yet is simply another one; what is under way is
        # set right afterwards.
        self.tasks = tuple(t for t in self.tasks if t.errand is not Errand.CAPTURE or t.attempts)
        self._reconcile(at)

    def cancel(self, why: str, at: datetime) -> None:
        """Take it back and let go what is held.

        Raises:
            NotPossibleNow: a session is charged by it, or it is over.
        """
        if self.state is PaymentState.AUTHORIZED and self.session is not None:
            raise NotPossibleNow("A session is charged by it.")
        self._end(Happening.CANCELS, why, at)
        self._want_once(Errand.RELEASE, at)

    def refund(self, amount: Money | None, at: datetime) -> None:
        """Give back so much, or with None all that is left.

        Raises:
            NotPossibleNow: nothing of it was charged, or all was given back.
            Invalid: it is more than is left.
        """
        if self.state not in COLLECTED or not self.refundable.amount:
            raise NotPossibleNow("Nothing is left to be given back.")
        wanted = amount or self.refundable
        minor_units(wanted)
        if wanted.amount <= 0:
            raise Invalid("amount", "use more than nothing")
        if less(wanted, self.refundable).amount:
            raise Invalid("amount", f"at most {self.refundable.amount} can be given back")
        self.goodwill += wanted
        self._want(Errand.REFUND, at, wanted)

    def retry(self, at: datetime) -> None:
        """Try what waits at once.

        Raises:
            NotPossibleNow: nothing waits.
        """
        if not self.tasks:
            raise NotPossibleNow("Nothing waits to be done by the provider.")
        self.tasks = tuple(replace(task, due_at=min(at, task.due_at)) for task in self.tasks)

    def look_again(self, at: datetime) -> None:
        """Something has happened at the provider: ask how things stand."""
        self._forget(Errand.LOOK)
        self._want(Errand.LOOK, at)

    def pass_time(self, at: datetime) -> None:
        """Its deadline may be over."""
        if not self._awaits_someone or at < self.expires_at:
            return
        if self.state is PaymentState.REQUESTED:
            self._end(Happening.EXPIRES, "nobody agreed in time", at)
        else:
            self._end(Happening.CANCELS, "no session began", at)
        self._want_once(Errand.RELEASE, at)

    # What the provider does.

    def begin(self, at: datetime) -> Task | None:
        """The task that is due, under way from now on; None if none is."""
        task = self.task
        if task is None or task.due_at > at:
            return None
        begun = task.begun(at)
        self._replace(begun)
        if begun.attempts == ALARM_AFTER:
            why = task.trouble or "no answer"
            self._tell(PaymentStuck, at, errand=task.errand, attempts=task.attempts, why=why)
        return begun

    def hear(self, said: Standing, at: datetime, *, task: Task | None = None) -> None:
        """The provider says how things stand, perhaps after a task; repeats change nothing."""
        if task is not None:
            self._drop(task)
        before = self.seen
        self.seen = replace(
            said,
            reference=said.reference or before.reference,
            checkout=said.checkout or before.checkout,
            url=said.url or before.url,
            instrument=said.instrument or before.instrument,
            email=said.email or before.email,
            held_until=said.held_until or before.held_until,
        )
        if self.state is PaymentState.REQUESTED and said.hold in {Hold.HELD, Hold.CAPTURED}:
            self._authorize(said.held or self.hold, at)
        if said.hold is Hold.CAPTURED and self.state not in COLLECTED:
            if self.state is not PaymentState.AUTHORIZED and self.due is None:
                self.due = nothing(self.currency)  # it was over: all of it goes back
            self._capture(said.captured or nothing(self.currency), at)
        elif (self.state, HEARD.get(said.hold)) in MOVES:
            self._end(HEARD[said.hold], said.reason or f"the hold is {said.hold}", at)
        elif self.state in EMPTY and said.hold is Hold.HELD:
            # Somebody agreed after all: let it go again.
            self._want_once(Errand.RELEASE, at)
        if said.refunded is not None and self.state in COLLECTED:
            self._give_back(said.refunded, at)
        if self.state is PaymentState.REQUESTED and said.hold is Hold.OPEN:
            # Usually the provider tells; a word of its that gets lost must not strand the driver.
            self._want_once(Errand.LOOK, at + LOOK_EVERY)
        self._reconcile(at)

    def refuse(self, task: Task, why: str, at: datetime) -> None:
        """The provider will not do it."""
        self._drop(task)
        happening = _REFUSED.get(task.errand)
        if happening is not None and (self.state, happening) in MOVES:
            self._end(happening, why, at)
        if task.errand is Errand.CAPTURE:
            self._want_once(Errand.RELEASE, at)
        if task.errand in _TOLD:
            self._tell(ErrandRefused, at, errand=task.errand, why=why)

    def put_off(self, task: Task, why: str, *, broke: bool = False) -> None:
        """The provider cannot be reached, or broke: it is tried again when the task is due."""
        self._replace(task.troubled(why, broke=broke))

    # How.

    def _authorize(self, held: Money, at: datetime) -> None:
        self.state = moved(self.state, Happening.AUTHORIZES)
        self.authorized = held
        self.expires_at = at + START_WITHIN
        self._forget(Errand.LOOK)
        self._tell(PaymentAuthorized, at, amount=held)

    def _capture(self, captured: Money, at: datetime) -> None:
        self.captured = captured
        missing = less(self.due or captured, captured)
        short = bool(missing.amount)
        self.state = moved(self.state, Happening.FALLS_SHORT if short else Happening.CAPTURES)
        self._forget(Errand.CAPTURE)
        self._tell(PaymentCaptured, at, amount=captured)

    def _give_back(self, refunded: Money, at: datetime) -> None:
        if refunded.amount <= self.refunded.amount:
            return
        self.refunded = refunded
        whole = refunded.amount >= self.captured.amount
        self.state = moved(self.state, Happening.REFUNDS if whole else Happening.REFUNDS_PARTLY)
        self._tell(PaymentRefunded, at, amount=refunded)

    def _end(self, happening: Happening, why: str, at: datetime) -> None:
        self.state = moved(self.state, happening)
        self.ended_because = why
        self._forget(Errand.CHECKOUT, Errand.AUTHORIZE, Errand.CAPTURE, Errand.LOOK)
        self._tell(PaymentEnded, at, state=self.state, why=why)
        self._reconcile(at)

    def _reconcile(self, at: datetime) -> None:
        """Bring what was charged in line with what is due, as far as it can be."""
        due = self.due
        if due is None or self.state is PaymentState.REQUESTED:
            return
        if self.state is PaymentState.AUTHORIZED:
            if self._is_wanted(Errand.CAPTURE, Errand.RELEASE):
                return
            if due.amount:
                self._want(Errand.CAPTURE, at, lesser(due, self.authorized))
            else:
                self._end(Happening.CANCELS, "nothing is due", at)
                self._want_once(Errand.RELEASE, at)
            return
        if self.state in COLLECTED:
            excess = less(self.refundable, due)
            if excess.amount:
                self._want(Errand.REFUND, at, excess)
        missing = less(less(due, self.goodwill), self.refundable)
        if missing.amount:
            self._fall_short(missing, self.ended_because or "more was due than was held", at)
        else:
            self.shortfall = nothing(self.currency)

    def _fall_short(self, missing: Money, why: str, at: datetime) -> None:
        if self.shortfall == missing:
            return
        self.shortfall = missing
        self.ended_because = self.ended_because or why
        self._tell(PaymentFellShort, at, missing=missing, why=why)

    def _want(self, errand: Errand, at: datetime, amount: Money | None = None) -> None:
        self.last_task += 1
        task = Task(errand=errand, number=self.last_task, due_at=at, amount=amount)
        self.tasks = (*self.tasks, task)

    def _want_once(self, errand: Errand, at: datetime) -> None:
        if not self._is_wanted(errand):
            self._want(errand, at)

    def _is_wanted(self, *errands: Errand) -> bool:
        return any(task.errand in errands for task in self.tasks)

    def _drop(self, done: Task) -> None:
        self.tasks = tuple(task for task in self.tasks if task.number != done.number)

    def _replace(self, changed: Task) -> None:
        self.tasks = tuple(changed if t.number == changed.number else t for t in self.tasks)

    def _forget(self, *errands: Errand) -> None:
        self.tasks = tuple(task for task in self.tasks if task.errand not in errands)


_REFUSED = {
    Errand.CHECKOUT: Happening.FAILS,
    Errand.AUTHORIZE: Happening.DECLINES,
    Errand.CAPTURE: Happening.FAILS,
}
"""A refused errand → what it means for the payment; a refused release or refund ends nothing."""

_TOLD = frozenset({Errand.CHECKOUT, Errand.CAPTURE, Errand.REFUND})
"""Errands whose refusal somebody should look at."""
