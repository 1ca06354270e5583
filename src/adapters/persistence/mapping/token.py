"""Tokens."""

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from domain.identity import TenantId, TokenId
from domain.token import IdToken, TokenKind, folded


def to_row(token: IdToken, version: int) -> Written:
    """In the order of the table `id_tokens`."""
    return (
        token.tenant,
        token.id,
        version,
        token.uid,
        folded(token.uid),
        token.kind,
        token.label,
        token.group,
        token.blocked,
        token.valid_from,
        token.valid_until,
        token.max_sessions,
        token.language,
        to_json(token.memberships),
    )


def from_row(row: Read) -> IdToken:
    """The token of a row."""
    return IdToken(
        id=TokenId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        uid=row["uid"],
        kind=TokenKind(row["kind"]),
        label=row["label"],
        group=row["group_id"],
        blocked=row["blocked"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        max_sessions=row["max_sessions"],
        language=row["language"],
        memberships=from_json(row["memberships"], tuple[str, ...]),
    )
