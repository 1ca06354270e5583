"""One supervisor a data folder: two would start everything twice and stop each other's database."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "supervisor.lock"


class AlreadyRunning(RuntimeError):
    """Another supervisor serves this data folder."""

    def __init__(self, folder: Path, pid: str) -> None:
        super().__init__(
            f"open-csms already runs on {folder} (process {pid or 'unknown'}). "
            "Stop it first, or name another folder in OPEN_CSMS_DATA_DIR."
        )


@contextmanager
def sole(folder: Path) -> Iterator[None]:
    """Be the only supervisor of `folder`; the lock ends with the process, however it ends.

    Raises:
        AlreadyRunning: another one is.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(folder, os.read(handle, 32).decode().strip()) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
