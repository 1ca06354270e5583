"""IdToken: what a driver shows to charge, and the judgement on it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.aggregate import Aggregate, DomainEvent
from domain.description import Change
from domain.errors import Invalid
from domain.identity import TenantId, TokenId


class TokenKind(StrEnum):
    """What a token is. OCPP 1.6 tells none apart; 2.x names them in IdTokenType."""

    RFID = "rfid"
    APP = "app"
    CENTRAL = "central"
    KEY_CODE = "key_code"
    MAC_ADDRESS = "mac_address"
    EMAID = "emaid"
    AD_HOC = "ad_hoc"


class AuthorizationStatus(StrEnum):
    """The judgement on a token, version-free."""

    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    CONCURRENT = "concurrent"
    NOT_AT_THIS_LOCATION = "not_at_this_location"


@dataclass(frozen=True, slots=True)
class Authorization:
    """May this token charge now, and what the station may remember of it."""

    status: AuthorizationStatus
    group: str | None = None
    valid_until: datetime | None = None
    """Until when a station may keep the answer in its cache; None for as long as it likes."""
    language: str | None = None
    memberships: frozenset[str] = frozenset()
    """That the driver holds; prices may depend on them."""

    @property
    def granted(self) -> bool:
        """Whether charging may go on."""
        return self.status is AuthorizationStatus.ACCEPTED


UNKNOWN_TOKEN = Authorization(AuthorizationStatus.UNKNOWN)
FREE_TO_CHARGE = Authorization(AuthorizationStatus.ACCEPTED)
"""The answer to a start without authorization (2.0.1 C02.FR.02: NoAuthorization)."""


def folded(uid: str) -> str:
    """The form in which uids are compared: letter case does not matter (OCPP 1.6 CiString)."""
    return uid.strip().casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdTokenChanged(DomainEvent):
    """An operator has made, edited or removed a token; `what` names the fields that differ."""

    id_token: TokenId
    uid: str
    change: Change
    what: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class IdToken(Aggregate):
    """A means of identification that the tenant knows."""

    id: TokenId
    tenant: TenantId
    uid: str
    """As issued, at most 255 characters (2.1); compared by `folded`."""
    kind: TokenKind = TokenKind.RFID
    label: str = ""
    group: str | None = None
    blocked: bool = False
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    max_sessions: int | None = None
    """How many sessions it may have open at once; None for any number."""
    language: str | None = None
    memberships: tuple[str, ...] = ()
    """Such as a subscription: discounts of a tariff may ask for one."""

    def __post_init__(self) -> None:
        if not folded(self.uid) or len(self.uid) > 255:
            raise Invalid("uid", "use 1 to 255 characters")
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            raise Invalid("valid_until", "must be later than valid_from")
        if self.max_sessions is not None and self.max_sessions < 1:
            raise Invalid("max_sessions", "use 1 or more, or nothing for any number")
        if not all(name and not any(c.isspace() for c in name) for name in self.memberships):
            raise Invalid("memberships", "use names without spaces")

    @property
    def known_as(self) -> str:
        """Its uid, as issued."""
        return self.uid

    def note(self, change: Change, at: datetime, what: tuple[str, ...] = ()) -> None:
        """Cause the event of a change."""
        self.cause(
            IdTokenChanged(
                tenant=self.tenant, at=at, id_token=self.id, uid=self.uid, change=change, what=what
            )
        )

    def judge(self, at: datetime, open_sessions_elsewhere: int = 0) -> Authorization:
        """May it charge at `at`, with so many sessions open at other stations?"""
        status = self._status(at, open_sessions_elsewhere)
        held = frozenset(self.memberships)
        return Authorization(status, self.group, self.valid_until, self.language, held)

    def _status(self, at: datetime, open_sessions_elsewhere: int) -> AuthorizationStatus:
        if self.blocked:
            return AuthorizationStatus.BLOCKED
        if self.valid_until is not None and at >= self.valid_until:
            return AuthorizationStatus.EXPIRED
        if self.valid_from is not None and at < self.valid_from:
            return AuthorizationStatus.NOT_YET_VALID
        if self.max_sessions is not None and open_sessions_elsewhere >= self.max_sessions:
            return AuthorizationStatus.CONCURRENT
        return AuthorizationStatus.ACCEPTED
