"""Simulated charging stations: the other end of the OCPP contract.

They know nothing of this CSMS: they speak OCPP 1.6J, 2.0.1 and 2.1 over WebSockets, keep their
transaction messages until these are answered, and write down what they know (`History`).

    plan = FleetPlan(url="ws://127.0.0.1:9000/ocpp/demo", stations=6, passwords={...})
    report = await run_fleet(plan, print)
"""

from .clock import StationClock
from .fleet import Fleet, FleetPlan, FleetReport, identities, run_fleet
from .history import Account, History, Message
from .plan import DEMONSTRATION, Patience, Rhythm, StationPlan
from .station import SimulatedStation

__all__ = [
    "DEMONSTRATION",
    "Account",
    "Fleet",
    "FleetPlan",
    "FleetReport",
    "History",
    "Message",
    "Patience",
    "Rhythm",
    "SimulatedStation",
    "StationClock",
    "StationPlan",
    "identities",
    "run_fleet",
]
