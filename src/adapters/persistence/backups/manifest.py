"""What a backup says of itself."""

from datetime import datetime
from typing import Annotated

import msgspec

FORMAT = 1
"""Raised when an older program could misread what a newer one wrote."""


class TableCopy(msgspec.Struct, frozen=True, kw_only=True):
    """One table's rows, in the member `tables/<name>`."""

    name: str
    columns: tuple[str, ...]
    rows: int
    bytes: int
    sha256: str

    @property
    def member(self) -> str:
        """Its name within the archive."""
        return f"tables/{self.name}.copy"


class PartitionBounds(msgspec.Struct, frozen=True, kw_only=True):
    """A partition that was there: rows of its time go into one of their own again."""

    parent: str
    name: str
    lower: datetime
    upper: datetime


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The member `manifest.json`, written last: without it the file is no backup."""

    format: Annotated[int, msgspec.Meta(ge=1)] = FORMAT
    made_at: datetime
    program: str
    server: str
    revision: str
    key_mark: str
    """Tells, without telling it, which secret key the hashes in the backup were made with."""
    frames: bool
    """Whether the log of frames is in it."""
    tables: tuple[TableCopy, ...]
    """In an order in which they can be filled: what is referred to comes first."""
    sequences: dict[str, int]
    partitions: tuple[PartitionBounds, ...]

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def bytes(self) -> int:
        """Of all tables, before compression."""
        return sum(table.bytes for table in self.tables)
