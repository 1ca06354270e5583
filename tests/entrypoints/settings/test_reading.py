"""Right settings: defaults, types, files, secrets."""

import copy
import dataclasses
import json
import pickle
from datetime import timedelta
from pathlib import Path

import pytest

from entrypoints.settings import Secret, Settings, read_settings, secret_key
from entrypoints.settings.reading import NAMES, ROWS

KEY = "4f7c0b9d2e6a81537f0e9c3b5d8a7261e0c4b8f29a6d3517"


def test_nothing_said_is_a_server_for_one_machine(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "box")
    monkeypatch.setattr("os.getpid", lambda: 42)
    settings = read_settings({"PATH": "/bin", "HOME": "/root"})

    assert settings == Settings()
    assert settings.database.embedded
    assert settings.data_dir == Path("var")
    assert settings.node == "box-42"
    assert (settings.api.host, settings.api.port) == ("127.0.0.1", 8080)
    assert settings.api.address == "http://127.0.0.1:8080"
    assert (settings.gateway.host, settings.gateway.port) == ("127.0.0.1", 9000)
    assert settings.gateway.call_timeout == timedelta(seconds=30)
    assert settings.gateway.max_frame == 1_048_576
    assert settings.database.commit_linger_max == timedelta(milliseconds=5)
    assert settings.security.profile_0 is False
    assert settings.security.secret_key is None
    assert settings.retention.readings_days is None
    assert settings.retention.frames_days == 30


@pytest.mark.parametrize(
    ("name", "text", "place", "value"),
    [
        ("CALL_TIMEOUT", "45", ("gateway", "call_timeout"), timedelta(seconds=45)),
        ("CALL_TIMEOUT", " 1min ", ("gateway", "call_timeout"), timedelta(minutes=1)),
        (
            "COMMIT_LINGER_MAX",
            "0.5ms",
            ("database", "commit_linger_max"),
            timedelta(microseconds=500),
        ),
        ("MAX_FRAME", "2 MiB", ("gateway", "max_frame"), 2_097_152),
        ("MAX_FRAME", "600000", ("gateway", "max_frame"), 600_000),
        ("METRICS", "OFF", ("metrics",), False),
        ("SECURITY_PROFILE_0", "true", ("security", "profile_0"), True),
        ("LOG_LEVEL", "Warning", ("logging", "level"), "warning"),
        ("API_HOST", "::1", ("api", "host"), "::1"),
        ("API_HOST", "api.internal", ("api", "host"), "api.internal"),
        ("API_PUBLIC_URL", "https://a.example/x/", ("api", "address"), "https://a.example/x"),
        ("API_PORT", "0", ("api", "port"), 0),
        ("API_PORT", "", ("api", "port"), 8080),
        ("DATA_DIR", "/tmp/csms", ("data_dir",), Path("/tmp/csms")),
        ("NODE", "gateway-1", ("node",), "gateway-1"),
        ("READINGS_RETENTION_DAYS", "1100", ("retention", "readings_days"), 1100),
        ("REDIS_URL", "redis://cache", ("bus", "redis_url"), Secret("redis://cache")),
    ],
)
def test_setting_arrives_typed(name, text, place, value):
    found = read_settings({f"OPEN_CSMS_{name}": text})
    for step in place:
        found = getattr(found, step)
    assert found == value


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("::", "http://127.0.0.1:8080"),
        ("::1", "http://[::1]:8080"),
        ("10.0.0.5", "http://10.0.0.5:8080"),
    ],
)
def test_address_in_links_can_be_opened(host, address):
    assert read_settings({"OPEN_CSMS_API_HOST": host}).api.address == address


def test_every_row_is_documented_and_its_example_is_valid():
    for row in ROWS.values():
        assert row.does.endswith("."), row.name
        assert row.kind.says, row.name
        assert row.default or row.unset, row.name
        assert row.example != row.default, row.name
        row.value(row.example)
        row.absent()


def test_names_are_few_and_told_apart():
    assert len(ROWS) == len({row.name for row in ROWS.values()})
    assert {name for name in NAMES if name.endswith("_FILE")} == {
        f"OPEN_CSMS_{name}_FILE"
        for name in (
            "DATABASE_URL",
            "REDIS_URL",
            "SECRET_KEY",
            "BOOTSTRAP_KEY",
            "SMTP_PASSWORD",
            "STRIPE_SECRET_KEY",
            "STRIPE_WEBHOOK_SECRET",
            "STRIPE_ACCOUNTS",
        )
    }


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_secret_comes_from_a_file(tmp_path, ending):
    file = tmp_path / "key"
    file.write_text(KEY + ending)
    settings = read_settings({"OPEN_CSMS_SECRET_KEY_FILE": str(file)})
    assert settings.security.secret_key.reveal() == KEY


def test_database_url_from_a_file_makes_the_database_external(tmp_path):
    file = tmp_path / "url"
    file.write_text("postgresql://csms:hunter2@db/csms\n")
    settings = read_settings(
        {"OPEN_CSMS_DATABASE_URL_FILE": str(file), "OPEN_CSMS_SECRET_KEY": KEY}
    )
    assert not settings.database.embedded


def test_secret_never_prints():
    settings = read_settings(
        {
            "OPEN_CSMS_DATABASE_URL": "postgresql://csms:hunter2@db/csms",
            "OPEN_CSMS_SECRET_KEY": "hunter2-" + KEY,
        }
    )
    shown = [
        str(settings),
        repr(settings),
        f"{settings.database.url} {settings.database.url!r} {settings.database.url:>40}",
        "%s" % settings.security.secret_key,  # noqa: UP031 - as logging formats
        json.dumps(dataclasses.asdict(settings), default=str),
    ]
    assert "***" in repr(settings)
    assert not any("hunter2" in text for text in shown)


def test_secret_is_not_carried_away_unseen():
    with pytest.raises(TypeError, match="does not travel"):
        pickle.dumps(Secret("hunter2"))


def test_secrets_are_equal_by_value_and_copies_stay_secret():
    assert Secret("hunter2") == copy.deepcopy(Secret("hunter2")) == copy.copy(Secret("hunter2"))
    assert Secret("hunter2") != Secret("hunter3")
    assert Secret("hunter2") != "hunter2"
    assert len({Secret("hunter2"), Secret("hunter2")}) == 1


def test_settings_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().api.port = 1


def test_secret_key_is_made_once_and_kept(tmp_path):
    settings = read_settings({"OPEN_CSMS_DATA_DIR": str(tmp_path / "new")})
    made = secret_key(settings)

    assert len(made.reveal()) == 64
    assert secret_key(settings) == made
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["secret.key"]


def test_secret_key_made_by_another_process_in_between_counts(tmp_path, monkeypatch):
    settings = read_settings({"OPEN_CSMS_DATA_DIR": str(tmp_path)})

    def other_was_first(_):
        (tmp_path / "secret.key").write_text("f" * 64)
        return "0" * 64

    monkeypatch.setattr("secrets.token_hex", other_was_first)
    assert secret_key(settings).reveal() == "f" * 64


def test_given_secret_key_is_used_and_nothing_written(tmp_path):
    settings = read_settings({"OPEN_CSMS_DATA_DIR": str(tmp_path), "OPEN_CSMS_SECRET_KEY": KEY})
    assert secret_key(settings).reveal() == KEY
    assert list(tmp_path.iterdir()) == []
