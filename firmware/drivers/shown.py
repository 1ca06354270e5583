"""A tag that is held before a reader is told once."""

AWAY = 600  # ms without it, after which the same tag is another showing


class Shown:
    """Of one reader.

    Args:
        ticks: milliseconds that never go back.
    """

    def __init__(self, ticks):
        self._ticks = ticks
        self._held = None
        self._seen = 0

    def __call__(self, tag):
        """What `poll` tells, having seen that tag, or none."""
        now = self._ticks()
        if self._held and now - self._seen >= AWAY:
            self._held = None
        if not tag:
            return None
        self._seen = now
        if tag == self._held:
            return None
        self._held = tag
        return tag


def text(uid):
    """Upper-case hex of bytes."""
    return "".join(["%02X" % byte for byte in uid])
