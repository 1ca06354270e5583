"""The kinds of value a setting can have: what each reads as, and what it refuses.

A kind is a value with two parts: `says`, the words used in the documentation and in refusals, and
`parse`, from text to the typed value; it raises `Unfit` with what to do.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from entrypoints.settings.secret import Secret


class Unfit(ValueError):
    """A text that is not of its kind; the message is the advice."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value. `parse` gets stripped, non-empty text."""

    says: str
    parse: Callable[[str], Any]


DURATIONS = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3_600.0, "d": 86_400.0}
SIZES = {"": 1, "b": 1, "kib": 1024, "mib": 1024**2, "gib": 1024**3}
SWITCH = {"on": True, "off": False, "true": True, "false": False, "yes": True, "no": False,
          "1": True, "0": False}  # fmt: skip


def text(pattern: str, says: str) -> Kind:
    """Text that matches the whole of a pattern."""

    def parse(given: str) -> str:
        if not re.fullmatch(pattern, given):
            raise Unfit(f"Give {says}.")
        return given

    return Kind(says, parse)


def whole(least: int, most: int, unit: str = "") -> Kind:
    """A whole number within bounds, both included."""
    says = f"a whole number from {least} to {most}" + (f" ({unit})" if unit else "")

    def parse(given: str) -> int:
        # [0-9], not \d: int() would read other scripts' digits and "1_0".
        if not re.fullmatch(r"-?[0-9]{1,12}", given) or not least <= int(given) <= most:
            raise Unfit(f"Give {says}, digits only.")
        return int(given)

    return Kind(says, parse)


def port() -> Kind:
    """A TCP port; 0 lets the system choose a free one."""
    return whole(0, 65_535, "TCP port; 0 takes a free one")


def switch() -> Kind:
    """On or off."""
    return choice(SWITCH, says="on or off")


def choice(meanings: Mapping[str, Any], says: str = "") -> Kind:
    """One of a few words, in any case."""
    words = says or " or ".join(meanings)

    def parse(given: str) -> Any:  # noqa: ANN401 - the meaning's type is the table's
        try:
            return meanings[given.lower()]
        except KeyError:
            raise Unfit(f"Give {words}.") from None

    return Kind(words, parse)


def duration(least: str, most: str) -> Kind:
    """A length of time with its unit; a bare number is seconds."""
    says = (
        f"a time from {least} to {most}, such as 500ms, 30s, 5min, 2h or 1d (bare number: seconds)"
    )
    low, high = _seconds(least), _seconds(most)

    def parse(given: str) -> timedelta:
        seconds = _seconds(given)
        if seconds is None or low is None or high is None or not low <= seconds <= high:
            raise Unfit(f"Give {says}.")
        return timedelta(seconds=seconds)

    return Kind(says, parse)


def size(least: str, most: str) -> Kind:
    """A number of bytes, with KiB, MiB or GiB."""
    says = f"a size from {least} to {most} (bare number: bytes)"
    low, high = _bytes(least), _bytes(most)

    def parse(given: str) -> int:
        count = _bytes(given)
        if count is None or low is None or high is None or not low <= count <= high:
            raise Unfit(f"Give {says}.")
        return count

    return Kind(says, parse)


def path() -> Kind:
    """A place in the file system; that it can be read is checked where it must be."""

    def parse(given: str) -> Path:
        if "\0" in given:
            raise Unfit("Give a path without a NUL character.")
        return Path(given).expanduser()

    return Kind("a path", parse)


def host() -> Kind:
    """An address to listen on."""
    says = "an IP address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0"
    name = re.compile(r"(?=.{1,253}$)(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")

    def parse(given: str) -> str:
        # Four numbers are meant as an address: 127.0.0.256 is a mistake, not a host name.
        named = name.fullmatch(given) and not re.fullmatch(r"[0-9.]+", given)
        if not named and not _is_address(given):
            raise Unfit(f"Give {says}, without a scheme and without a port.")
        return given

    return Kind(says, parse)


def web_address() -> Kind:
    """An http or https address of the outside world."""
    says = "an address such as https://csms.example.com"

    def parse(given: str) -> str:
        parts = _split(given, ("http", "https"), says)
        if not parts.hostname or parts.query or parts.fragment or parts.username:
            raise Unfit(f"Give {says}, without user, query or fragment.")
        return given.rstrip("/")

    return Kind(says, parse)


