"""Settings while they are being changed: kept as a whole, or not at all."""

import binascii
import os

from charge_point.blocks import store, x509
from charge_point.clock import BUILT, SAVED
from charge_point.files import Files

from . import checks, fields
from .names import SETTINGS, wifi

LARGEST = 8000  # characters of certificates


class Draft:
    """What is there, and what somebody has changed since.

    Args:
        secrets: the board's (hal/api.py).
        now: seconds since 1970, or what it is at least.

    Attributes:
        values: by name; secrets are not among them.
        given: secrets that have been given since, by field.
    """

    def __init__(self, folder, secrets, now=0):
        self.files = Files(folder)
        self.secrets = secrets
        self.now = max(now, BUILT, self.files.load(SAVED, {}).get("at", 0))
        self.values = self.files.load(SETTINGS, {})
        self.given = {}

    def set(self, name, text):
        """Raises ValueError with a sentence."""
        words = fields.row(name)
        found = fields.value(words, text)
        if words[fields.KIND] in fields.SECRET:
            self.given[name] = binascii.unhexlify(found) if words[1] == "hex" else found.encode()
        else:
            self.values[name] = found

    def unset(self, name):
        words = fields.row(name)
        if words[fields.KIND] in fields.SECRET:
            self.given[name] = b""
        else:
            self.values.pop(name, None)

    def shown(self, name):
        """Of a field, as a person may see it; a secret only shows whether it is there."""
        words = fields.row(name)
        if words[fields.KIND] in fields.SECRET:
            return "(set)" if self._has(name) else "(none)"
        found = self.values.get(name)
        if found is None:
            default = words[fields.DEFAULT]
            return "" if default in ("!", "-") else default
        if isinstance(found, bool):
            return "yes" if found else "no"
        if isinstance(found, dict):
            return " ".join(
                ["%s=%s" % (k, "none" if found[k] is None else found[k]) for k in found]
            )
        return str(found)

    def certificate(self, text):
        """Keep root certificates, in PEM; raises ValueError. They count at once."""
        if len(text) > LARGEST:
            raise ValueError("certificate: too long")
        try:
            found = [x509.Certificate(der) for der in x509.ders(text)]
            periods = [one.period for one in found]
        except (ValueError, IndexError, TypeError) as error:
            raise ValueError("certificate: cannot be read: %s" % error)
        for one, (begin, end) in zip(found, periods):
            if not one.ca:
                raise ValueError("certificate: is of no authority, it may not sign others")
            if end < self.now or end <= begin:
                raise ValueError("certificate: has expired")
        for one in found:
            store.keep(self.files, store.name_of(store.ROOT, one.der), one.der)

    def forget_certificates(self):
        for name in store.names(self.files, store.ROOT):
            store.remove(self.files, name)

    def faults(self):
        """Sentences about all that would be saved."""
        said = []
        for words in fields.rows():
            name = words[fields.NAME]
            if name in self.values:
                if self.values[name] is None:
                    said.append("%s: holds nothing" % name)
                    continue
                try:
                    fields.value(words, self.shown(name))
                except (ValueError, AttributeError, TypeError) as error:
                    said.append(str(error))
        if said:
            return said
        return checks.faults(self.values, self._has, self._roots(), self.now)

    def _roots(self):
        found = []
        for name in store.names(self.files, store.ROOT):
            try:
                found.append(x509.Certificate(store.load(self.files, name)).period)
            except (ValueError, IndexError, TypeError, OSError):
                pass  # counts as none
        return found

    def _has(self, name):
        if name == "own":
            return any([file[:4] == "own-" for file in os.listdir(self.files.folder)])
        if name in self.given:
            return bool(self.given[name])
        return bool(self.secrets.get(self._kept(name)))

    def _kept(self, name):
        """Under which name a field's secret is kept: a password belongs to its network."""
        if name.endswith("_password"):
            return wifi(self.values.get(name[: -len("_password")], ""))
        return name

    def save(self):
        """Secrets first: settings that count find what they need. Raises ValueError if faulty."""
        said = self.faults()
        if said:
            raise ValueError("; ".join(said))
        for name in self.given:
            kept, value = self._kept(name), self.given[name]
            if (self.secrets.get(kept) or b"") != value:
                self.secrets.set(kept, value)
        if self.files.load(SETTINGS, None) != self.values:
            self.files.save(SETTINGS, self.values)
        self.given = {}
