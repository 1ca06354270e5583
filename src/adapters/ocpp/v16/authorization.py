"""Authorize, and the idTagInfo of every answer that judges a token (1.6 4.1, 7.15)."""

from datetime import datetime
from types import MappingProxyType
from typing import Literal

from msgspec import UNSET

from adapters.ocpp.dialect import Caller, Inbound
from adapters.ocpp.messages import v16
from application.authorization.authorize import Authorize
from domain.token import Authorization, AuthorizationStatus

STATUSES: MappingProxyType[
    AuthorizationStatus, Literal["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"]
] = MappingProxyType(
    {
        AuthorizationStatus.ACCEPTED: "Accepted",
        AuthorizationStatus.UNKNOWN: "Invalid",
        AuthorizationStatus.BLOCKED: "Blocked",
        AuthorizationStatus.EXPIRED: "Expired",
        AuthorizationStatus.NOT_YET_VALID: "Invalid",
        AuthorizationStatus.CONCURRENT: "ConcurrentTx",
        AuthorizationStatus.NOT_AT_THIS_LOCATION: "Invalid",
    }
)

LONGEST_TAG = 20
"""CiString20: a longer group cannot be said in 1.6, and half of one would be another group."""


def id_tag_info(authorization: Authorization) -> v16.IdTagInfo:
    """The judgement as 1.6 says it."""
    group = authorization.group
    return v16.IdTagInfo(
        status=STATUSES[authorization.status],
        parent_id_tag=group if group and len(group) <= LONGEST_TAG else UNSET,
        expiry_date=authorization.valid_until or UNSET,
    )


def _authorize(request: v16.AuthorizeRequest, caller: Caller) -> Authorize:
    return Authorize(caller.station, request.id_tag)


def _authorized(
    answer: Authorization, _request: v16.AuthorizeRequest, _now: datetime
) -> v16.AuthorizeResponse:
    return v16.AuthorizeResponse(id_tag_info=id_tag_info(answer))


INBOUND = {"Authorize": Inbound(_authorize, _authorized, "Authorize")}
