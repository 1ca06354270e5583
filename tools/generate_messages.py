"""Write ``src/adapters/ocpp/messages/{v16,v201,v21}.py`` from the schemas of the package ``ocpp``.

    python tools/generate_messages.py          # rewrite the modules
    python tools/generate_messages.py --check  # fail if they differ

Every message becomes a frozen msgspec Struct that enforces required fields, types, lengths,
bounds, item counts, enumerations and the absence of unknown fields while decoding. Schema
definitions that several messages share become one type. Descriptions are not copied.

Deviations from the schema files, each on purpose (see ``PATCHES_16``):
- 1.6 spells the temperature unit ``Celcius`` in one place and ``Celsius`` in another: both are
  taken, and ``Hertz`` with them (JSON errata 2.1).
- 1.6 ``sampledValue`` may be empty, as in the official set: a stop must never be refused for it.
- 1.6 defines its objects inline; equal ones are given one name here (``NAMES_16``).
"""

import argparse
import json
import keyword
import re
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

OUT = Path(__file__).resolve().parent.parent / "src" / "adapters" / "ocpp" / "messages"
MODULES = {"v16": "OCPP 1.6 edition 2", "v201": "OCPP 2.0.1", "v21": "OCPP 2.1 edition 1"}

# Block of each action, and which end opens the exchange: ">" the station, "<" the CSMS, "=" either.
BLOCKS_16 = {
    "security": ">SecurityEventNotification >SignCertificate <CertificateSigned",
    "provisioning": ">BootNotification >Heartbeat <ChangeConfiguration <GetConfiguration <Reset",
    "authorization": ">Authorize <ClearCache",
    "local_list": "<GetLocalListVersion <SendLocalList",
    "charging": ">StartTransaction >StopTransaction",
    "remote_control": "<RemoteStartTransaction <RemoteStopTransaction <UnlockConnector"
    " <TriggerMessage <ExtendedTriggerMessage",
    "availability": ">StatusNotification <ChangeAvailability",
    "reservation": "<ReserveNow <CancelReservation",
    "metering": ">MeterValues",
    "smart_charging": "<SetChargingProfile <ClearChargingProfile <GetCompositeSchedule",
    "firmware": ">FirmwareStatusNotification <UpdateFirmware >SignedFirmwareStatusNotification"
    " <SignedUpdateFirmware",
    "certificates": "<InstallCertificate <DeleteCertificate <GetInstalledCertificateIds",
    "diagnostics": ">DiagnosticsStatusNotification <GetDiagnostics >LogStatusNotification <GetLog",
    "data_transfer": "=DataTransfer",
}
BLOCKS_201 = {
    "security": ">SecurityEventNotification >SignCertificate <CertificateSigned",
    "provisioning": ">BootNotification >Heartbeat >NotifyReport <GetBaseReport <GetReport"
    " <GetVariables <SetVariables <SetNetworkProfile <Reset",
    "authorization": ">Authorize <ClearCache",
    "local_list": "<GetLocalListVersion <SendLocalList",
    "charging": ">TransactionEvent <GetTransactionStatus",
    "remote_control": "<RequestStartTransaction <RequestStopTransaction <UnlockConnector"
    " <TriggerMessage",
    "availability": ">StatusNotification <ChangeAvailability",
    "reservation": ">ReservationStatusUpdate <ReserveNow <CancelReservation",
    "tariff": "<CostUpdated",
    "metering": ">MeterValues",
    "smart_charging": ">ClearedChargingLimit >NotifyChargingLimit >NotifyEVChargingNeeds"
    " >NotifyEVChargingSchedule >ReportChargingProfiles <SetChargingProfile <ClearChargingProfile"
    " <GetChargingProfiles <GetCompositeSchedule",
    "firmware": ">FirmwareStatusNotification >PublishFirmwareStatusNotification <UpdateFirmware"
    " <PublishFirmware <UnpublishFirmware",
    "certificates": ">Get15118EVCertificate >GetCertificateStatus <InstallCertificate"
    " <DeleteCertificate <GetInstalledCertificateIds",
    "diagnostics": ">LogStatusNotification >NotifyCustomerInformation >NotifyEvent"
    " >NotifyMonitoringReport <GetLog <CustomerInformation <GetMonitoringReport"
    " <ClearVariableMonitoring <SetMonitoringBase <SetMonitoringLevel <SetVariableMonitoring",
    "display": ">NotifyDisplayMessages <SetDisplayMessage <GetDisplayMessages <ClearDisplayMessage",
    "data_transfer": "=DataTransfer",
}
NEW_IN_21 = {
    "authorization": ">NotifySettlement <NotifyWebPaymentStarted >VatNumberValidation",
    "tariff": "<ChangeTransactionTariff <ClearTariffs <GetTariffs <SetDefaultTariff",
    "smart_charging": ">NotifyPriorityCharging >PullDynamicScheduleUpdate"
    " <UpdateDynamicSchedule <UsePriorityCharging",
    "certificates": ">GetCertificateChainStatus",
    "diagnostics": ">NotifyPeriodicEventStream >OpenPeriodicEventStream"
    " >ClosePeriodicEventStream <AdjustPeriodicEventStream <GetPeriodicEventStream",
    "bidirectional": "<AFRRSignal <NotifyAllowedEnergyTransfer",
    "der_control": ">NotifyDERAlarm >NotifyDERStartStop >ReportDERControl <ClearDERControl"
    " <GetDERControl <SetDERControl",
    "battery_swap": ">BatterySwap <RequestBatterySwap",
}
BLOCKS = {
    "v16": BLOCKS_16,
    "v201": BLOCKS_201,
    "v21": {
        block: f"{BLOCKS_201.get(block, '')} {NEW_IN_21.get(block, '')}".strip()
        for block in [*BLOCKS_201, *(b for b in NEW_IN_21 if b not in BLOCKS_201)]
    },
}
DIRECTIONS = {">": "FROM_STATION", "<": "TO_STATION", "=": "EITHER"}
SENDS = {"NotifyPeriodicEventStream"}

