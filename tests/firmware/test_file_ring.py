"""The journal as files of littlefs, where the board has no partition for it."""

import pytest
from tests.firmware.board import run_micropython


def test_no_record_is_lost_or_doubled_wherever_power_goes():
    assert cuts(16, 211) > 80


@pytest.mark.slow
def test_no_record_is_lost_or_doubled_at_many_more_operations():
    assert cuts(16, 50) > 390


def cuts(rounds, step):
    """Above the last line stands what was collected as garbage after a cut."""
    said = run_micropython("file_journal_cuts.py", str(rounds), str(step))
    return int(said.splitlines()[-1].split()[0])
