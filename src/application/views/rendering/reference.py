"""Tokens as they are shown."""

from application.views.authorization import TokenView
from domain.token import IdToken


def token_view(token: IdToken) -> TokenView:
    """As shown."""
    return TokenView(
        id=token.id,
        uid=token.uid,
        kind=token.kind,
        label=token.label,
        group=token.group,
        blocked=token.blocked,
        valid_from=token.valid_from,
        valid_until=token.valid_until,
        max_sessions=token.max_sessions,
        language=token.language,
        memberships=token.memberships,
        version=token.version,
    )
