"""Let the server's group, and nobody else, pass through the directories above the data.

Root's directories are often closed to others (/root is 0700). Opening them with chmod would let
everyone through; an access control list entry `group:<gid>:--x` lets exactly the server through.
Where the file system has no such lists, the directory stays as it is and the error says so.
"""

import os
import stat
import struct
from pathlib import Path

from adapters.embedded_postgres.account import Account
from adapters.embedded_postgres.errors import DirectoryNotUsable

ACL = "system.posix_acl_access"
HEADER, ENTRY = struct.Struct("<I"), struct.Struct("<HHI")
VERSION, NO_ID = 2, 0xFFFF_FFFF
USER_OBJ, USER, GROUP_OBJ, GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
EXECUTE = 1

Entry = tuple[int, int, int]
"""Tag, permission bits, id: an entry of a POSIX access control list as Linux stores it."""


def open_way(target: Path, account: Account) -> None:
    """Let `account` reach `target` from the root directory.

    Raises:
        DirectoryNotUsable: a directory on the way is closed and cannot be opened for one group.
    """
    for directory in target.parents if account.drop else ():
        if _passable(directory, account):
            continue
        try:
            _let_through(directory, account.gid)
        except (OSError, AttributeError) as error:  # AttributeError: no os.setxattr on macOS
            raise DirectoryNotUsable(
                f"The database server runs as user id {account.uid}, who may not pass through "
                f"{directory} ({error}). Run `chmod o+x {directory}`, or choose another "
                "OPEN_CSMS_DATA_DIR."
            ) from error


def _passable(directory: Path, account: Account) -> bool:
    status = directory.stat()
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    # A group's refusal is final even where others may pass; a foreign group's is not ours.
    return status.st_gid != account.gid and bool(status.st_mode & stat.S_IXOTH)


def _let_through(directory: Path, gid: int) -> None:
    mode = directory.stat().st_mode
    entries = _entries(directory) or [
        (USER_OBJ, mode >> 6 & 7, NO_ID),
        (GROUP_OBJ, mode >> 3 & 7, NO_ID),
        (OTHER, mode & 7, NO_ID),
    ]
    opened = [entry for entry in entries if (entry[0], entry[2]) != (GROUP, gid)]
    opened.append((GROUP, EXECUTE, gid))
    masks = [bits for tag, bits, _ in entries if tag == MASK]
    # An existing mask limits others on purpose: widen it by the one bit we need. Without one,
    # the owning group's bits stay what they were.
    mask = (masks[0] if masks else mode >> 3 & 7) | EXECUTE
    opened = [entry for entry in opened if entry[0] != MASK] + [(MASK, mask, NO_ID)]
    packed = b"".join(ENTRY.pack(*entry) for entry in sorted(opened, key=lambda e: (e[0], e[2])))
    os.setxattr(directory, ACL, HEADER.pack(VERSION) + packed)


def _entries(directory: Path) -> list[Entry]:
    try:
        raw = os.getxattr(directory, ACL)
    except OSError:
        return []
    return [(tag, bits, who) for tag, bits, who in ENTRY.iter_unpack(raw[HEADER.size :])]
