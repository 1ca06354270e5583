"""A connector: its states as a table, and what decides whether current flows.

Pure: it is told what the pilot says and what people want; it answers with a state and a limit.
"""

AVAILABLE, PREPARING, CHARGING = "Available", "Preparing", "Charging"
SUSPENDED_EV, SUSPENDED_EVSE = "SuspendedEV", "SuspendedEVSE"
FINISHING, RESERVED, UNAVAILABLE, FAULTED = "Finishing", "Reserved", "Unavailable", "Faulted"

(
    PLUG,
    UNPLUG,
    AUTHORIZE,
    GIVE_UP,
    START,
    FLOW,
    EV_PAUSE,
    EVSE_PAUSE,
    STOP,
    RESERVE,
    RELEASE,
    DISABLE,
    ENABLE,
) = range(13)

MOVES = {
    AVAILABLE: {PLUG: PREPARING, AUTHORIZE: PREPARING, RESERVE: RESERVED, DISABLE: UNAVAILABLE},
    PREPARING: {
        UNPLUG: AVAILABLE,
        GIVE_UP: AVAILABLE,
        START: SUSPENDED_EV,
        RESERVE: RESERVED,
        DISABLE: UNAVAILABLE,
    },
    RESERVED: {AUTHORIZE: PREPARING, RELEASE: AVAILABLE, DISABLE: UNAVAILABLE},
    CHARGING: {EV_PAUSE: SUSPENDED_EV, EVSE_PAUSE: SUSPENDED_EVSE, STOP: FINISHING},
    SUSPENDED_EV: {FLOW: CHARGING, EVSE_PAUSE: SUSPENDED_EVSE, STOP: FINISHING},
    SUSPENDED_EVSE: {FLOW: CHARGING, EV_PAUSE: SUSPENDED_EV, STOP: FINISHING},
    FINISHING: {UNPLUG: AVAILABLE, AUTHORIZE: PREPARING, RESERVE: RESERVED, DISABLE: UNAVAILABLE},
    UNAVAILABLE: {ENABLE: AVAILABLE},
}
"""An absent key is no move: the event means nothing in that state."""

LEAST = 6000  # mA: IEC 61851 knows no smaller current

# Pilot state → (plugged, EV wants energy, fault as OCPP names it)
PILOT = {
    "A": (False, False, None),
    "B": (True, False, None),
    "C": (True, True, None),
    "D": (True, False, "EVCommunicationError"),  # wants ventilation, which there is none of
    "E": (False, False, "GroundFailure"),
    "F": (False, False, "InternalError"),
}


class Connector:
    """One outlet.

    Attributes:
        number: from 1, as in OCPP.
        transaction: what runs here, or None.
        faults: names of what is wrong now; any of them opens the relay.
        operative: whether it may be used; `disable_next` when it ends with the transaction.
        pending: (tag, deadline in ticks, details) of who may charge and has not plugged in yet.
        reservation: (id, tag, parent, expiry), or None.
        limit: mA that may flow now.
    """

    def __init__(self, number):
        self.number = number
        self.state = AVAILABLE
        self.transaction = None
        self.faults = []
        self.plugged = False
        self.wants = False
        self.operative = True
        self.disable_next = False
        self.pending = None
        self.reservation = None
        self.limit = 0

    @property
    def status(self):
        """As StatusNotification tells it: a fault hides the state, which goes on below."""
        return FAULTED if self.faults else self.state

    @property
    def error(self):
        return self.faults[0] if self.faults else "NoError"

    def on(self, event):
        """Whether the event has moved it."""
        to = MOVES[self.state].get(event)
        if to is None:
            return False
        self.state = to
        return True

    def fault(self, name, present=True):
        """Something is wrong, or right again."""
        if present and name not in self.faults:
            self.faults.append(name)
        elif not present and name in self.faults:
            self.faults.remove(name)

    def see(self, pilot):
        """Take in the pilot's state; returns whether the cable was just plugged or pulled."""
        plugged, self.wants, fault = PILOT.get(pilot, PILOT["F"])
        for name in ("EVCommunicationError", "GroundFailure", "InternalError"):
            self.fault(name, name == fault)
        # A pilot at fault says nothing of the cable.
        if fault in ("GroundFailure", "InternalError") or plugged == self.plugged:
            return False
        self.plugged = plugged
        return True

    def settle(self):
        """What the circumstances make of the state, once all has been taken in."""
        if self.plugged:
            self.on(PLUG)
        elif self.state == FINISHING or not self.pending:
            self.on(UNPLUG)
        if self.transaction:
            self.on(self._charging())
        elif not self.operative:
            self.on(DISABLE)
        elif self.operative:
            self.on(ENABLE)
            self.on(
                RESERVE
                if self.reservation and not self.pending and not self.plugged
                else RELEASE
                if not self.reservation
                else None
            )

    def _charging(self):
        if self.limit < LEAST or not self.transaction.allowed:
            return EVSE_PAUSE
        return FLOW if self.wants else EV_PAUSE

    def closes(self):
        """Whether the relay may be closed: somebody pays, the EV wants, nothing is wrong."""
        return bool(
            self.transaction
            and self.transaction.allowed
            and self.wants
            and self.limit >= LEAST
            and not self.faults
        )

    def offers(self):
        """mA that the pilot tells the EV."""
        paid = self.transaction and self.transaction.allowed and not self.faults
        return self.limit if paid and self.limit >= LEAST else 0
