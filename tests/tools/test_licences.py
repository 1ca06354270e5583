"""Nothing is locked that whoever uses open-csms would be bound by."""

import pytest
from tools.licences import NOTES, WITH_NOTE, faults, licences, locked


def test_every_locked_package_may_be_here() -> None:
    assert list(faults(licences())) == []


def test_every_note_is_for_a_package_that_needs_it() -> None:
    found = licences()
    assert [name for name in NOTES if not WITH_NOTE.search(found.get(name, ""))] == []


def test_the_locks_are_read() -> None:
    assert {"litestar", "sqlalchemy"} <= set(locked("runtime")) <= set(locked("dev"))


@pytest.mark.parametrize(
    "licence",
    ["GPL-3.0-or-later", "GNU Affero General Public License v3", "AGPL-3.0", "BUSL-1.1", "SSPL-1.0",
     "LGPL-3.0-only", "Proprietary", "", "my own words", "MIT AND GPL-2.0-only"],
)  # fmt: skip
def test_what_binds_its_users_is_refused(licence: str) -> None:
    assert len(list(faults({"thing": licence}, {}))) == 1


@pytest.mark.parametrize(
    "licence", ["MIT", "Apache-2.0 OR GPL-2.0-only", "BSD 2-Clause License", "PSF-2.0"]
)
def test_what_is_free_is_taken(licence: str) -> None:
    assert list(faults({"thing": licence}, {})) == []


def test_a_library_that_may_be_used_but_not_changed_needs_its_note() -> None:
    assert list(faults({"thing": "LGPL-3.0-only"}, {"thing": "used as it is"})) == []
