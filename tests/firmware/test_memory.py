"""The heap: as small as promised, and no larger after ten thousand messages."""

import os
import re
import time

from tests.firmware.board import FIRMWARE, Board
from tests.firmware.test_core import until

HEAP = 100 * 1024
"""Bytes in use at rest after the boot, the simulated world and its hands included."""

WORDS = 1024
"""Bytes that the names of parts take for ever, once these have been used for the first time."""

GROWTH = 1024
NAMES = 1260
"""How many fit into the pools that are taken at the start; one more asks for 14 KB in one piece."""

MESSAGES = int(os.environ.get("FIRMWARE_MESSAGES", "500"))
"""`make firmware-soak` has ten thousand."""

REST = 7.0
"""Seconds after which a block that nobody wants is forgotten."""


def test_heap_is_small_and_does_not_grow(csms, board):
    assert board.heap == "128k"
    assert at_rest(board) <= HEAP
    board.do("config MeterValueSampleInterval 1")
    begun, session = None, 0
    while len(csms.said) < MESSAGES or begun is None:
        session += 1
        board.charges(f"TAG{session % 7}")
        talk(csms, MESSAGES // 20)
        board.unplugs()
        board.until_quiet()
        board.until_status("Available")
        if begun is None and session > 1:  # every word has been used by now
            begun = at_rest(board)
    used = at_rest(board)
    assert begun <= HEAP + WORDS, begun
    assert used - begun <= GROWTH, (begun, used)
    assert "MemoryError" not in board.said()
    assert len(csms.heard("StartTransaction")) == len(csms.heard("StopTransaction")) == session


def talk(csms, count):
    """Have it say something, and answer something."""
    for _ in range(count):
        before = len(csms.heard("Heartbeat"))
        assert csms.ask("TriggerMessage", requestedMessage="Heartbeat") == {"status": "Accepted"}
        until(lambda n=before: len(csms.heard("Heartbeat")) > n)


def at_rest(board: Board) -> int:
    time.sleep(REST)
    return int(board.do("memory")[0])


def test_largest_messages_find_room(csms, board):
    tags = [
        {"idTag": f"TAG-{n:016d}", "idTagInfo": {"status": "Accepted", "parentIdTag": f"G{n:018d}"}}
        for n in range(24)
    ]
    sent = csms.ask(
        "SendLocalList", listVersion=1, updateType="Full", localAuthorizationList=tags
    )  # fmt: skip
    assert sent == {"status": "Accepted"}
    assert len(csms.ask("GetConfiguration")["configurationKey"]) > 40
    assert "data" in csms.ask(
        "DataTransfer", vendorId="open-csms", messageId="log", data="x" * 3000
    )
    assert csms.connections == 1


def test_all_names_fit_into_their_pools(board):
    blocks = [path.stem for path in (FIRMWARE / "charge_point" / "blocks").glob("[a-z]*.py")]
    assert len(blocks) > 20
    for name in blocks:
        board.do(f"block {name}")
    board.do("names")
    assert int(re.findall(r"n_qstr=(\d+)", board.said())[-1]) < NAMES
