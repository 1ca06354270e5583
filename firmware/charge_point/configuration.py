"""Configuration: typed values by key; the keys themselves are rows of keys.txt."""

from .tables import row

SAVED = "config"


class Configuration:
    """Values by name, typed: int, bool, or text; only what somebody has set is kept in the file.

    How a text becomes a value, and what may be changed, is in `blocks/settings.py`.

    Args:
        secrets: where the AuthorizationKey goes.
        fixed: what the board decides, as in NumberOfConnectors.
    """

    def __init__(self, files, secrets, fixed):
        self.files = files
        self.secrets = secrets
        self.changed = None  # (name) → None, after a change
        self.values = {}  # those that somebody has asked for
        self._fixed = fixed
        self.kept = files.load(SAVED, {})

    def __getitem__(self, name):
        if name not in self.values:
            self.values[name] = self.peek(row("keys", name))
        return self.values[name]

    def peek(self, words):
        """The value of a row, without keeping it in memory."""
        name = words[0]
        if name in self._fixed and name not in self.kept:
            return self._fixed[name]
        default = words[5] if len(words) > 5 else ""
        try:
            return value(words[1], self.kept.get(name, default))
        except ValueError:  # of another firmware
            return value(words[1], default)


def value(kind, text):
    if kind == "int":
        return int(text)
    return text.lower() == "true" if kind == "bool" else text
