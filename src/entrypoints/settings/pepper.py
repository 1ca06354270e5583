"""The key of every keyed hash, kept beside the embedded database when none is given."""

import os
import secrets
import tempfile
from pathlib import Path

from entrypoints.settings.secret import Secret
from entrypoints.settings.table import Settings

FILE = "secret.key"


def secret_key(settings: Settings) -> Secret:
    """The configured key, or the one of the data folder, made on first use.

    Every process of the machine gets the same key, even when two begin together.

    Raises:
        OSError: the data folder cannot be written or the key not read.
    """
    if settings.security.secret_key:
        return settings.security.secret_key
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    place = settings.data_dir / FILE
    if not place.exists():
        _make(place)
    return Secret(place.read_text().strip())


def _make(place: Path) -> None:
    # A link either creates the whole file or finds another's: no reader sees half a key.
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{FILE}-")
    try:
        with os.fdopen(handle, "w") as draft:
            draft.write(secrets.token_hex(32) + "\n")
            draft.flush()
            os.fsync(draft.fileno())
        place.hardlink_to(name)
    except FileExistsError:
        pass  # another process was first; its key counts
    finally:
        Path(name).unlink()
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
