"""`open-csms tail`."""

import json as json_text
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any

from cyclopts import Parameter, validators
from rich.text import Text

from entrypoints.cli.output import AsJson, as_json, console, notes
from entrypoints.cli.rest import Key, Rest, Tenant, Url, rest

LOOK_SECONDS = 0.5
LONGEST = 400
"""Characters of a payload that are shown; --json shows all."""

MOST_ASKED = 100
"""Requests that are remembered for the sake of their answers."""

SPOKEN = frozenset({"call", "send"})
"""Kinds of frames that are no answers."""

SIGNS = {True: ("→", "cyan"), False: ("←", "magenta")}
"""What the station said comes in; what it was told goes out."""

Lines = Annotated[int, Parameter(validator=validators.Number(gte=0, lte=500))]


def tail(
    station: str,
    *,
    lines: Lines = 10,
    once: Annotated[bool, Parameter(negative="")] = False,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> None:
    """Watch what a station says and is told, message by message, until Ctrl-C.

    Secrets are blanked. `→` is what the station said, `←` what it was told.

    Args:
        station: Its identity or id.
        lines: How many of the last messages are shown first.
        once: Show those, and end.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print each message as JSON.
    """
    api = rest(url, key, tenant)
    identity = api.station(station)["identity"]
    if not json:
        notes.print(f"[dim]Watching {identity}; Ctrl-C ends it.[/]")
    try:
        for frame in followed(api, identity, lines, once=once):
            if json:
                as_json(frame)
            else:
                console.print(shown(frame))
    except KeyboardInterrupt:
        return


def followed(api: Rest, identity: str, first: int, *, once: bool) -> Iterator[dict[str, Any]]:
    """The last messages, oldest first, and then each as it comes."""
    page = api.get("/frames", station=identity, limit=max(first, 1))["items"]
    asked = Asked()
    seen = {frame["number"] for frame in page}
    since = _settled(reversed(page), page[0]["at"] if page else None)
    yield from map(asked.named, reversed(page[:first]))
    while not once:
        time.sleep(LOOK_SECONDS)
        page = api.get("/frames", station=identity, sort="at", since=since, limit=500)["items"]
        yield from (asked.named(frame) for frame in page if frame["number"] not in seen)
        since = _settled(page, since)
        seen = {frame["number"] for frame in page}


def _settled(page: Iterable[dict[str, Any]], since: str | None) -> str | None:
    """The time from which on there may be more: requests come in their order, answers with them."""
    spoken = [frame["at"] for frame in page if frame["kind"] in SPOKEN]
    return spoken[-1] if spoken else since


class Asked:
    """The last requests on the line: an answer names its request by number alone."""

    def __init__(self) -> None:
        self._actions: OrderedDict[tuple[bool, str], str] = OrderedDict()

    def named(self, frame: dict[str, Any]) -> dict[str, Any]:
        """The frame; an answer with the action that it answers, where that was seen."""
        if frame["kind"] in SPOKEN:
            self._actions[not frame["inbound"], frame["message_id"]] = frame["action"]
            if len(self._actions) > MOST_ASKED:
                self._actions.popitem(last=False)
            return frame
        seen = self._actions.pop((frame["inbound"], frame["message_id"]), None)
        answers = frame["action"] or seen
        return {**frame, "action": f"{answers} {frame['kind']}"} if answers else frame


def shown(frame: dict[str, Any]) -> Text:
    """A message on a line: when, which way, what."""
    sign, color = SIGNS[frame["inbound"]]
    at = datetime.fromisoformat(frame["at"]).astimezone().strftime("%H:%M:%S.%f")[:-3]
    what = frame["action"] or frame["kind"]
    line = Text.assemble((at, "dim"), " ", (sign, color), " ", (f"{what:<27}", f"bold {color}"))
    payload = _payload(frame["text"])
    return line.append(" " + (payload[:LONGEST] + "…" if len(payload) > LONGEST else payload))


def _payload(text: str) -> str:
    """The last element of a frame: what it carries."""
    try:
        frame = json_text.loads(text)
    except ValueError:
        return text
    carried = frame[-1] if isinstance(frame, list) and frame else frame
    if isinstance(frame, list) and frame[0] in {4, 5}:
        carried = frame[2:]
    return json_text.dumps(carried, ensure_ascii=False)
