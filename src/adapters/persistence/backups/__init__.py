"""Backups: one file with everything, made while the server works, restored whole or not at all.

The file is a zip archive: a member per table in PostgreSQL's text form of COPY, and a manifest with
the schema's revision, row counts and checksums. It needs no program of PostgreSQL, and can be
restored by any later version of ours, into any PostgreSQL from 15 on.
"""

from adapters.persistence.backups.archive import read_manifest, verify
from adapters.persistence.backups.errors import BackupError
from adapters.persistence.backups.manifest import Manifest, TableCopy
from adapters.persistence.backups.restoring import restore
from adapters.persistence.backups.taking import take

__all__ = [
    "BackupError",
    "Manifest",
    "TableCopy",
    "read_manifest",
    "restore",
    "take",
    "verify",
]
