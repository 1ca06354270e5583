"""Answers: the one that was asked for, and every problem that may stand in its place."""

from collections.abc import Iterator
from http import HTTPStatus
from itertools import groupby
from typing import get_origin

from application.views.paging import Page
from entrypoints.api.openapi.schemas import REF, Schema, item_of, page_of, public_name
from entrypoints.api.operation import CSV, DOCUMENTS, JSON, Operation
from entrypoints.api.problems import KINDS, MEDIA_TYPE

ALWAYS = (400, 401, 403, 429, 500, 503)
"""Problems that any operation may answer with."""

_HEADERS = {
    401: {"WWW-Authenticate": "How to show a key."},
    405: {"Allow": "The methods that there are."},
    429: {"Retry-After": "Seconds to wait."},
    503: {"Retry-After": "Seconds to wait."},
}


def _component(status: int, names: list[str]) -> Schema:
    kinds = "\n".join(f"- `/problems/{name}`: {KINDS[name].title}." for name in names)
    response: Schema = {
        "description": f"{HTTPStatus(status).phrase}:\n\n{kinds}",
        "content": {MEDIA_TYPE: {"schema": {"$ref": REF.format(name="Problem")}}},
    }
    if status in _HEADERS:
        response["headers"] = _headers(_HEADERS[status])
    return response


def _headers(said: dict[str, str]) -> Schema:
    return {
        name: {"description": text, "schema": {"type": "string"}} for name, text in said.items()
    }


_BY_STATUS = sorted(KINDS, key=lambda name: KINDS[name].status)
COMPONENTS: dict[str, Schema] = {
    f"Problem{status}": _component(status, list(names))
    for status, names in groupby(_BY_STATUS, key=lambda name: KINDS[name].status)
}


def responses(operation: Operation) -> dict[str, Schema]:
    """By status."""
    found = {str(operation.status): _success(operation)}
    if operation.versioned and operation.method == "GET":
        found["304"] = {"description": "It is still as you know it."}
    for status in sorted({*ALWAYS, *operation.other_statuses, *_statuses(operation)}):
        found[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    return found


def _statuses(operation: Operation) -> Iterator[int]:
    if operation.path_parameters or operation.tenancy != "platform":
        yield 404
    if operation.method in {"PUT", "POST", "DELETE"}:
        yield 409
        yield 413
    if operation.versioned and operation.method in {"PUT", "DELETE"}:
        yield 412
    if operation.body is not None or operation.takes == CSV:
        yield from (415, 422)
    if operation.method == "POST":
        yield 422


def _success(operation: Operation) -> Schema:
    status = HTTPStatus(operation.status)
    response: Schema = {"description": f"{status.phrase}."}
    headers = {}
    if operation.versioned and operation.status != HTTPStatus.NO_CONTENT:
        headers["ETag"] = "The version, for If-Match."
    if status in {HTTPStatus.CREATED, HTTPStatus.ACCEPTED} and operation.name != "give_commands":
        headers["Location"] = "Where it is."
    if headers:
        response["headers"] = _headers(headers)
    if operation.gives == CSV:
        response["content"] = {CSV: {"schema": {"type": "string"}}}
    elif operation.gives in DOCUMENTS:
        response["content"] = {operation.gives: {"schema": {"type": "string"}}}
    elif operation.answers is not None:
        item = item_of(operation.answers)
        listed = get_origin(operation.answers) is Page
        schema = page_of(item) if listed else {"$ref": REF.format(name=public_name(item))}
        response["content"] = {JSON: {"schema": schema}}
    return response
