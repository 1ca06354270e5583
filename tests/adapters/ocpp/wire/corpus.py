"""Reads the conformance corpus and judges reactions; knows nothing of how they were obtained.

A folder of JSON lines as described in ``tests/vectors/ocpp/README.md``. The same judge serves a
conversation in process and, later, a server behind a socket: both hand in what came back.
"""

import base64
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema

CORPUS = Path(__file__).resolve().parents[3] / "vectors" / "ocpp"
SCHEMAS = {"ocpp1.6": "v16", "ocpp2.0.1": "v201", "ocpp2.1": "v21"}
FRAME_TYPES = {2: "CALL", 3: "CALLRESULT", 4: "CALLERROR", 5: "CALLRESULTERROR", 6: "SEND"}
OUTSTANDING = "$OUTSTANDING_ID"
LONGEST_DESCRIPTION = 255


@dataclass(frozen=True)
class Line:
    """One line of the corpus."""

    record: dict[str, Any]

    def __str__(self) -> str:
        return self.record["id"]

    def __getattr__(self, name: str) -> Any:
        return self.record.get(name)

    def message(self, outstanding: str = "", last_result: str = "") -> str | bytes:
        """The message to send, byte for byte."""
        if self.frame_b64 is not None:
            return base64.b64decode(self.frame_b64)
        if self.frame_gen is not None:
            return "".join(text * times for text, times in self.frame_gen["parts"])
        text: str = self.frame
        return text.replace(OUTSTANDING, outstanding).replace("$LAST_RESULT_ID", last_result)


@dataclass
class Reaction:
    """What came back: texts, a close code, and what became of the open call."""

    texts: list[str] = field(default_factory=list)
    close_code: int | None = None
    operation: str | None = None
    outstanding: str = ""

    @property
    def kind(self) -> str:
        if self.close_code is not None:
            return "CLOSE"
        if not self.texts:
            return "NONE"
        return FRAME_TYPES.get(json.loads(self.texts[0])[0], "?")


@dataclass(frozen=True)
class Verdict:
    """``fault`` is empty if the line passes; ``first`` if it is the corpus's first choice."""

    line: Line
    fault: str = ""
    first: bool = False


def lines(version_file: str, kind: str = "inbound", folder: Path = CORPUS) -> Iterator[Line]:
    """All lines of one file."""
    with (folder / version_file).open(encoding="utf-8") as file:
        for text in file:
            record = json.loads(text)
            if record.get("kind") == kind:
                yield Line(record)


def judge(line: Line, reaction: Reaction) -> Verdict:
    """Compare a reaction with what the line allows."""
    expect = line.expect
    kind = reaction.kind
    first = kind == expect["reaction"]
    if kind in expect.get("never", ()) or not (first or kind in expect.get("also_ok", ())):
        return Verdict(line, f"{kind} instead of {expect['reaction']}: {reaction.texts}"[:300])
    fault = _CHECKS[kind](line, reaction) or _check_operation(line, reaction)
    if len(reaction.texts) > 1:
        fault = f"more than one answer: {reaction.texts}"[:300]
    if kind == "CALLERROR" and "code" in expect and not fault:
        first = first and json.loads(reaction.texts[0])[2] == expect["code"]
    return Verdict(line, fault, first and not fault)


def summary(verdicts: list[Verdict]) -> str:
    """Counts and one line a failure."""
    passed = sum(not v.fault for v in verdicts)
    first = sum(v.first for v in verdicts)
    seconds = Counter(v.line.group for v in verdicts if not v.fault and not v.first)
    rows = [f"{passed}/{len(verdicts)} pass, {first} first choice; second choices: {dict(seconds)}"]
    rows += [f"  {v.line} {v.line.group}: {v.fault}" for v in verdicts if v.fault]
    return "\n".join(rows)


def _check_result(line: Line, reaction: Reaction) -> str:
    _, message_id, payload = json.loads(reaction.texts[0])
    sent = json.loads(line.message())
    if message_id != sent[1]:
        return f"answer to {message_id}, not {sent[1]}"
    if line.expect.get("response_schema"):
        schema = schema_of(line.version, line.expect["response_schema"])
        errors = [e.message for e in schema.iter_errors(payload)]
        return "; ".join(errors)[:300]
    return ""


def _check_error(line: Line, reaction: Reaction) -> str:
    frame = json.loads(reaction.texts[0])
    if len(frame) != 5 or not isinstance(frame[4], dict) or len(frame[3]) > LONGEST_DESCRIPTION:
        return f"badly made error {frame}"[:300]
    _, message_id, code, _, _ = frame
    allowed = {*line.expect.get("codes", ()), *line.expect.get("tolerated_codes", ())}
    if allowed and code not in allowed:
        return f"code {code}, allowed {sorted(allowed)}"
    wanted = line.expect.get("message_id")
    if wanted is None:
        sent = _read(line)
        wanted = sent[1] if isinstance(sent, list) and len(sent) > 1 else "any"
    wanted = wanted.replace(OUTSTANDING, reaction.outstanding) if isinstance(wanted, str) else "any"
    return "" if wanted in ("any", message_id) else f"error for {message_id}, not {wanted}"


def _check_close(line: Line, reaction: Reaction) -> str:
    allowed = line.expect.get("close_codes", ())
    return "" if reaction.close_code in allowed else f"closed with {reaction.close_code}"


def _check_operation(line: Line, reaction: Reaction) -> str:
    wanted = line.expect.get("operation")
    if wanted is None or reaction.operation in (wanted, *line.expect.get("also_ok_operation", ())):
        return ""
    return f"operation {reaction.operation}, not {wanted}"


_CHECKS = {
    "CALLRESULT": _check_result,
    "CALLERROR": _check_error,
    "CALLRESULTERROR": _check_error,
    "CLOSE": _check_close,
    "NONE": lambda line, reaction: "",
}


def _read(line: Line) -> Any:
    try:
        return json.loads(line.message())
    except (ValueError, RecursionError):
        return None


@cache
def schema_of(version: str, name: str) -> jsonschema.Draft7Validator:
    """The schema of one message from the independent package."""
    stem = name.removesuffix("Request") if version == "ocpp1.6" else name
    path = files("ocpp") / SCHEMAS[version] / "schemas" / f"{stem}.json"
    return jsonschema.Draft7Validator(json.loads(path.read_text(encoding="utf-8-sig")))


def smallest(version: str, name: str) -> Any:
    """A smallest valid instance of a message: required fields only."""
    root = schema_of(version, name).schema
    return _smallest(root, root)


def _smallest(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _smallest(root["definitions"][schema["$ref"].rsplit("/", 1)[1]], root)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        wanted = schema.get("required", ())
        return {key: _smallest(schema["properties"][key], root) for key in wanted}
    if schema.get("type") == "array":
        return [_smallest(schema["items"], root)] * schema.get("minItems", 0)
    text = "2026-03-01T12:00:00Z" if schema.get("format") == "date-time" else "x"
    number = max(0, int(schema.get("minimum", 0)))
    return {"integer": number, "number": number, "boolean": False}.get(schema.get("type"), text)
