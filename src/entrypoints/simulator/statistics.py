"""What a station or a whole fleet has done so far, in numbers."""

from collections import Counter
from dataclasses import dataclass, field

from .latencies import Latencies


@dataclass(slots=True)
class Statistics:
    """Running counts, shared by all stations of a fleet.

    Attributes:
        connected: Sockets open now.
        connects, drops: Sockets opened and lost since the beginning.
        refused: Attempts to connect that were refused or failed.
        registered: Stations whose boot was accepted at least once.
        boots: BootNotifications that were accepted.
        started, ended: Transactions begun and ended by the stations.
        sent: CALLs written, by action; resends count.
        answered: CALLRESULTs received.
        faults: CALLERRORs received, by code.
        unanswered: CALLs given up by time-out.
        obeyed: CALLs of the CSMS answered, by action.
        latencies: From a CALL written to its answer, in seconds.
    """

    connected: int = 0
    connects: int = 0
    drops: int = 0
    refused: int = 0
    registered: int = 0
    boots: int = 0
    started: int = 0
    ended: int = 0
    answered: int = 0
    unanswered: int = 0
    sent: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    obeyed: Counter[str] = field(default_factory=Counter)
    latencies: Latencies = field(default_factory=Latencies)
