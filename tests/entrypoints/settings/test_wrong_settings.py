"""Wrong settings, one a row: each is named, with what to do, and stops the start."""

import pytest

from entrypoints.settings import ConfigurationError, read_settings

DATABASE = "postgresql://csms:hunter2@db/csms"
KEY = "4f7c0b9d2e6a81537f0e9c3b5d8a7261e0c4b8f29a6d3517"

# (the setting that must be named, the environment without the prefix)
WRONG = [
    # ports
    ("API_PORT", {"API_PORT": "eighty"}),
    ("API_PORT", {"API_PORT": "65536"}),
    ("API_PORT", {"API_PORT": "-1"}),
    ("API_PORT", {"API_PORT": "80.5"}),
    ("API_PORT", {"API_PORT": "8_080"}),
    ("API_PORT", {"API_PORT": "٨٠٨٠"}),
    ("GATEWAY_PORT", {"GATEWAY_PORT": "0x50"}),
    ("GATEWAY_PORT", {"GATEWAY_PORT": "9000 9001"}),
    ("GATEWAY_TLS_PORT", {"GATEWAY_TLS_PORT": "tls"}),
    # hosts
    ("API_HOST", {"API_HOST": "http://127.0.0.1"}),
    ("API_HOST", {"API_HOST": "127.0.0.1:8080"}),
    ("GATEWAY_HOST", {"GATEWAY_HOST": "127.0.0.256"}),
    ("GATEWAY_HOST", {"GATEWAY_HOST": "gate way"}),
    ("GATEWAY_HOST", {"GATEWAY_HOST": "*"}),
    # addresses
    ("API_PUBLIC_URL", {"API_PUBLIC_URL": "csms.example.com"}),
    ("API_PUBLIC_URL", {"API_PUBLIC_URL": "ftp://csms.example.com"}),
    ("API_PUBLIC_URL", {"API_PUBLIC_URL": "https://"}),
    ("API_PUBLIC_URL", {"API_PUBLIC_URL": "https://csms.example.com/?a=1"}),
    ("API_PUBLIC_URL", {"API_PUBLIC_URL": "https://csms.example.com:99999"}),
    ("DATABASE_URL", {"DATABASE_URL": "mysql://csms@db/csms", "SECRET_KEY": KEY}),
    ("DATABASE_URL", {"DATABASE_URL": "sqlite:///var/csms.db", "SECRET_KEY": KEY}),
    ("DATABASE_URL", {"DATABASE_URL": "postgresql://csms@db", "SECRET_KEY": KEY}),
    ("DATABASE_URL", {"DATABASE_URL": "postgresql:///csms", "SECRET_KEY": KEY}),
    ("DATABASE_URL", {"DATABASE_URL": "postgresql://[::1/csms", "SECRET_KEY": KEY}),
    ("DATABASE_URL", {"DATABASE_URL": "db.example.com", "SECRET_KEY": KEY}),
    ("DATABASE_URL_FILE", {"DATABASE_URL_FILE": "/nowhere/url", "SECRET_KEY": KEY}),
    ("REDIS_URL", {"REDIS_URL": "localhost:6379"}),
    ("REDIS_URL", {"REDIS_URL": "redis://"}),
    ("REDIS_URL", {"REDIS_URL": "redis://cache:port/0"}),
    # numbers
    ("DATABASE_POOL", {"DATABASE_POOL": "0"}),
    ("DATABASE_POOL", {"DATABASE_POOL": "many"}),
    ("DATABASE_POOL", {"DATABASE_POOL": "501"}),
    ("INSTRUCTION_QUEUE", {"INSTRUCTION_QUEUE": "0"}),
    ("INSTRUCTION_QUEUE", {"INSTRUCTION_QUEUE": "1e3"}),
    ("READINGS_RETENTION_DAYS", {"READINGS_RETENTION_DAYS": "0"}),
    ("READINGS_RETENTION_DAYS", {"READINGS_RETENTION_DAYS": "for ever"}),
    ("FRAMES_RETENTION_DAYS", {"FRAMES_RETENTION_DAYS": "-30"}),
    ("WORKER_BATCH", {"WORKER_BATCH": "0"}),
    ("DEMO_STATIONS", {"DEMO_STATIONS": "1001"}),
    # mail
    ("SMTP_HOST", {"SMTP_HOST": "smtp://mail.example.com"}),
    ("SMTP_FROM", {"SMTP_HOST": "mail.example.com"}),
    ("SMTP_FROM", {"SMTP_HOST": "mail.example.com", "SMTP_FROM": "billing"}),
    ("SMTP_PORT", {"SMTP_PORT": "0"}),
    ("STRIPE_SECRET_KEY", {"STRIPE_SECRET_KEY": "pk_live_not_a_secret_key"}),
    ("STRIPE_SECRET_KEY", {"STRIPE_WEBHOOK_SECRET": "whsec_12345678"}),
    ("STRIPE_WEBHOOK_SECRET", {"STRIPE_SECRET_KEY": "sk_test_12345678"}),
    ("STRIPE_WEBHOOK_SECRET", {"STRIPE_WEBHOOK_SECRET": "sk_test_12345678"}),
    ("STRIPE_ACCOUNTS", {"STRIPE_ACCOUNTS": "sk_test_12345678"}),
    ("STRIPE_ACCOUNTS", {"STRIPE_ACCOUNTS": "[]"}),
    ("STRIPE_ACCOUNTS", {"STRIPE_ACCOUNTS": '{"sunny": {"secret_key": "sk_test_1"}}'}),
    ("STRIPE_ACCOUNTS", {"STRIPE_ACCOUNTS": '{"sunny": "sk_test_1"}'}),
    (
        "STRIPE_ACCOUNTS",
        {
            "STRIPE_ACCOUNTS": '{"Sunny!": {"secret_key": "sk_1", "webhook_secret": "whsec_1"}}',
        },
    ),
    (
        "STRIPE_ACCOUNTS",
        {
            "STRIPE_ACCOUNTS": '{"s": {"secret_key": "sk_1", "webhook_secret": "whsec_1", "x": 1}}',
        },
    ),
    ("STRIPE_ADDRESS", {"STRIPE_ADDRESS": "stripe.internal"}),
    ("SMTP_SECURITY", {"SMTP_SECURITY": "ssl3"}),
    ("SMTP_USER", {"SMTP_PASSWORD": "hunter2"}),
    ("SMTP_TIMEOUT", {"SMTP_TIMEOUT": "0s"}),
    (
        "SMTP_SECURITY",
        {
            "SMTP_HOST": "mail.example.com",
            "SMTP_FROM": "a@b.example",
            "SMTP_SECURITY": "none",
            "SMTP_USER": "a",
            "SMTP_PASSWORD": "hunter2",
        },
    ),
    # times and sizes
    ("CALL_TIMEOUT", {"CALL_TIMEOUT": "0"}),
    ("CALL_TIMEOUT", {"CALL_TIMEOUT": "30 seconds"}),
    ("CALL_TIMEOUT", {"CALL_TIMEOUT": "nan"}),
    ("HEARTBEAT_INTERVAL", {"HEARTBEAT_INTERVAL": "2d"}),
    ("HEARTBEAT_INTERVAL", {"HEARTBEAT_INTERVAL": "5m"}),
    ("PING_INTERVAL", {"PING_INTERVAL": "1ms"}),
    ("COMMIT_LINGER_MAX", {"COMMIT_LINGER_MAX": "5"}),
    ("COMMIT_LINGER_MAX", {"COMMIT_LINGER_MAX": "-1ms"}),
    ("SILENT_AFTER", {"SILENT_AFTER": "inf"}),
    ("GRACE", {"GRACE": "1h"}),
    ("MAX_FRAME", {"MAX_FRAME": "1MB"}),
    ("MAX_FRAME", {"MAX_FRAME": "64KiB"}),
    ("MAX_FRAME", {"MAX_FRAME": "1GiB"}),
    # words
    ("LOG_LEVEL", {"LOG_LEVEL": "verbose"}),
    ("LOG_FORMAT", {"LOG_FORMAT": "xml"}),
    ("METRICS", {"METRICS": "maybe"}),
    ("SECURITY_PROFILE_0", {"SECURITY_PROFILE_0": "2"}),
    ("TLS_LEGACY_SUITES", {"TLS_LEGACY_SUITES": "TLS_RSA"}),
    ("DEFAULT_TENANT", {"DEFAULT_TENANT": "Sunny Charging"}),
    ("DEFAULT_TENANT", {"DEFAULT_TENANT": "../etc"}),
    ("NODE", {"NODE": "node one"}),
    # secrets
    ("SECRET_KEY", {"SECRET_KEY": "short"}),
    ("SECRET_KEY", {"SECRET_KEY": "a" * 64}),
    ("SECRET_KEY", {"SECRET_KEY": "correct horse battery staple and much more"}),
    ("SECRET_KEY_FILE", {"SECRET_KEY_FILE": "/nowhere/secret"}),
    ("SECRET_KEY_FILE", {"SECRET_KEY_FILE": "/"}),
    ("SECRET_KEY_FILE", {"SECRET_KEY_FILE": "/dev/null"}),
    ("SECRET_KEY", {"SECRET_KEY": KEY, "SECRET_KEY_FILE": "/run/secrets/key"}),
    ("BOOTSTRAP_KEY", {"BOOTSTRAP_KEY": "admin"}),
    # names that are none
    ("API_PROT", {"API_PROT": "8080"}),
    ("DATABASE", {"DATABASE": DATABASE}),
    ("api_port", {"api_port": "8080"}),
    ("API_PORT_FILE", {"API_PORT_FILE": "/run/secrets/port"}),
    ("XYZZY", {"XYZZY": "1"}),
    # settings that do not go together
    ("GATEWAY_PORT", {"GATEWAY_PORT": "8080"}),
    ("GATEWAY_PORT", {"API_HOST": "0.0.0.0", "API_PORT": "9000"}),
    ("SECRET_KEY", {"DATABASE_URL": DATABASE}),
    ("SILENT_AFTER", {"SILENT_AFTER": "60s"}),
    ("SILENT_AFTER", {"HEARTBEAT_INTERVAL": "1h"}),
    ("SILENT_AFTER", {"PING_INTERVAL": "30min"}),
    ("DATA_DIR", {"DATA_DIR": "/dev/null"}),
    ("DATA_DIR", {"DATA_DIR": "/dev/null/var"}),
    ("TLS_KEY", {"TLS_CERTIFICATE": "/nowhere/a.crt"}),
    ("TLS_CERTIFICATE", {"TLS_CERTIFICATE": "/nowhere/a.crt"}),
    ("TLS_CERTIFICATE", {"TLS_KEY": "/nowhere/a.key"}),
    ("TLS_KEY", {"TLS_KEY": "/nowhere/a.key"}),
    ("TLS_RSA_KEY", {"TLS_RSA_CERTIFICATE": "/nowhere/rsa.crt"}),
    ("TLS_RSA_CERTIFICATE", {"TLS_RSA_KEY": "/nowhere/rsa.key"}),
    ("TLS_CLIENT_CA", {"TLS_CLIENT_CA": "/nowhere/ca.crt", "TLS_OPERATOR_NAME": "Sunny"}),
    ("TLS_CLIENT_CA", {"TLS_OPERATOR_NAME": "Sunny"}),
    ("TLS_OPERATOR_NAME", {"TLS_CLIENT_CA": "/nowhere/ca.crt"}),
    ("GATEWAY_TLS_PORT", {"GATEWAY_TLS_PORT": "443"}),
    ("TLS_LEGACY_SUITES", {"TLS_LEGACY_SUITES": "on"}),
]


