"""The connection: lost, dead, refused, and found again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.firmware.csms import Csms
from tests.firmware.test_core import until


def test_it_comes_back_within_five_seconds_of_a_short_outage(csms, board, board_at):
    port = csms.port
    began = csms.connections
    csms.__exit__()
    time.sleep(3)
    with Csms(port=port) as again:
        back = time.monotonic()
        until(lambda: again.connections)
        assert time.monotonic() - back <= 5
        board.until(lambda state: state["online"])
        assert began == 1
        assert again.heard("BootNotification") == []
    csms.__enter__()


def test_half_open_connection_is_found_within_two_pings_and_a_second(tmp_path, board_at):
    ready = tmp_path / "port"
    words = [sys.executable, "-m", "tests.firmware.frozen", str(ready)]
    root = Path(__file__).resolve().parent.parent.parent
    server = subprocess.Popen(words, cwd=root, env=os.environ | {"PYTHONPATH": str(root)})
    try:
        until(ready.exists)
        board = board_at(f"ws://127.0.0.1:{ready.read_text()}/ocpp").start()
        board.do("config WebSocketPingInterval 1")
        board.until(lambda state: state["registration"] == "Accepted")
        time.sleep(5)
        os.kill(server.pid, signal.SIGSTOP)
        stopped = time.monotonic()
        board.until(lambda state: not state["online"])
        assert time.monotonic() - stopped <= 3
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 401 Unauthorized\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 101 X\r\n" + b"x: y\r\n" * 2000,
        b"",
    ],
    ids=["refused", "no accept", "no HTTP", "endless", "nothing"],
)
def test_server_that_does_not_upgrade_is_tried_again(board_at, answer):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        attempts = []

        def serve():
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(1000)
                    attempts.append(1)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        board = board_at(f"ws://127.0.0.1:{listening.getsockname()[1]}/x").start()
        until(lambda: len(attempts) >= 2)
        assert not board.state()["online"]
        board.kill()
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_identity_is_escaped_in_the_path(csms, board_at):
    board = board_at(csms.url, identity="CP 1/ä").start()
    board.until(lambda state: state["registration"] == "Accepted")
    assert csms.paths[-1] == "/ocpp/CP%201%2F%C3%A4"


def test_network_that_goes_and_comes(csms, board):
    board.do("net 0")
    board.until(lambda state: not state["online"])
    board.do("config AllowOfflineTxForUnknownId true")
    board.charges("OFFLINE")
    board.unplugs()
    board.do("net 1")
    board.until_quiet()
    assert csms.heard("StartTransaction")[0]["idTag"] == "OFFLINE"
    assert len(csms.heard("BootNotification")) == 1
