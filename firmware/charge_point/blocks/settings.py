"""Configuration keys: what a text must be like to be a value (OCPP 1.6, 5.3 and 5.8)."""

from charge_point.configuration import SAVED
from charge_point.tables import row

MEASURANDS = (
    "Energy.Active.Import.Register",
    "Power.Active.Import",
    "Current.Import",
    "Voltage",
    "Current.Offered",
    "Power.Offered",
    "Frequency",
    "Temperature",
    "SoC",
)
ROTATIONS = ("NotApplicable", "Unknown", "RST", "RTS", "SRT", "STR", "TRS", "TSR")


def change(station, payload, _):
    name, text = payload["key"], payload["value"]
    if name in ("AuthorizationKey", "SecurityProfile"):
        status, reconnects = station.block("trial").change(station, name, text)
        if reconnects:  # what is in force is shown by the next connection (A01.FR.10, A05.FR.06)
            return {"status": status}, lambda: station.link.close()
        return {"status": status}
    return {"status": changed(station.config, name, text)}


def changed(config, name, text):
    """The status of a change; what is accepted is kept before that is told."""
    words = row("keys", name)
    if words is None:
        return "NotSupported"
    if words[2] == "read":
        return "Rejected"
    try:
        text = good(words, text)
        if words[2] == "secret":
            config.secrets.set("key", key_of(text))
        else:
            keep(config, name, text)
    except ValueError:
        return "Rejected"
    if config.changed:
        config.changed(name)
    return "RebootRequired" if words[2] == "reboot" else "Accepted"


def keep(config, name, text):
    """A text that is known to be good; it is saved before it holds."""
    if config.kept.get(name) != text:
        config.kept[name] = text
        config.files.save(SAVED, config.kept)
    config.values.pop(name, None)


def good(words, text):
    """The text as it is kept; raises ValueError where it is no value of that row."""
    name, kind, _, least, most = words[:5]
    if kind == "bool":
        if text.lower() not in ("true", "false"):
            raise ValueError(name)
        return text.lower()
    if kind == "int":
        if not int(least) <= int(text) <= int(most):
            raise ValueError(name)
        return str(int(text))
    if kind == "text":
        if not int(least) <= len(text) <= int(most):
            raise ValueError(name)
        return text
    items = [item.strip() for item in text.split(",") if item.strip()]
    if len(items) > int(most) or len(set(items)) != len(items):
        raise ValueError(name)
    allowed = MEASURANDS if least == "@measurands" else least.split(",")
    if least != "*" and any([item not in allowed for item in items]):
        raise ValueError(name)
    if name == "ConnectorPhaseRotation":
        for item in items:
            number, _, rotation = item.rpartition(".")
            if rotation not in ROTATIONS or (number and not number.isdigit()):
                raise ValueError(name)
    return ",".join(items)


def key_of(text):
    """The bytes that an AuthorizationKey stands for; raises ValueError unless it is hex."""
    if len(text) % 2:
        raise ValueError("AuthorizationKey")
    return bytes([int(text[at : at + 2], 16) for at in range(0, len(text), 2)])
