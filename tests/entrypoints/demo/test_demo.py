"""The demonstration, as a newcomer starts it."""

import signal
import stat

import pytest
from tests.entrypoints.cli.house import Running, run

from adapters.embedded_postgres import EmbeddedPostgres
from entrypoints.demo.keepsakes import Keepsakes


@pytest.fixture
def shows(tmp_path):
    """Starts demonstrations of one folder; whatever a failed test leaves is ended."""
    folder, started = tmp_path / "data", []

    def show(*words):
        started.append(Running(folder, ("demo", *words), {"GRACE": "5s"}))
        return started[-1]

    yield show
    for each in started:
        if each.process.poll() is None:
            each.kill_everything()
    EmbeddedPostgres(folder).stop()


def test_sessions_are_seen_and_a_second_start_keeps_them(shows):
    first = shows("--stations", "3")
    first.ready()
    key = Keepsakes(first.folder).key
    seen = first.until(
        lambda: (first.get("/api/v1/sessions", key) or {}).get("items"), "a session begins"
    )
    stations = first.get("/api/v1/stations?limit=10", key)["items"]
    assert {s["identity"] for s in stations} == {"SUN-01", "SUN-02", "SUN-03", "MY-CHARGER"}
    assert first.get("/api/v1/tariffs", key)["items"][0]["is_default"] is True
    first.until(lambda: "open-csms is ready" in first.said, "the board is shown")
    assert key in first.said
    assert "/ocpp/demo" in first.said
    assert first.stop(signal.SIGINT) == 0, first.said
    assert "Everything is stopped" in first.said
    assert "Traceback" not in first.said
    assert first.family() == []
    assert EmbeddedPostgres(first.folder).running() is None

    second = shows("--stations", "3")
    second.ready()
    assert Keepsakes(second.folder).key == key
    kept = second.get("/api/v1/sessions?limit=500", key)["items"]
    assert {s["id"] for s in seen} <= {s["id"] for s in kept}
    assert len(second.get("/api/v1/stations?limit=10", key)["items"]) == 4
    assert second.stop(signal.SIGTERM) == 0, second.said


def test_its_secrets_are_its_owners_alone(shows):
    show = shows("--stations", "0")
    show.ready()
    for file in (Keepsakes(show.folder).key_file, Keepsakes(show.folder).passwords_file):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = run(show.folder, "demo", "--stations", "0", API_PORT=0, GATEWAY_PORT=0)
    assert again.code != 0, "one demonstration a folder"
    assert "already runs" in again.err
    assert show.stop() == 0, show.said
