"""The file: for its owner alone, whole or not there, checked before it is trusted."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from adapters.persistence.backups.errors import AlreadyThere, Damaged, NoBackup, TooNew
from adapters.persistence.backups.manifest import FORMAT, Manifest, TableCopy

MANIFEST = "manifest.json"
CHUNK = 1 << 18
LEVEL = 3
"""Of compression: a third of the size for a little work."""

Advance = Callable[[str, int], None]
"""Hears how many more bytes of which table were worked on."""


class Writing:
    """An archive that is being written; `close` with a manifest makes it one."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def member(self, name: str) -> Iterator["Member"]:
        """A new member."""
        with self._archive.open(name, "w", force_zip64=True) as stream:
            yield Member(stream)

    def close(self, manifest: Manifest) -> None:
        """Say what is in it."""
        text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        self._archive.writestr(MANIFEST, text)


class Member:
    """Counts and checks what is written into it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.bytes = 0

    async def write(self, data: bytes) -> None:
        """The next bytes."""
        self._stream.write(data)
        self._digest.update(data)
        self.bytes += len(data)

    @property
    def sha256(self) -> str:
        """Of all that was written."""
        return self._digest.hexdigest()


@contextmanager
def written(file: Path) -> Iterator[Writing]:
    """A new archive: it holds hashes of secrets, so only its owner may read it.

    Raises:
        AlreadyThere: there is such a file.
        OSError: it cannot be written.
    """
    if file.exists():
        raise AlreadyThere(file)
    draft = file.with_name(f".{file.name}.unfinished")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
                yield Writing(archive)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            file.hardlink_to(draft)  # unlike a rename, it never replaces a file
        except FileExistsError:
            raise AlreadyThere(file) from None
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(file.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """An archive that can be read.

    Raises:
        NoBackup: it is none.
        OSError: it cannot be read.
    """
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise NoBackup(file, str(error)) from error
    with archive:
        yield archive


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself.

    Raises:
        NoBackup, TooNew: it cannot be restored.
    """
    with opened(file) as archive:
        try:
            text = archive.read(MANIFEST)
            said = msgspec.json.decode(text)
            if isinstance(said, dict) and said.get("format", FORMAT) > FORMAT:
                raise TooNew(str(said.get("revision")))
            manifest = msgspec.json.decode(text, type=Manifest)
        except KeyError as error:
            raise NoBackup(file, "it has no manifest") from error
        except (msgspec.MsgspecError, zipfile.BadZipFile, TypeError) as error:
            raise NoBackup(file, f"its manifest cannot be read ({error})") from error
        missing = {table.member for table in manifest.tables} - set(archive.namelist())
        if missing:
            raise NoBackup(file, f"{', '.join(sorted(missing))} is missing")
    return manifest


def verify(file: Path, manifest: Manifest, advance: Advance = lambda *_: None) -> None:
    """Read everything, and compare it with the manifest.

    Raises:
        Damaged: something differs.
    """
    with opened(file) as archive:
        for table in manifest.tables:
            digest, rows = hashlib.sha256(), 0
            for data in chunks(archive, file, table):
                digest.update(data)
                rows += data.count(b"\n")
                advance(table.name, len(data))
            if (digest.hexdigest(), rows) != (table.sha256, table.rows):
                raise Damaged(file, table.name)


def chunks(archive: zipfile.ZipFile, file: Path, table: TableCopy) -> Iterator[bytes]:
    """The bytes of a table.

    Raises:
        Damaged: they cannot be read.
    """
    try:
        with archive.open(table.member) as stream:
            while data := stream.read(CHUNK):
                yield data
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise Damaged(file, table.name) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Damaged(file, table.name) from error
        raise
