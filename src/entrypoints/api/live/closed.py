"""How a conversation ends (RFC 6455, 7.4)."""

POLICY, TOO_BIG, TRY_LATER = 1008, 1009, 1013


class Closed(Exception):
    """The conversation is over, for this reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason
