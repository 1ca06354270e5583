"""The bill of materials holds every locked package, with its hashes."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements" / "runtime.txt").read_text()


def printed():
    command = [sys.executable, ROOT / "tools" / "sbom.py"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_every_locked_package_and_every_hash_is_in_the_bill():
    components = json.loads(printed())["components"]
    assert {f"{each['name']}=={each['version']}" for each in components} == set(
        re.findall(r"^([a-z0-9._-]+==[^\s;\\]+)", LOCK, re.MULTILINE)
    )
    hashes = sorted(each["content"] for part in components for each in part["hashes"])
    assert hashes == sorted(re.findall(r"sha256:([0-9a-f]{64})", LOCK))
    assert all(part["hashes"] for part in components)


def test_nearly_every_package_names_its_licence():
    components = json.loads(printed())["components"]
    silent = [each["name"] for each in components if "licenses" not in each]
    assert len(silent) <= len(components) // 10, silent


def test_equal_locks_make_equal_bytes():
    assert printed() == printed()
