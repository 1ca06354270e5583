"""Refuse a release whose tag is not the version: `python3 tools/release_version.py v1.2.3`."""

import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"

if __name__ == "__main__":
    version = tomllib.loads(PYPROJECT.read_text())["project"]["version"]
    if sys.argv[1:] != [f"v{version}"]:
        sys.exit(f"pyproject.toml says {version}: the tag must be v{version}, not {sys.argv[1:]}")
