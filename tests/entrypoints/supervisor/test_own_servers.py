"""`open-csms serve` on a PostgreSQL and a Redis of one's own."""

import os
import signal

import pytest
from tests.entrypoints.cli.house import Running, run
from tests.services import plain

KEY = "0123456789abcdef" * 4


@pytest.fixture
def own(database, redis_url):
    return {"DATABASE_URL": plain(database.owner_url), "REDIS_URL": redis_url, "SECRET_KEY": KEY}


def test_a_schema_that_is_not_ours_is_refused_until_it_is_migrated(tmp_path, own):
    refused = run(tmp_path, "serve", API_PORT=0, GATEWAY_PORT=0, **own)
    assert refused.code == os.EX_CONFIG
    assert "open-csms migrate" in refused.err
    assert run(tmp_path, "migrate", **own).code == 0
    assert run(tmp_path, "tenant", "add", "sunny", **own).code == 0
    key = run(tmp_path, "key", "create", "--tenant", "sunny", "--json", **own).data["key"]
    serve = Running(tmp_path, ("serve",), {"GRACE": "5s", **own})
    try:
        serve.ready()
        assert serve.get("/api/v1/stations", key)["items"] == []
        well = run(
            tmp_path, "doctor", "--json", API_PORT=serve.api, GATEWAY_PORT=serve.gateway, **own
        )
        assert {f["about"]: f["state"] for f in well.data}["bus"] == "well"
        assert well.code == 0, well.out
        assert serve.stop(signal.SIGTERM) == 0, serve.said
    finally:
        if serve.process.poll() is None:
            serve.kill_everything()
    assert not (tmp_path / "postgres").exists(), "no embedded server was made"