def database_address() -> Kind:
    """Where a PostgreSQL is."""
    says = "an address such as postgresql://user:password@host:5432/database"

    def parse(given: str) -> Secret:
        parts = _split(given, ("postgresql", "postgres", "postgresql+asyncpg"), says)
        if not parts.hostname and "host=" not in parts.query:
            raise Unfit(f"Name the host: {says}.")
        if not parts.path.strip("/"):
            raise Unfit(f"Name the database at the end: {says}.")
        return Secret(given)

    return Kind(says, parse)


def redis_address() -> Kind:
    """Where a Redis or Valkey is."""
    says = "an address such as redis://:password@host:6379/0"

    def parse(given: str) -> Secret:
        parts = _split(given, ("redis", "rediss", "unix"), says)
        if not parts.hostname and parts.scheme != "unix":
            raise Unfit(f"Name the host: {says}.")
        return Secret(given)

    return Kind(says, parse)


def secret(least_bytes: int) -> Kind:
    """A key made by a machine, without spaces, of a least length in bytes."""
    says = f"at least {least_bytes} bytes without spaces (`openssl rand -hex 32` makes a secret)"

    def parse(given: str) -> Secret:
        if len(given.encode()) < least_bytes or re.search(r"\s", given):
            raise Unfit(f"Give {says}.")
        if len(set(given)) < 8:
            raise Unfit(
                "Too few different characters for a secret: `openssl rand -hex 32` makes one."
            )
        return Secret(given)

    return Kind(says, parse)


def password() -> Kind:
    """Whatever somebody else's system takes for one."""
    says = "the password, on one line"

    def parse(given: str) -> Secret:
        if re.search(r"[\x00-\x1f\x7f]", given):
            raise Unfit("A password is one line without control characters.")
        return Secret(given)

    return Kind(says, parse)


def mail_sender() -> Kind:
    """An address that mail comes from."""
    return text(
        r"[^@\s<>,;\"]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?",
        "an address such as billing@example.com",
    )


def token(beginnings: tuple[str, ...], says: str) -> Kind:
    """A secret of somebody else's, known by how it begins."""

    def parse(given: str) -> Secret:
        if not given.startswith(beginnings) or not re.fullmatch(r"[A-Za-z0-9_]{8,255}", given):
            raise Unfit(f"Give {says}.")
        return Secret(given)

    return Kind(says, parse)


_ACCOUNT = {"secret_key": ("sk_", "rk_"), "webhook_secret": ("whsec_",), "account": ("acct_",)}


def stripe_accounts() -> Kind:
    """Accounts with Stripe by tenant; the text itself is the secret."""
    says = (
        'JSON such as {"sunny": {"secret_key": "sk_...", "webhook_secret": "whsec_..."}}, '
        'with "account": "acct_..." for a connected account'
    )

    def parse(given: str) -> Secret:
        try:
            told = json.loads(given)
        except (ValueError, RecursionError):
            raise Unfit(f"This is no JSON: give {says}.") from None
        if not isinstance(told, dict) or not all(map(_is_account, told.values())):
            raise Unfit(f"Give {says}.")
        if not all(re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?", name) for name in told):
            raise Unfit("Name each account by its tenant: small letters, digits and hyphens.")
        return Secret(given)

    return Kind(says, parse)


def _is_account(told: object) -> bool:
    if not isinstance(told, dict) or not {"secret_key", "webhook_secret"} <= told.keys():
        return False
    return told.keys() <= _ACCOUNT.keys() and all(
        isinstance(value, str) and value.startswith(_ACCOUNT[name]) for name, value in told.items()
    )


def _split(given: str, schemes: tuple[str, ...], says: str) -> SplitResult:
    try:
        parts = urlsplit(given)
        _ = parts.port  # raises for a port that is none
    except ValueError:
        raise Unfit(f"This cannot be read as an address: give {says}.") from None
    if parts.scheme not in schemes or re.search(r"\s", given):
        raise Unfit(f"Begin with {schemes[0]}://; give {says}.")
    return parts


def _is_address(given: str) -> bool:
    try:
        ip_address(given)
    except ValueError:
        return False
    return True


def _seconds(given: str) -> float | None:
    found = re.fullmatch(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*(ms|s|min|h|d)?", given)
    return float(found[1]) * DURATIONS[found[2] or "s"] if found else None


def _bytes(given: str) -> int | None:
    found = re.fullmatch(r"([0-9]{1,12})\s*([a-z]*)", given.lower())
    return int(found[1]) * SIZES[found[2]] if found and found[2] in SIZES else None
