"""Make the secrets that compose.yaml names, once: `python3 tools/compose_secrets.py [folder]`.

A secret that exists is kept. Compose mounts each file into containers whose user is not ours,
so the files are readable to all and their folder only to us.
"""

import secrets
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(folder: Path) -> None:
    """Write what is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    keep(folder / "superuser-password", secrets.token_hex(24))
    password = keep(folder / "database-password", secrets.token_hex(24))
    keep(folder / "database-url", f"postgresql://open_csms:{password}@postgres:5432/open_csms")
    keep(folder / "secret-key", secrets.token_hex(32))
    keep(folder / "bootstrap-key", f"adm-{secrets.token_urlsafe(32)}")


def keep(file: Path, value: str) -> str:
    """The file's secret, made of the value if there is none."""
    if not file.exists():
        file.write_text(value + "\n")
        file.chmod(0o644)
        print(f"made {file}")
    return file.read_text().strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var" / "compose")
