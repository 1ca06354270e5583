"""Authorize, and the idTokenInfo of every answer that judges a token (C01 to C09)."""

from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import UNSET, Struct

from adapters.ocpp.dialect import Caller, Inbound
from application.authorization.authorize import Authorize
from domain.token import FREE_TO_CHARGE, Authorization, AuthorizationStatus, TokenKind

STATUSES = MappingProxyType(
    {
        AuthorizationStatus.ACCEPTED: "Accepted",
        AuthorizationStatus.UNKNOWN: "Unknown",
        AuthorizationStatus.BLOCKED: "Blocked",
        AuthorizationStatus.EXPIRED: "Expired",
        AuthorizationStatus.NOT_YET_VALID: "NotAtThisTime",
        AuthorizationStatus.CONCURRENT: "ConcurrentTx",
        AuthorizationStatus.NOT_AT_THIS_LOCATION: "NotAtThisLocation",
    }
)

TYPES = MappingProxyType(
    {
        TokenKind.RFID: "ISO14443",
        TokenKind.APP: "Central",
        TokenKind.CENTRAL: "Central",
        TokenKind.KEY_CODE: "KeyCode",
        TokenKind.MAC_ADDRESS: "MacAddress",
        TokenKind.EMAID: "eMAID",
        TokenKind.AD_HOC: "Central",
    }
)
"""How we name a token's kind to a station."""

NO_AUTHORIZATION = "NoAuthorization"
LONGEST_LANGUAGE = 8


def is_free(token: Any) -> bool:
    """Whether the token says that none is needed (C02.FR.02)."""
    return token is not UNSET and token.type == NO_AUTHORIZATION


def uid_of(token: Any) -> str | None:
    """The uid shown, or None."""
    return None if token is UNSET or is_free(token) else token.id_token


def id_token_info(m: Any, authorization: Authorization) -> Struct:
    """The judgement as `m`'s IdTokenInfoType."""
    group, language = authorization.group, authorization.language
    short = language if language and len(language) <= LONGEST_LANGUAGE else UNSET
    info: Struct = m.IdTokenInfoType(
        status=STATUSES[authorization.status],
        cache_expiry_date_time=authorization.valid_until or UNSET,
        group_id_token=m.IdTokenType(id_token=group, type="Central") if group else UNSET,
        language1=short,
    )
    return info


def inbound(m: Any) -> dict[str, Inbound]:
    """The rows of block C."""

    def authorize(request: Any, caller: Caller) -> Authorize | None:
        uid = uid_of(request.id_token)
        return None if uid is None else Authorize(caller.station, uid)

    def authorized(answer: Authorization | None, _request: Any, _now: datetime) -> Struct:
        info = id_token_info(m, answer or FREE_TO_CHARGE)
        reply: Struct = m.AuthorizeResponse(id_token_info=info)
        return reply

    return {"Authorize": Inbound(authorize, authorized, "Authorize")}
