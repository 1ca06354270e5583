"""Why a backup cannot be made or restored; each is a sentence that says what to do."""

from collections.abc import Iterable
from pathlib import Path


class BackupError(RuntimeError):
    """It cannot be done."""


class NoBackup(BackupError):
    """The file is none of ours."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file} is no whole backup of open-csms: {why}.")


class Damaged(BackupError):
    """The file is not as it was written."""

    def __init__(self, file: Path, table: str) -> None:
        super().__init__(
            f"{file} is damaged: the table {table} is not what was written. Use another backup."
        )


class AlreadyThere(BackupError):
    """A backup shall not replace a file."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} exists. Choose another name, or remove it.")


class TooNew(BackupError):
    """It was made by a later version."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The backup has the schema {revision}, which this version does not know. Restore it "
            "with the version that made it, or a later one."
        )


class NothingThere(BackupError):
    """There is no schema to back up."""

    def __init__(self) -> None:
        super().__init__("The database is empty: there is nothing to back up.")


class DataInTheWay(BackupError):
    """A restore would replace what is there."""

    def __init__(self, tenants: int) -> None:
        super().__init__(
            f"The database has data of {tenants} tenant(s), which a restore would replace. Back "
            "them up if they are worth it, and add --yes."
        )


class StillInUse(BackupError):
    """Somebody works with the database."""

    def __init__(self, users: Iterable[str]) -> None:
        super().__init__(
            f"The database is in use (sessions of {', '.join(sorted(users))}). Stop open-csms on "
            "every machine, and whoever else is connected; then restore."
        )
