"""Bodies in JSON."""

from typing import TypeVar

import msgspec

from entrypoints.api.problems import Fault, Problem, wrong
from entrypoints.api.reading.faults import TRAILER, faults

Body = TypeVar("Body")


def read_body(content: bytes, kind: type[Body]) -> Body:
    """The body as a `kind`.

    Raises:
        Problem: it is no JSON, or fields are wrong; then every one of them is listed.
    """
    try:
        value = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        why = TRAILER.sub("", str(error))
        raise Problem("malformed", f"The body is not readable as JSON: {why}") from None
    found = [
        Fault(detail=what, pointer="".join(f"/{_escaped(part)}" for part in where))
        for where, what in faults(value, kind)
    ]
    if found:
        raise wrong("wrong-fields", found)
    return msgspec.convert(value, kind)


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")
