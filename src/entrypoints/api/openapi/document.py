"""The document itself."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from entrypoints.api.openapi.parameters import parameters
from entrypoints.api.openapi.responses import COMPONENTS, responses
from entrypoints.api.openapi.schemas import REF, Schema, components, public_name
from entrypoints.api.operation import CSV, Block, Operation

DESCRIPTION = """\
Stations, sessions, tokens, tariffs and commands of a charge point operator.

**Keys.** `Authorization: Bearer <key>`. A tenant's key speaks for its tenant; a key of the
platform names the tenant in the header `Open-CSMS-Tenant`. Each operation says which scope it
needs.

**Lists** come in pages: hand `next` back as `cursor`. A page is cut by what it is sorted by, so
that nothing is shown twice or passed over when things are added meanwhile.

**Changes.** What can be changed has an `ETag`; send it as `If-Match`, and a change based on an
older state is refused with 412. A `POST` with an `Idempotency-Key` is done once, however often
it is sent within a day.

**Problems** are `application/problem+json` (RFC 9457) and list everything that is wrong at once;
their types are explained at [/problems](/problems). Unknown parameters and fields are refused.

**Numbers.** Energy is in Wh and times are in seconds, as exact JSON numbers; money is exact
decimal text. Times are RFC 3339 in UTC.

**Live.** `WS /api/v1/live` sends a snapshot and then numbered changes of stations, sessions,
commands and frames, and every event. The first message is `{"type": "hello", "token": "<key>"}`,
or the key comes as the subprotocol `bearer.<key>` beside `open-csms.v1`; then
`{"type": "subscribe", "topics": ["stations", "sessions"]}`. See `docs/live.md`.
"""


def document(blocks: Sequence[Block]) -> dict[str, Any]:
    """All operations of these blocks."""
    operations = [operation for block in blocks for operation in block.operations]
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "open-csms",
            "version": version("open-csms"),
            "summary": "Charging station management",
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "tags": [{"name": block.name, "description": block.description} for block in blocks],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": components(operations),
            "responses": COMPONENTS,
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A key made by `POST /keys` or `open-csms key create`.",
                }
            },
        },
    }


def _described(operation: Operation) -> Schema:
    described: Schema = {
        "operationId": operation.name,
        "tags": [operation.block],
        "summary": operation.summary,
        "description": f"{operation.description}\n\nNeeds the scope `{operation.scope}`.",
        "parameters": parameters(operation),
        "responses": responses(operation),
    }
    if operation.body is not None:
        schema = {"$ref": REF.format(name=public_name(operation.body))}
        described["requestBody"] = {
            "required": True,
            "content": {operation.takes: {"schema": schema}},
        }
    elif operation.takes == CSV:
        described["requestBody"] = {"required": True, "content": {CSV: _TABLE}}
    return described


_TABLE = {
    "schema": {"type": "string", "minLength": 1},
    "example": "uid,kind,label,blocked\r\n04E2B1C2A34D80,rfid,Ada Lovelace,false\r\n",
}
