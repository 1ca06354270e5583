"""What the demonstration must remember between two starts: its key, its stations' passwords."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

KEY, PASSWORDS = "demo.key", "demo-stations.json"


@dataclass(frozen=True, slots=True)
class Keepsakes:
    """Files of the data folder that nobody else may read."""

    folder: Path

    @property
    def key_file(self) -> Path:
        """Where the API key is."""
        return self.folder / KEY

    @property
    def passwords_file(self) -> Path:
        """Where the stations' passwords are, by identity."""
        return self.folder / PASSWORDS

    @property
    def key(self) -> str:
        """The API key, or nothing."""
        return self.key_file.read_text().strip() if self.key_file.exists() else ""

    def keep_key(self, text: str) -> None:
        """Remember the API key."""
        _write(self.key_file, text + "\n")

    @property
    def passwords(self) -> dict[str, str]:
        """Identity → password in hexadecimal."""
        try:
            known = json.loads(self.passwords_file.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return {str(name): str(value) for name, value in known.items()}

    def keep_passwords(self, known: dict[str, str]) -> None:
        """Remember the stations' passwords."""
        _write(self.passwords_file, json.dumps(known, indent=1) + "\n")


def _write(file: Path, text: str) -> None:
    """Whole or not at all, and never readable for others."""
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write(text)
    draft.replace(file)