NAMES_16 = {
    "idTagInfo": "IdTagInfo",
    "localAuthorizationList": "AuthorizationData",
    "configurationKey": "KeyValue",
    "meterValue": "MeterValue",
    "transactionData": "MeterValue",
    "sampledValue": "SampledValue",
    "chargingProfile": "ChargingProfile",
    "csChargingProfiles": "ChargingProfile",
    "chargingSchedule": "ChargingSchedule",
    "chargingSchedulePeriod": "ChargingSchedulePeriod",
}
PATCHES_16 = {
    "unit": lambda schema: {
        **schema,
        "enum": [*(u for u in schema["enum"] if u not in UNITS_16), *UNITS_16],
    },
    "sampledValue": lambda schema: {k: v for k, v in schema.items() if k != "minItems"},
}
PLAIN = {"number": "Decimal", "boolean": "bool", "any": "Any"}
UNITS_16 = ["Celsius", "Celcius", "Hertz"]
ATTRIBUTES = {"prioritizedEMAIDs": "prioritized_emaids", "soC": "soc", "soH": "soh"}

HEADER = '''"""{title}: message types and action table. Generated; do not edit.

Source: JSON schemas of the Python package ocpp {package}, by tools/generate_messages.py.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType, field

from adapters.ocpp.actions import Action, Direction, Kind
from adapters.ocpp.schema import CustomData, Message, check_free_json, check_number

'''


@dataclass
class Module:
    """One version while it is being written: named types in the order of their first use."""

    name: str
    types: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    definitions: Schema = field(default_factory=dict)

    def alias(self, name: str, text: str) -> str:
        """Name a constrained scalar once."""
        self.aliases[name] = text
        return name

    def enum(self, name: str, values: list[str]) -> str:
        """Name an enumeration; the same name always means the same values."""
        text = f"{name}: TypeAlias = Literal[\n" + "".join(f'    "{v}",\n' for v in values) + "]\n"
        return self.claim(name, text)

    def claim(self, name: str, text: str) -> str:
        """Keep a type, refusing two different ones under one name."""
        if self.types.setdefault(name, text) != text:
            raise SystemExit(f"{self.name}: two different types want the name {name}")
        return name

    def struct(self, name: str, schema: Schema) -> str:
        """Write one object as a Struct; nested objects come before it."""
        required = set(schema.get("required", []))
        lines, checks = [], []
        for wire, raw in schema.get("properties", {}).items():
            prop = PATCHES_16[wire](raw) if self.name == "v16" and wire in PATCHES_16 else raw
            attribute = snake(wire)
            kind = self.type_of(prop, owner=name, wire=wire)
            lines.append(f"    {attribute}: {declare(kind, wire, attribute, wire in required)}")
            checks += check_of(prop, attribute)
        body = "\n".join(lines) or "    pass"
        if checks:
            body += "\n\n    def __post_init__(self) -> None:\n" + "\n".join(
                f"        {check}" for check in checks
            )
        return self.claim(name, f"class {name}(Message, kw_only=True, frozen=True):\n{body}\n")

    def type_of(self, schema: Schema, owner: str, wire: str) -> str:
        """The Python type of one property."""
        if "$ref" in schema:
            return self.reference(schema["$ref"].rsplit("/", 1)[1])
        kind = schema.get("type", "any")
        if kind in PLAIN:
            return PLAIN[kind]
        writers = {
            "array": lambda: self.array(schema, owner, wire),
            "object": lambda: self.struct(NAMES_16[wire], schema),
            "string": lambda: self.string(schema, owner, wire),
            "integer": lambda: self.integer(schema),
        }
        return writers[kind]()

    def reference(self, name: str) -> str:
        """A shared definition, written at its first use."""
        if name == "CustomDataType":
            return "CustomData"
        schema = self.definitions[name]
        if name not in self.seen:
            self.seen[name] = name
            if "enum" in schema:
                self.enum(name, schema["enum"])
            else:
                self.struct(name, schema)
        return name

    def array(self, schema: Schema, owner: str, wire: str) -> str:
        """A tuple with its bounds."""
        inner = f"tuple[{self.type_of(schema['items'], owner, wire)}, ...]"
        bounds = [
            f"{python}={schema[json_name]}"
            for python, json_name in (("min_length", "minItems"), ("max_length", "maxItems"))
            if json_name in schema
        ]
        return f"Annotated[{inner}, Meta({', '.join(bounds)})]" if bounds else inner

    def string(self, schema: Schema, owner: str, wire: str) -> str:
        """Text, an enumeration or a moment."""
        if "enum" in schema:
            return self.enum(f"{owner}{wire[0].upper()}{wire[1:]}", schema["enum"])
        if schema.get("format") == "date-time":
            return "datetime"
        if "maxLength" in schema:
            most = schema["maxLength"]
            return self.alias(f"Str{most}", f"Annotated[str, Meta(max_length={most})]")
        return "str"

    def integer(self, schema: Schema) -> str:
        """An integer of 64 bits: larger ones are no count, id or reading."""
        least, most = schema.get("minimum"), schema.get("maximum")
        if least is None and most is None:
            return self.alias("Int", "Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]")
        low = -(2**63) if least is None else int(least)
        high = 2**63 - 1 if most is None else int(most)
        name = f"Int{text_of(least)}To{text_of(most)}"
        return self.alias(name, f"Annotated[int, Meta(ge={low}, le={high})]")


