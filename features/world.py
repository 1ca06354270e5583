"""The world that a scenario plays in: every verb the steps need, and what they see.

Two implementations keep this protocol: one over memory stores (milliseconds), one over real
sockets and PostgreSQL. Steps know neither. What holds for both:

* A scenario plays on a settable clock, in UTC, which stands still until a verb moves it.
* Stations are named as people name them; `identity` gives the name that they use on the wire.
* Verbs of the operator act for the operator last named by `works_for`.
* A verb returns once its effect is settled: answered, committed, and every reaction done.
* Words for credentials, instructions, reactions and outcomes are those of `vocabulary`.
* Wire words are translated: ``Invalid`` and ``Unknown`` are both read as ``unknown``.
* A station answers what it is asked at once and with ``accepted``, unless told to react otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Protocol

ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def identity(station: str) -> str:
    """The identity that a station named by people uses on the wire: ``Hauptstrasse-1``."""
    return station.translate(ASCII)


@dataclass(frozen=True, slots=True)
class Card:
    """A driver's card as the operator issues it; times in UTC, None is unlimited.

    `max_sessions` is how many cars may charge on it at once.
    """

    number: str
    blocked: bool = False
    group: str | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    max_sessions: int | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One sampled value exactly as the station writes it; None is left out of the message."""

    value: str
    unit: str | None = None
    multiplier: int | None = None
    measurand: str | None = None
    phase: str | None = None
    context: str | None = None
    location: str | None = None
    signed: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """Something that a station tells of a session.

    A start means that energy flows: OCPP 2.x says so with the start (chargingState), 1.6 by a
    status right after it, unless the start is told offline; pauses are told likewise.

    Attributes:
        event: ``start``, ``reading``, ``suspended by car``, ``suspended by station``,
            ``resumed``, ``stop``, or ``main meter`` (a reading outside any session).
        at: the time as the station writes it, usually RFC 3339.
        connector: None is left out of the message, where the version allows it.
        card: as shown; ``no card`` is a start without identification (2.x NoAuthorization).
        samples: OCPP 1.6 sends those of a start and a stop as meterStart and meterStop, in Wh; 2.x
            with the context Transaction.Begin and Transaction.End where they name none.
        session: the station's own label for the session; None is the connector's latest, and
            ``the one at Bahnhof-2`` is the number of a session of that station.
        sequence: OCPP 2.x seqNo; None counts up by itself.
        reason: of a stop, as in OCPP; ``Remote`` of a start answers the latest remote start.
        number: OCPP 1.6 transaction number spoken as it is, in place of the one given out.
        proof: values sent along with a stop (OCPP 1.6 transactionData).
    """

    event: str
    at: str
    connector: int | None = None
    card: str | None = None
    samples: tuple[Sample, ...] = ()
    session: str | None = None
    sequence: int | None = None
    number: int | None = None
    offline: bool = False
    reason: str | None = None
    proof: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the station was last told.

    Attributes:
        status: ``accepted``, ``pending``, ``rejected``, ``blocked``, ``expired``, ``unknown``,
            ``not at this time``, ``concurrent``, ``received`` (an answer without a verdict),
            ``not yet accepted``, ``malformed``, ``unknown vendor``.
        group: the group of the card, if the answer names one.
        number: the OCPP 1.6 transaction number given out, if any.
    """

    status: str
    group: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as the operator sees it. Energy in kWh, money in the tariff's currency.

    Attributes:
        state: ``preparing``, ``charging``, ``suspended by car``, ``suspended by station``,
            ``idle``, ``silent``, ``ended`` (settled or not).
        bill: the price of the charge detail record; None until the session is settled.
        authorization: ``accepted``, ``blocked``, ``expired``, ``unknown``, ``concurrent``; ``not
            needed`` for a start without identification.
        origin: ``local`` or ``remote``.
        missing: sequence numbers known to be missing.
        flags: what an auditor should know, in the words of `domain.session.Finding` with spaces
            (``time suspect``, ``meter backwards`` …), and ``no time zone``.
        evidence: why a rule closed the session (``new session on EVSE``, ``connector free`` …).
    """

    card: str | None
    connector: int
    state: str
    energy: Decimal
    cost: Decimal | None
    bill: Decimal | None
    currency: str
    started: datetime
    ended: datetime | None
    reason: str | None
    authorization: str
    origin: str
    missing: tuple[int, ...]
    flags: frozenset[str]
    evidence: str | None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A stored reading: energy in kWh, power in kW, current in A, voltage in V, charge in %."""

    at: datetime
    measurand: str
    value: Decimal
    unit: str
    context: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A station's word that fits no session: kept whole, for a person to decide."""

    event: str
    number: str
    why: str
    state: str
    """``waiting``, ``assigned`` or ``dismissed``."""


