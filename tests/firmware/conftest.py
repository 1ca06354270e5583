"""An independent server, and charge points that may be started against it."""

import pytest
from tests.firmware.board import Board, compiled, remove
from tests.firmware.csms import Csms


@pytest.fixture(scope="session", autouse=True)
def _compiled():
    tree = compiled()
    yield
    if tree:
        remove(tree)


@pytest.fixture
def csms():
    with Csms() as server:
        yield server
        assert server.faults == []


@pytest.fixture
def board_at(tmp_path):
    """Builds boards, and ends them."""
    boards = []

    def make(url, **options):
        name = options.pop("identity", f"CP{len(boards) + 1}")
        more = {"heap": options.pop("heap")} if "heap" in options else {}
        board = Board(tmp_path / f"board{len(boards)}", url, name, options=options, **more)
        boards.append(board)
        return board

    yield make
    for board in boards:
        if board.process and board.process.poll() is None:
            board.kill()


@pytest.fixture
def board(csms, board_at):
    """One that is accepted, and has told that it has started."""
    board = board_at(csms.url).start()
    board.until(lambda state: state["registration"] == "Accepted", "accepted")
    board.until_quiet()
    return board
