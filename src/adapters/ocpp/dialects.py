"""The versions that this server speaks, in the order in which it prefers them."""

from types import MappingProxyType
from typing import Any

from adapters.ocpp.dialect import Dialect, Inbound
from adapters.ocpp.messages import v16, v21, v201
from adapters.ocpp.v2 import authorization, charging, provisioning, remote_control, security
from adapters.ocpp.v16 import authorization as authorization_16
from adapters.ocpp.v16 import charging as charging_16
from adapters.ocpp.v16 import provisioning as provisioning_16
from adapters.ocpp.v16 import remote_control as remote_control_16
from adapters.ocpp.v16 import security as security_16

LATER = "Its block is not built yet; the answer is NotSupported, so that the station goes on."


def _two(messages: Any) -> dict[str, Inbound]:
    return {
        **provisioning.inbound(messages),
        **authorization.inbound(messages),
        **charging.inbound(messages),
        **security.inbound(messages),
    }


def _dialect(name: str, messages: Any, inbound: dict[str, Inbound], outbound: Any) -> Dialect:
    actions = messages.ACTIONS
    unsaid = {
        action.name: LATER
        for action in actions.values()
        if (action.station_may_call or action.station_may_send) and action.name not in inbound
    }
    return Dialect(
        name,
        messages,
        MappingProxyType(actions),
        MappingProxyType(inbound),
        MappingProxyType(outbound),
        MappingProxyType(unsaid),
    )


OCPP_1_6 = _dialect(
    "ocpp1.6",
    v16,
    {
        **provisioning_16.INBOUND,
        **authorization_16.INBOUND,
        **charging_16.INBOUND,
        **security_16.INBOUND,
    },
    remote_control_16.OUTBOUND,
)
OCPP_2_0_1 = _dialect("ocpp2.0.1", v201, _two(v201), remote_control.OUTBOUND)
OCPP_2_1 = _dialect("ocpp2.1", v21, _two(v21), remote_control.OUTBOUND)

DIALECTS = MappingProxyType({d.name: d for d in (OCPP_2_1, OCPP_2_0_1, OCPP_1_6)})
"""Subprotocol → dialect; the first one that the station offers too is spoken."""
