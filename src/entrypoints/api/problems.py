"""Everything that can go wrong, as RFC 9457 problems: two tables, and the one way to say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from application.ports.mail import NoMailServer
from application.ports.payment import ProviderRefused
from domain.errors import (
    AlreadyExists,
    DomainError,
    Fenced,
    Invalid,
    NotFound,
    NotPossibleNow,
    Outdated,
    StaleState,
    StillReferenced,
)
from domain.tariff import NotPriceable
from domain.tariff.market import MarketPriceUnknown

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its title, its status, and what a developer should know and do."""

    title: str
    status: int
    explanation: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "malformed": Kind(
            "The request cannot be read", 400,
            "The body is no JSON, the text no UTF-8, or a header cannot be understood. Nothing was "
            "done. Mend the request; sending it again as it is will not help.",
        ),
        "wrong-parameters": Kind(
            "Parameters are wrong", 400,
            "`errors` lists every parameter of the query or header that is unknown or has a value "
            "that it cannot have. Unknown parameters are refused, since a filter that is silently "
            "ignored shows more than was asked for.",
        ),
        "tenant-needed": Kind(
            "Which tenant?", 400,
            "A key of the platform belongs to no tenant: name the one to act for in the header "
            "`Open-CSMS-Tenant`.",
        ),
        "unauthenticated": Kind(
            "Who are you?", 401,
            "Send `Authorization: Bearer <key>`. Unknown, wrong, expired and revoked keys are all "
            "answered like this.",
        ),
        "forbidden": Kind(
            "Not allowed", 403,
            "The key has not the scope that the operation needs, or belongs to another tenant than "
            "the one named. `needed` names the scope. An administrator of the tenant can make a "
            "key with it.",
        ),
        "not-found": Kind(
            "There is no such thing", 404,
            "Nothing of this kind and name exists for this tenant. What another tenant has is "
            "answered like what nobody has.",
        ),
        "method-not-allowed": Kind(
            "This cannot be done here", 405,
            "The address exists, but not for this method; the header `Allow` lists those it has.",
        ),
        "not-acceptable": Kind(
            "No such representation", 406, "The address answers with another media type.",
        ),
        "already-exists": Kind(
            "It exists already", 409,
            "Something with this natural key exists: an identity, a uid, a name in URLs.",
        ),
        "not-possible-now": Kind(
            "Not possible now", 409,
            "The thing exists, but its present state forbids the step. `detail` says which.",
        ),
        "changed-meanwhile": Kind(
            "Somebody else was faster", 409,
            "The thing was changed at the same time, again and again. Nothing was done; send the "
            "request again.",
        ),
        "still-referenced": Kind(
            "Still in use", 409, "Other things refer to it: change or remove those first.",
        ),
        "request-unfinished": Kind(
            "The first request is not finished", 409,
            "A request with this Idempotency-Key is at work, or broke off before its outcome was "
            "recorded. It will not be run a second time: look whether it took effect.",
        ),
        "secret-shown-once": Kind(
            "It was done, and its secret shown, already", 409,
            "A secret is shown once and not kept. If the first answer was lost, make a new one "
            "with a new Idempotency-Key.",
        ),
        "outdated": Kind(
            "It has been changed since you read it", 412,
            "The version in `If-Match` is no longer the present one. Read it again, and decide "
            "whether your change still makes sense.",
        ),
        "too-large": Kind(
            "The body is too large", 413, "Send less at a time; lists can be sent in parts.",
        ),
        "unsupported-media-type": Kind(
            "Not in this format", 415, "Bodies are `application/json`, or `text/csv` for imports.",
        ),
        "wrong-fields": Kind(
            "Fields are wrong", 422,
            "`errors` lists every field that is unknown, missing, or has a value that it cannot "
            "have, by JSON pointer (RFC 6901). Nothing was done.",
        ),
        "unpriceable": Kind(
            "The tariff cannot price anything", 422,
            "`errors` lists every fault of the tariff with its place. A tariff with faults is "
            "never published; as a draft it stays as it is. `POST /tariffs/lint` tells the faults "
            "of a draft beforehand.",
        ),
        "key-reused": Kind(
            "The Idempotency-Key belongs to another request", 422,
            "A key names one request. Use a new one for a new request.",
        ),
        "too-many-attempts": Kind(
            "Too many wrong keys", 429,
            "This source has shown too many wrong keys. `Retry-After` says when to try again.",
        ),
        "internal": Kind(
            "A mistake of ours", 500,
            "The request was understood and something broke. `incident` finds it in our logs. It "
            "is not known whether the request took effect: look before you send it again.",
        ),
        "unavailable": Kind(
            "Not now", 503, "A part that is needed does not answer. Try again soon.",
        ),
    }
)  # fmt: skip
"""Each is explained at `/problems/{its name}`, which is its type URI."""

REFUSALS: Mapping[type[DomainError], str] = MappingProxyType(
    {
        NotFound: "not-found",
        AlreadyExists: "already-exists",
        Invalid: "wrong-fields",
        NotPossibleNow: "not-possible-now",
        StaleState: "changed-meanwhile",
        Outdated: "outdated",
        Fenced: "not-possible-now",
        StillReferenced: "still-referenced",
        NotPriceable: "unpriceable",
        MarketPriceUnknown: "unpriceable",
        NoMailServer: "not-possible-now",
        ProviderRefused: "not-possible-now",
    }
)
"""What the domain refuses → the kind of problem."""


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that is wrong, and where: in the body, a parameter, or a header."""

    detail: str
    pointer: str | None = None
    """JSON pointer into the body."""
    parameter: str | None = None
    header: str | None = None


class ProblemDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: tuple[Fault, ...] = ()
    needed: str | None = None
    """The scope that the operation needs."""
    incident: str | None = None


class Problem(Exception):
    """A request cannot be done; `kind` is a row of the table."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        needed: str | None = None,
        incident: str | None = None,
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        row = KINDS[kind]
        self.kind = kind
        self.status = row.status
        self.headers = dict(headers or {})
        self.document = ProblemDocument(
            type=f"/problems/{kind}",
            title=row.title,
            status=row.status,
            detail=detail,
            errors=tuple(errors),
            needed=needed,
            incident=incident,
        )


def wrong(kind: str, faults: Sequence[Fault]) -> Problem:
    """The problem that lists these faults of parameters or fields."""
    count = "One thing is" if len(faults) == 1 else f"{len(faults)} things are"
    return Problem(kind, f"{count} wrong.", errors=faults)


def refused(error: DomainError) -> Problem:
    """The problem that says what the domain said."""
    kind = next(REFUSALS[each] for each in type(error).__mro__ if each in REFUSALS)
    if isinstance(error, NotPriceable):
        return Problem(kind, str(error), errors=_findings(error))
    if isinstance(error, Invalid):
        return wrong(kind, [Fault(detail=error.why, pointer=f"/{error.field}")])
    return Problem(kind, str(error))


def _findings(error: NotPriceable) -> list[Fault]:
    return [Fault(detail=found.message, pointer=pointer(found.path)) for found in error.findings]


def pointer(path: str) -> str:
    """A place in a tariff as JSON pointer: `elements[0].vat` → `/elements/0/vat`."""
    return "/" + path.replace("[", "/").replace("]", "").replace(".", "/")


def encoded(document: ProblemDocument) -> bytes:
    """As it is sent."""
    return msgspec.json.encode(document)