@dataclass(frozen=True, slots=True)
class ConnectorView:
    """A connector's status (``available``, ``occupied``, ``faulted``, ``unavailable``)."""

    status: str
    stale: bool


@dataclass(frozen=True, slots=True)
class BreachView:
    """How often a station broke a rule of its language, and what became of the message."""

    rule: str
    message: str
    taken: bool
    times: int


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    """A payment as the operator sees it, and what the provider has really taken; in EUR."""

    state: str
    held: Decimal
    paid: Decimal
    given_back: Decimal
    owed: Decimal
    taken: Decimal
    because: str


class Setup(Protocol):
    """What an operator arranges before the story begins."""

    async def works_for(self, operator: str) -> None: ...
    # Parts: flat (a session), energy (kWh), time and idle (an hour); in EUR, no taxes.
    async def sets_tariff(self, components: Mapping[str, Decimal]) -> None: ...
    async def issues_card(self, card: Card) -> None: ...
    async def blocks_card(self, number: str) -> None: ...
    async def allows(self, allowance: str) -> None: ...
    async def registers_station(self, station: str, ocpp: str) -> None: ...
    async def answers_boots_with(self, station: str, registration: str) -> None: ...
    async def accepts_of(self, station: str, faults: Sequence[str]) -> None: ...


class Time(Protocol):
    """The scenario's clock, and what may happen to the server."""

    def now(self) -> datetime: ...
    async def moves_clock_to(self, moment: datetime) -> None: ...
    async def passes(self, time: timedelta) -> None:
        """Move the clock on and let run what falls due: pings, time-outs, timetables."""
        ...

    async def restarts_server(self) -> None: ...


class Device(Protocol):
    """What stations, honest or not, do on their line."""

    async def station_appears(self, station: str, ocpp: str) -> None: ...
    async def station_connects(self, station: str, ocpp: str | None = None) -> None: ...
    async def station_disconnects(self, station: str) -> None: ...
    async def somebody_connects(self, station: str, credential: str) -> str: ...
    async def station_boots(self, station: str, particulars: Mapping[str, str]) -> None: ...
    async def station_reports_status(
        self, station: str, connector: int, status: str, at: datetime
    ) -> None: ...
    async def station_asks_about(self, station: str, card: str) -> None: ...
    async def station_says(self, station: str, word: Word) -> None: ...
    async def station_repeats_last_word(self, station: str, *, same_message_id: bool) -> None: ...
    async def station_repeats_everything(self, station: str) -> None: ...
    async def station_sends_heartbeat(self, station: str) -> None: ...
    async def station_sends_data_of(self, station: str, vendor: str) -> None: ...
    async def station_reports_security_event(self, station: str, event: str) -> None: ...
    async def station_will_react(self, station: str, instruction: str, reaction: str) -> None: ...
    async def station_answers_late(self, station: str, instruction: str) -> None: ...
    async def answer_to(self, station: str) -> Answer: ...
    async def received_by(self, station: str) -> Sequence[str]: ...
    async def older_connection_is_closed(self, station: str) -> bool: ...


