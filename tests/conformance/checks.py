"""What a corpus asks about the server's state → where it stands. One table of names."""

from datetime import datetime
from types import MappingProxyType

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

# Lists.


async def api(scene: Scene, asked: Asked) -> str:
    """Every list can still be read, each of its times can be written."""
    ledger, tenant = scene.server.ledger, scene.server.tenant
    rows = (*await ledger.sessions(tenant), *await ledger.cdrs(tenant))
    for row in rows:
        for name in ("first_heard", "last_heard", "began_at", "ended_at"):
            moment = getattr(row, name, None)
            if isinstance(moment, datetime):
                moment.isoformat()
    return "" if asked.get("status", 200) == 200 else f"unknown status {asked['status']}"


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