def prefixed(environ):
    return {f"open_csms_{k}" if k.islower() else f"OPEN_CSMS_{k}": v for k, v in environ.items()}


def refused(environ):
    with pytest.raises(ConfigurationError) as caught:
        read_settings(environ)
    return caught.value.faults


def test_at_least_fifty_wrong_settings_are_tried():
    assert len(WRONG) >= 50


@pytest.mark.parametrize(("setting", "environ"), WRONG, ids=lambda each: str(each)[:60])
def test_wrong_setting_is_named_with_what_to_do(setting, environ):
    (wanted,) = prefixed({setting: ""})
    named = {fault.setting: fault for fault in refused(prefixed(environ))}

    assert wanted in named
    assert set(named) <= {*prefixed(environ), *prefixed(dict.fromkeys(["SECRET_KEY"])), wanted} | {
        f"OPEN_CSMS_{each}" for each in ("TLS_KEY", "TLS_CERTIFICATE", "TLS_RSA_KEY")
    }
    assert named[wanted].problem
    assert named[wanted].advice.endswith((".", "?")) or "`" in named[wanted].advice


def test_every_fault_is_reported_at_once():
    faults = refused(
        prefixed({"API_PORT": "x", "LOG_LEVEL": "x", "API_PROT": "1", "TLS_KEY": "/nowhere/key"})
    )
    assert [fault.setting.removeprefix("OPEN_CSMS_") for fault in faults] == [
        "API_PROT",
        "API_PORT",
        "LOG_LEVEL",
        "TLS_CERTIFICATE",
        "TLS_KEY",
    ]