def text_of(bound: float | None) -> str:
    """A bound as part of a name."""
    return "Any" if bound is None else f"{'Minus' if bound < 0 else ''}{abs(int(bound))}"


def declare(kind: str, wire: str, attribute: str, required: bool) -> str:
    """Type and default of one field; the wire name only where camel case does not give it."""
    renamed = "" if camel(attribute) == wire else f'name="{wire}"'
    if required:
        return f"{kind} = field({renamed})" if renamed else kind
    default = f"field(default=UNSET, {renamed})" if renamed else "UNSET"
    return f"{kind} = {default}" if kind == "Any" else f"{kind} | UnsetType = {default}"


def check_of(schema: Schema, attribute: str) -> list[str]:
    """What msgspec cannot check by itself: decimals and free JSON."""
    if "$ref" in schema:
        return []
    if "type" not in schema:
        return [f"check_free_json(self.{attribute})"]
    if schema["type"] == "array" and schema["items"].get("type") == "number":
        return [f"for number in self.{attribute} or ():", "    check_number(number)"]
    if schema["type"] != "number":
        return []
    bounds = [
        f"{python}={int(schema[json_name])}"
        for python, json_name in (("least", "minimum"), ("most", "maximum"))
        if json_name in schema
    ]
    if "multipleOf" in schema:
        bounds.append(f'step=Decimal("{schema["multipleOf"]}")')
    return [f"check_number({', '.join([f'self.{attribute}', *bounds])})"]


def snake(wire: str) -> str:
    """The attribute for a wire name."""
    if wire in ATTRIBUTES:
        return ATTRIBUTES[wire]
    text = re.sub(r"V2X", "V2x", wire)
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", text).lower()
    return f"{text}_" if keyword.iskeyword(text) else text


def camel(attribute: str) -> str:
    """What msgspec's ``rename="camel"`` makes of an attribute."""
    first, *rest = attribute.split("_")
    return first + "".join(part.title() for part in rest)


def schema_of(module: str, stem: str) -> Schema:
    """One schema file of the package."""
    path = files("ocpp") / module / "schemas" / f"{stem}.json"
    loaded: Schema = json.loads(path.read_text(encoding="utf-8-sig"))
    return loaded


def generate(name: str) -> str:
    """The text of one module."""
    module = Module(name)
    suffix = "" if name == "v16" else "Request"
    rows = []
    for block, words in BLOCKS[name].items():
        for word in words.split():
            direction, action = DIRECTIONS[word[0]], word[1:]
            send = action in SENDS
            request = message(module, f"{action}{'' if send else suffix}", f"{action}Request")
            response = "None" if send else message(module, *[f"{action}Response"] * 2)
            rows.append(
                f'        Action("{action}", {request}, {response}, Direction.{direction},'
                f' "{block}", Kind.{"SEND" if send else "CALL"}),\n'
            )
    aliases = "".join(f"{n}: TypeAlias = {t}\n" for n, t in sorted(module.aliases.items()))
    table = (
        "ACTIONS: dict[str, Action] = {\n    action.name: action\n    for action in (\n"
        + "".join(rows)
        + "    )\n}\n"
    )
    header = HEADER.format(title=MODULES[name], package=version("ocpp"))
    return "\n\n".join([header + aliases, *module.types.values(), table])


def message(module: Module, stem: str, name: str) -> str:
    """One request or response."""
    schema = schema_of(module.name, stem)
    module.definitions = schema.get("definitions", {})
    return module.struct(name, schema)


def main() -> int:
    """Write or compare the modules."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    stale = []
    for name in MODULES:
        path, text = OUT / f"{name}.py", generate(name)
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            stale.append(path.name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"out of date: {', '.join(stale)}; run python tools/generate_messages.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
