"""Parameters of the path, the query and the headers."""

import msgspec

from entrypoints.api.openapi.descriptions import of_fields
from entrypoints.api.openapi.schemas import Schema, plain_schema
from entrypoints.api.operation import Operation
from entrypoints.api.reading.types import TenantSlug

TENANT: Schema = {
    "name": "Open-CSMS-Tenant",
    "in": "header",
    "description": "For keys of the platform: the tenant to act for.",
    "schema": plain_schema(TenantSlug),
}
IF_MATCH: Schema = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of what was read; a change based on an older state is refused.",
    "schema": {"type": "string"},
    "example": '"v3"',
}
IF_NONE_MATCH: Schema = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of what is known; 304 if it is still so.",
    "schema": {"type": "string"},
    "example": '"v3"',
}
IDEMPOTENCY_KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Names this request: sent again within a day, it is not done again.",
    "schema": {"type": "string", "pattern": r"^[!-~]{1,255}$", "maxLength": 255},
    "example": "order-2026-03-02-0815",
}
PREFER: Schema = {
    "name": "Prefer",
    "in": "header",
    "description": "`wait=10` answers after the station has, or after ten seconds (RFC 7240).",
    "schema": {"type": "string"},
    "example": "wait=10",
}


def parameters(operation: Operation) -> list[Schema]:
    """All that an operation takes beside its body."""
    return [*_in_path(operation), *_in_query(operation), *_in_headers(operation)]


def _in_path(operation: Operation) -> list[Schema]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": plain_schema(TenantSlug)
            if name == "tenant"
            else {"type": "string", "format": "uuid"},
        }
        for name in operation.path_parameters
    ]


def _in_query(operation: Operation) -> list[Schema]:
    said = of_fields(operation.query)
    found = []
    for field in msgspec.structs.fields(operation.query):
        schema = plain_schema(field.type)
        description = said.get(field.name) or schema.pop("description", None)
        schema.pop("description", None)
        if field.default not in {msgspec.NODEFAULT, None, ()}:
            schema["default"] = field.default
        parameter: Schema = {"name": field.encode_name, "in": "query", "schema": schema}
        if field.required:
            parameter["required"] = True
        if description:
            parameter["description"] = description
        found.append(parameter)
    return found


def _in_headers(operation: Operation) -> list[Schema]:
    method = operation.method
    rules = (
        (operation.tenancy != "platform", TENANT),
        (operation.versioned and method in {"PUT", "DELETE"}, IF_MATCH),
        (operation.versioned and method == "GET", IF_NONE_MATCH),
        (method == "POST", IDEMPOTENCY_KEY),
        (operation.waits, PREFER),
    )
    return [header for applies, header in rules if applies]
