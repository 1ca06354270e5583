"""Which operating system user runs the server.

PostgreSQL refuses to run as root. Started by root, it runs under a user id of its own that needs
no entry in /etc/passwd; only the two set-up programs look their user up by name, so these run as
an existing unprivileged user with the server's group, which opens the way, and the result is
handed over. An existing data directory decides: its owner runs the server. Any other user runs the
server as themselves.
"""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from adapters.embedded_postgres.errors import DirectoryNotUsable, NamelessUser

SERVER_UID = 61_016
"""Outside the ranges that distributions and systemd give away (60706-61183 are unused)."""


@dataclass(frozen=True, slots=True)
class Account:
    """An operating system user by number; `drop` says that we must become it first."""

    uid: int
    gid: int
    drop: bool

    @property
    def spawn(self) -> dict[str, object]:
        """Arguments of `subprocess.run` to run a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.drop else {}

    def take(self, *paths: Path) -> None:
        """Own `paths` with all below them."""
        for path in paths if self.drop else ():
            for below in (path, *path.rglob("*")):
                os.chown(below, self.uid, self.gid, follow_symlinks=False)


def server_account(home: Path) -> Account:
    """The user who runs, or will run, the server of `home`.

    Raises:
        DirectoryNotUsable: `home` belongs to somebody else, and we are not root.
    """
    me, owner = os.geteuid(), home.stat() if home.exists() else None
    if me == 0:
        if owner is not None and owner.st_uid != 0:
            return Account(owner.st_uid, owner.st_gid, drop=True)
        return Account(SERVER_UID, SERVER_UID, drop=True)
    if owner is not None and owner.st_uid != me:
        raise DirectoryNotUsable(
            f"{home} belongs to user id {owner.st_uid}, and this is user id {me}. Start as the "
            "same user as before (or as root), or choose another OPEN_CSMS_DATA_DIR."
        )
    return Account(me, os.getegid(), drop=False)


def named_account(account: Account) -> Account:
    """`account` if it has a name, else an unprivileged user that has one.

    Raises:
        NamelessUser: there is none.
    """
    if not account.drop or _name(account.uid):
        return account
    users = sorted(pwd.getpwall(), key=lambda user: user.pw_name != "nobody")
    for user in users:
        if user.pw_uid != 0:
            return Account(user.pw_uid, account.gid, drop=True)
    raise NamelessUser(
        "Creating the database needs one unprivileged user with a name, and /etc/passwd has none. "
        "Add one (useradd --system open-csms), or set OPEN_CSMS_DATABASE_URL."
    )


def my_name() -> str:
    """The name of the user we are; PostgreSQL knows its callers by it.

    Raises:
        NamelessUser: the user id has no name.
    """
    name = _name(os.geteuid())
    if name is None:
        raise NamelessUser(
            f"User id {os.geteuid()} has no name. Add an entry to /etc/passwd, or set "
            "OPEN_CSMS_DATABASE_URL."
        )
    return name


def _name(uid: int) -> str | None:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None
