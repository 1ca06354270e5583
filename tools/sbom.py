"""Print the bill of materials of a release (CycloneDX 1.5, JSON): `python tools/sbom.py > file`.

It is made from the lock that the image installs, hashes included, and from the licences that the
installed packages declare. Equal locks make equal bytes.
"""

import json
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "runtime.txt"
BLOCK = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """The document as a dictionary."""
    name, version = project["name"], project["version"]
    licences = [{"license": {"id": project["license"]}}]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": name,
                "name": name,
                "version": version,
                "licenses": licences,
            }
        },
        "components": [component(block) for block in re.split(r"\n(?=[a-z0-9])", lock.strip())],
    }


def component(block: str) -> dict[str, Any]:
    """One locked package."""
    found = BLOCK.match(block)
    if not found:
        sys.exit(f"{LOCK} has a line that pins nothing: {block[:60]!r}")
    purl = f"pkg:pypi/{found['name']}@{found['version']}"
    entry: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": found["name"],
        "version": found["version"],
        "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": each} for each in HASH.findall(block)],
    }
    licence = declared_licence(found["name"])
    return entry | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def declared_licence(name: str) -> str:
    """What the installed package says of its licence; empty when it says nothing short."""
    try:
        said = metadata(name)
    except PackageNotFoundError:  # locked for another platform
        return ""
    classified = [
        line.rsplit(" :: ", 1)[1]
        for line in said.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    written = said.get("License-Expression") or (said.get("License") or "").strip()
    # Some packages put the whole text there.
    return written if written and len(written) < 80 else " AND ".join(classified)


if __name__ == "__main__":
    document = bill(
        LOCK.read_text(), tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    )
    json.dump(document, sys.stdout, indent=1)
    print()