def test_the_error_reads_as_a_list_of_what_to_do():
    with pytest.raises(ConfigurationError) as caught:
        read_settings({"OPEN_CSMS_METRICS": "x", "OPEN_CSMS_API_PORT": "x"})
    lines = str(caught.value).splitlines()
    assert lines[0] == "2 settings are wrong, nothing was started:"
    assert lines[1] == "  OPEN_CSMS_METRICS: 'x' does not fit"
    assert lines[2].strip() == "Give on or off."
    assert lines[3] == "  OPEN_CSMS_API_PORT: 'x' does not fit"


@pytest.mark.parametrize(
    ("unknown", "meant"),
    [
        ("OPEN_CSMS_API_PROT", "OPEN_CSMS_API_PORT"),
        ("OPEN_CSMS_DATABSE_URL", "OPEN_CSMS_DATABASE_URL"),
        ("OPEN_CSMS_SECRETKEY", "OPEN_CSMS_SECRET_KEY"),
        ("open_csms_redis_url", "OPEN_CSMS_REDIS_URL"),
        ("OPENCSMS_API_PORT", "OPEN_CSMS_API_PORT"),
    ],
)
def test_unknown_name_is_refused_with_the_nearest(unknown, meant):
    (fault,) = refused({unknown: "x"})
    assert fault.setting == unknown
    assert fault.advice == f"Did you mean {meant}?"


def test_a_setting_that_is_no_secret_may_not_come_from_a_file():
    (fault,) = refused({"OPEN_CSMS_API_PORT_FILE": "/run/secrets/port"})
    assert "OPEN_CSMS_API_PORT itself" in fault.advice


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "SECRET_KEY", "BOOTSTRAP_KEY"])
def test_a_wrong_secret_is_not_shown(name):
    with pytest.raises(ConfigurationError) as caught:
        read_settings({f"OPEN_CSMS_{name}": "hunter2 hunter2"})
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(caught.value.faults)
