"""`open-csms send`."""

import json as json_text
from typing import Any

from entrypoints.cli.failures import CannotDo
from entrypoints.cli.output import AsJson, as_json, console, facts
from entrypoints.cli.rest import Key, Tenant, Url, rest

INSTRUCTIONS: dict[str, tuple[str, ...]] = {
    "remote_start": ("token",),
    "remote_stop": ("reference",),
    "reset": (),
    "unlock": ("evse",),
    "change_availability": ("operative",),
    "read_settings": (),
    "change_settings": (),
    "rotate_secret": (),
    "read_inventory": (),
    "trigger": ("message",),
    "clear_cache": (),
    "ask_transaction_status": (),
    "send_data": ("vendor",),
    "raw_call": ("action",),
}
"""What can be sent, and what each must be told."""

DONE = frozenset({"accepted", "confirmed"})


def send(
    station: str,
    instruction: str,
    *details: str,
    wait: int = 30,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> int:
    """Give a station an instruction, and wait for its answer.

    Instructions: remote_start token=04A1…, remote_stop reference=…, reset, unlock evse=1,
    change_availability operative=false, read_settings, change_settings NAME=VALUE,
    rotate_secret, read_inventory, trigger message=status, clear_cache, ask_transaction_status,
    send_data vendor=…, raw_call action=GetLocalListVersion. A value is JSON where it can be.

    Args:
        station: Its identity or id.
        instruction: What it shall do.
        details: name=value.
        wait: Seconds to wait for the answer; 0 for none.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    body = instruction_of(instruction.replace("-", "_").lower(), details)
    api = rest(url, key, tenant)
    found = api.station(station)
    headers = {"Prefer": f"wait={wait}"} if wait else {}
    order = api.post(f"/stations/{found['id']}/commands", {"instruction": body}, **headers)
    if json:
        as_json(order)
    else:
        _tell(found["identity"], order)
    return 1 if order["outcome"] and order["state"] not in DONE else 0


def instruction_of(name: str, details: tuple[str, ...]) -> dict[str, Any]:
    """The body of an instruction.

    Raises:
        CannotDo: there is no such instruction, or a detail is missing.
    """
    if name not in INSTRUCTIONS:
        raise CannotDo(f"There is no instruction {name!r}: use {', '.join(INSTRUCTIONS)}.", 2)
    pairs = [_pair(detail) for detail in details]
    if name == "change_settings":  # values stay text: `true` is what stations write
        return {"type": name, "values": [_setting(*pair) for pair in pairs]}
    given = {each: _read(value) for each, value in pairs}
    missing = [each for each in INSTRUCTIONS[name] if each not in given]
    if missing:
        wanted = " ".join(f"{each}=…" for each in missing)
        raise CannotDo(f"{name} needs more: open-csms send STATION {name} {wanted}", 2)
    return {"type": name, **given}


def _pair(detail: str) -> tuple[str, str]:
    name, sign, value = detail.partition("=")
    if not sign or not name:
        raise CannotDo(f"{detail!r} is not name=value.", 2)
    return name, value


def _read(value: str) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json_text.loads(value)
    except ValueError:
        return value


def _setting(name: str, value: str) -> dict[str, str]:
    """`Component.Variable` in 2.x; the key alone in 1.6."""
    component, _, variable = name.rpartition(".")
    return {"component": component, "variable": variable, "value": value}


def _tell(identity: str, order: dict[str, Any]) -> None:
    outcome = order["outcome"] or {}
    verdict = outcome.get("verdict", "no answer yet")
    color = "green" if order["state"] in DONE else "yellow"
    console.print(f"[bold]{identity}[/]: [{color}]{verdict}[/] ({order['state']})")
    shown = {name: value for name, value in (outcome.get("details") or {}).items() if value}
    if outcome.get("status"):
        shown = {"status": outcome["status"], **shown}
    facts(shown)