class Operating(Protocol):
    """What the operator does and sees."""

    async def asks(self, station: str, instruction: str, details: Mapping[str, str]) -> str: ...
    async def outcome_of(self, instruction: str, station: str) -> str: ...
    async def effect_is_seen(self, instruction: str, station: str) -> bool: ...
    async def state_of(self, station: str) -> str: ...
    async def particulars_of(self, station: str) -> Mapping[str, str]: ...
    async def settings_of(self, station: str) -> Mapping[str, str]: ...
    async def connector_of(self, station: str, connector: int) -> ConnectorView: ...
    async def sessions_at(self, station: str) -> Sequence[SessionView]: ...
    async def readings_of(self, station: str, card: str) -> Sequence[ReadingView]: ...
    async def signed_readings_of(self, station: str, card: str) -> Sequence[str]: ...
    async def set_aside_for(self, station: str) -> Sequence[SetAside]: ...
    async def assigns_set_aside(self, station: str, card: str) -> None: ...
    async def dismisses_set_aside(self, station: str, reason: str) -> None: ...
    async def settles_by_hand(self, station: str, card: str, reason: str) -> None: ...
    async def alarms_for(self, station: str) -> Sequence[str]:
        """Such as ``many failed log-ins`` or ``wrong clock``; critical security events by name."""
        ...

    async def breaches_of(self, station: str) -> Sequence[BreachView]: ...
    async def security_events_of(self, station: str) -> Sequence[str]: ...
    async def our(self, kind: str) -> Sequence[str]: ...
    async def reaches_for(self, kind: str, name: str, operator: str) -> str: ...


class Paying(Protocol):
    """Drivers who pay, and a payment provider; each station's newest payment is meant."""

    async def lets_drivers_pay(self, hold: Decimal) -> None: ...
    async def leaves_card_for(self, card: str) -> None: ...
    async def provider_is(self, state: str) -> None: ...
    async def driver_asks_to_pay(self, station: str, reference: str = "") -> str: ...
    async def driver_agrees(self, station: str) -> None: ...
    async def token_of_payment(self, station: str) -> str: ...
    async def gives_back(self, station: str, amount: Decimal) -> None: ...
    async def credits_session(self, station: str) -> None: ...
    async def payment_at(self, station: str) -> PaymentSeen: ...


class RecordSeen(NamedTuple):
    """A record, as far as scenarios speak of it."""

    number: int
    total: Decimal | None
    credit: bool


class InvoiceSeen(NamedTuple):
    """An invoice, as far as scenarios speak of it."""

    number: str
    kind: str
    sessions: int
    payable: Decimal


class Billing(Protocol):
    """Records, the inbox of sessions without a price, and invoices; by the cards of drivers."""

    async def has_customer(self, name: str, card: str) -> None: ...
    async def credits_record(self, card: str, why: str) -> None: ...
    async def frees_session(self, card: str) -> None: ...
    async def invoices_march(self, name: str) -> None: ...
    async def credits_invoice(self, number: str, why: str) -> None: ...
    async def cards_without_price(self) -> Sequence[str | None]: ...
    async def records_of(self, card: str) -> Sequence[RecordSeen]: ...
    async def invoices_written(self) -> Sequence[InvoiceSeen]: ...


class Showing(Protocol):
    """Prices of a market, and what drivers read on the screens of stations."""

    async def can_show_costs(self, station: str) -> None: ...
    async def shows_cost_every(self, station: str, interval: timedelta) -> None: ...
    async def follows_market(self, series: str) -> None: ...
    async def is_quoted(self, series: str, prices: Sequence[tuple[datetime, Decimal]]) -> None: ...
    async def screen_of(self, station: str) -> Sequence[str]: ...


class WouldBe(NamedTuple):
    """What past sessions would have brought under another list, in EUR with taxes."""

    sessions: int
    before: Decimal
    after: Decimal
    dearer: int
    cheaper: int


class Selling(Protocol):
    """Price lists by their names: made, assigned, tried out; and what comes of them on paper."""

    async def sells(self, name: str, prices: Mapping[str, Decimal], *, publish: bool) -> None: ...
    async def stands_at(self, station: str, location: str) -> None: ...
    async def assigns(self, name: str, to: str) -> None: ...
    async def previews(self, name: str, kwh: Decimal, minutes: int, idle: int) -> Decimal: ...
    async def what_if(self, name: str) -> WouldBe: ...
    async def publishes_muddled(self, name: str) -> tuple[str, ...]: ...
    async def prices_session(self, card: str, name: str) -> None: ...
    async def explanation_of(self, card: str) -> str: ...
    async def writes_invoices(self) -> None: ...
    async def lives_at(self, name: str, station: str) -> None: ...
    async def pays_back_march(self, name: str) -> None: ...
    async def holds_what_it_costs(self, kwh: Decimal, most: Decimal) -> None: ...


class World(Setup, Time, Device, Operating, Paying, Billing, Selling, Showing, Protocol):
    """All of it, opened before the first step and closed after the last."""

    async def opens(self) -> None: ...
    async def closes(self) -> None: ...
