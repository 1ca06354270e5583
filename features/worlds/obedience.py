"""What a station answers when it is asked, by how the scenario lets it react."""

import json
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from ocpp import v16
from ocpp.exceptions import NotSupportedError

Payload = Mapping[str, Any]
"""As the library hands it over: names in snake_case."""

Reply = Callable[[Payload, str], dict[str, Any]]

PLAIN = {"accepted": "Accepted", "rejected": "Rejected"}
AVAILABILITY = PLAIN | {"scheduled": "Scheduled"}
UNLOCKING = {"accepted": "Unlocked", "failed": "UnlockFailed"}
SETTING = PLAIN | {"reboot required": "RebootRequired", "not supported": "NotSupported"}
VARIABLE = PLAIN | {"reboot required": "RebootRequired", "not supported": "UnknownVariable"}

SETTINGS = {"HeartbeatInterval": "300"}
"""What every station here has set, as far as it matters."""

PASSWORDS = ("AuthorizationKey", "BasicAuthPassword")


def _status(words: Mapping[str, str]) -> Reply:
    return lambda _, reaction: {"status": _word(words, reaction)}


def _word(words: Mapping[str, str], reaction: str) -> str:
    """Raises NotSupportedError for what cannot be said in the status of this answer."""
    if reaction not in words:
        raise NotSupportedError
    return words[reaction]


def _read_keys(asked: Payload, _reaction: str) -> dict[str, Any]:
    known = [key for key in asked["key"] if key in SETTINGS]
    return {
        "configuration_key": [
            {"key": key, "readonly": False, "value": SETTINGS[key]} for key in known
        ],
        "unknown_key": [key for key in asked["key"] if key not in SETTINGS],
    }


def _read_variables(asked: Payload, _reaction: str) -> dict[str, Any]:
    results = []
    for wanted in asked["get_variable_data"]:
        value = SETTINGS.get(wanted["variable"]["name"])
        status = "UnknownVariable" if value is None else "Accepted"
        results.append(_about(wanted) | {"attribute_status": status, "attribute_value": value})
    return {"get_variable_result": results}


def _set_variables(asked: Payload, reaction: str) -> dict[str, Any]:
    status = _word(VARIABLE, reaction)
    wanted = asked["set_variable_data"]
    return {"set_variable_result": [_about(one) | {"attribute_status": status} for one in wanted]}


def _about(item: Payload) -> dict[str, Any]:
    return {"component": item["component"], "variable": item["variable"]}


def _transaction_status(_asked: Payload, _reaction: str) -> dict[str, Any]:
    return {"messages_in_queue": False}


COSTS = "org.openchargealliance.costmsg"


def _noted(_asked: Payload, _reaction: str) -> dict[str, Any]:
    return {}


ASKED: Mapping[str, tuple[str, Reply]] = {
    "RemoteStartTransaction": ("start charging", _status(PLAIN)),
    "RequestStartTransaction": ("start charging", _status(PLAIN)),
    "RemoteStopTransaction": ("stop charging", _status(PLAIN)),
    "RequestStopTransaction": ("stop charging", _status(PLAIN)),
    "Reset": ("reset", _status(AVAILABILITY)),
    "UnlockConnector": ("unlock", _status(UNLOCKING)),
    "ChangeAvailability": ("take out of service", _status(AVAILABILITY)),
    "GetConfiguration": ("read settings", _read_keys),
    "GetVariables": ("read settings", _read_variables),
    "ChangeConfiguration": ("change a setting", _status(SETTING)),
    "SetVariables": ("change a setting", _set_variables),
    "TriggerMessage": ("trigger", _status(PLAIN)),
    "CostUpdated": ("show a cost", _noted),
    "DataTransfer": ("show a cost", _status(PLAIN)),
    "ClearCache": ("clear its cache", _status(PLAIN)),
    "GetTransactionStatus": ("check a session", _transaction_status),
}
"""action → what a scenario calls it, and how it is answered."""


def known_actions(package: ModuleType) -> list[str]:
    """Those that a version has."""
    return [action for action in ASKED if hasattr(package.call_result, action)]


def shown(asked: Payload) -> str | None:
    """What the driver reads of it, if anything: a cost, or words."""
    cost = asked.get("total_cost")
    if asked.get("vendor_id") == COSTS:
        told = json.loads(asked["data"])
        cost = told.get("cost")
        if "priceText" in told:
            return str(told["priceText"])
    return None if cost is None else f"{float(cost):.2f} EUR"


def new_password(package: ModuleType, asked: Payload) -> bytes | None:
    """The password that the station is told to use from now on, or None if it is not."""
    if asked.get("key") in PASSWORDS:
        key: str = asked["value"]
        return bytes.fromhex(key) if package is v16 else key.encode()
    for wanted in asked.get("set_variable_data", ()):
        if wanted["variable"]["name"] in PASSWORDS:
            text: str = wanted["attribute_value"]
            return text.encode()
    return None
