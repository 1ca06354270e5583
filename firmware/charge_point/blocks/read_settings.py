"""GetConfiguration (OCPP 1.6, 5.8): sent row by row, as the whole is long."""

import json

from charge_point.tables import rows


def read(station, payload, _):
    """The reply as pieces of its JSON."""
    return pieces(station, payload.get("key"))


def pieces(station, wanted):
    names = {name.lower() for name in wanted if isinstance(name, str)} if wanted else None
    piece, first = '{"configurationKey":[', True
    for words in rows("keys"):
        name = words[0].lower()
        if words[2] == "secret" or (names is not None and name not in names):
            continue
        if names is not None:
            names.discard(name)
        piece += ("" if first else ",") + json.dumps(
            {
                "key": words[0],
                "readonly": words[2] == "read",
                "value": text_of(station.config.peek(words)),
            }
        )
        first = False
        if len(piece) > 300:
            yield piece
            piece = ""
    piece += "]"
    if names:
        unknown = [each for each in wanted if isinstance(each, str) and each.lower() in names]
        piece += ',"unknownKey":' + json.dumps(unknown)
    yield piece + "}"


def text_of(value):
    """As OCPP writes it."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
