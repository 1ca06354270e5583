"""What a corpus asks about the server's state → where it stands. One table of names."""

from types import MappingProxyType

from tests.conformance.check_lists import api
from tests.conformance.check_sessions import (
    cdrs,
    distinct,
    events,
    meter_samples,
    open_transactions,
    orphan_stops,
    session_energy,
    signed_values,
    transaction,
    transactions,
)
from tests.conformance.check_stations import (
    command,
    commands,
    connector,
    last_seen,
    live_state,
    online,
    report,
    security_event,
)
from tests.conformance.scene import Asked, Check, Scene


async def note(_scene: Scene, _asked: Asked) -> str:
    """A remark for people."""
    return ""


CHECKS: MappingProxyType[str, Check] = MappingProxyType(
    {
        "transactions": transactions,
        "sessions": transactions,
        "open_transactions": open_transactions,
        "transaction": transaction,
        "session": transaction,
        "events": events,
        "session_energy_wh": session_energy,
        "distinct": distinct,
        "cdrs": cdrs,
        "orphan_stops": orphan_stops,
        "orphans": orphan_stops,
        "meter_samples": meter_samples,
        "meter_values": meter_samples,
        "signed_values": signed_values,
        "online": online,
        "last_seen": last_seen,
        "connector": connector,
        "connector_status": connector,
        "live_state": live_state,
        "report": report,
        "security_event": security_event,
        "security_events": security_event,
        "alarm": security_event,
        "command": command,
        "commands": commands,
        "api": api,
        "note": note,
    }
)
