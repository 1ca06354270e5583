"""compose.yaml and the Dockerfile say what the program understands."""

import json
import re
import shlex
import subprocess
import sys
import tomllib

import pytest
import yaml
from tests.architecture.source import ROOT

from entrypoints.settings import Settings, read_settings
from entrypoints.settings.reading import NAMES

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = {name: each for name, each in COMPOSE["services"].items() if each["image"] == "open-csms"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
DEFAULTS = Settings()


def _instructions():
    """The Dockerfile as (stage, instruction, arguments)."""
    stage, joined = -1, re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE))
    for line in filter(None, map(str.strip, joined.splitlines())):
        word, _, rest = line.partition(" ")
        stage += word == "FROM"
        yield stage, word, " ".join(rest.split())


STEPS = list(_instructions())
LAST = max(stage for stage, _, _ in STEPS)
FINAL = [(word, rest) for stage, word, rest in STEPS if stage == LAST]


def _final(word):
    return [rest for each, rest in FINAL if each == word]


def _image_environment():
    return dict(part.split("=", 1) for rest in _final("ENV") for part in shlex.split(rest))


# --- compose.yaml


def test_compose_has_the_database_the_cache_and_the_program():
    images = {name: each["image"] for name, each in COMPOSE["services"].items()}
    assert images["postgres"] == "postgres:17"
    assert images["valkey"].startswith("valkey/valkey:")
    assert set(OURS) == {"migrate", "open-csms"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_compose_names_only_settings_that_exist(name):
    given = {key for key in OURS[name]["environment"] if key.startswith("OPEN_CSMS_")}
    assert given - NAMES == set()


@pytest.mark.parametrize("name", sorted(OURS))
def test_compose_gives_settings_that_are_accepted(name, tmp_path):
    """The very environment of the container, its secrets made as the page says."""
    make = [sys.executable, ROOT / "tools" / "compose_secrets.py", tmp_path]
    subprocess.run(make, check=True, capture_output=True)
    environ = {
        key: str(value).replace("/run/secrets", str(tmp_path))
        for key, value in (_image_environment() | OURS[name]["environment"]).items()
    }
    settings = read_settings(environ | {"OPEN_CSMS_DATA_DIR": str(tmp_path)})
    assert not settings.database.embedded
    assert "@postgres:5432/open_csms" in settings.database.url.reveal()
    assert settings.bus.redis_url.reveal() == "redis://valkey:6379/0"


def test_compose_secrets_are_made_once_and_kept(tmp_path):
    make = [sys.executable, ROOT / "tools" / "compose_secrets.py", tmp_path]
    subprocess.run(make, check=True, capture_output=True)
    first = {file.name: file.read_text() for file in tmp_path.iterdir()}
    subprocess.run(make, check=True, capture_output=True)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == first
    assert set(first) == set(COMPOSE["secrets"])
    assert first["database-password"].strip() in first["database-url"]


def test_every_secret_is_declared_and_used_where_it_is_given():
    for name, service in COMPOSE["services"].items():
        given = set(service.get("secrets", []))
        files = {
            value.removeprefix("/run/secrets/")
            for key, value in service.get("environment", {}).items()
            if key.endswith("_FILE")
        }
        assert files == given, name
        assert given <= set(COMPOSE["secrets"]), name


def test_no_secret_stands_in_compose():
    for service in COMPOSE["services"].values():
        for key, value in service.get("environment", {}).items():
            assert not re.search(r"PASSWORD$|SECRET_KEY$|BOOTSTRAP_KEY$", key), key
            assert not re.search(r"://[^/]*:[^/]*@", str(value)), key


@pytest.mark.parametrize("name", sorted(set(COMPOSE["services"]) - {"migrate"}))
def test_every_service_that_stays_has_a_health_check(name):
    check = COMPOSE["services"][name]["healthcheck"]
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries"} <= set(check)


def test_health_is_asked_of_whatever_the_container_was_started_with():
    assert OURS["open-csms"]["healthcheck"]["test"] == ["CMD", "open-csms", "health"]


def test_beats_can_be_left_though_the_root_is_read_only():
    """`open-csms health` reads what the processes leave in the temporary folder."""
    service = OURS["open-csms"]
    assert service["read_only"]
    assert "/tmp" in service["tmpfs"]


def test_published_ports_are_those_of_the_settings():
    published = {int(each.rsplit(":", 1)[1]) for each in OURS["open-csms"]["ports"]}
    assert published == {DEFAULTS.api.port, DEFAULTS.gateway.port}
    assert all(not service.get("ports") for name, service in COMPOSE["services"].items()
               if name not in OURS)  # fmt: skip


def test_the_program_waits_for_what_it_needs():
    wanted = OURS["open-csms"]["depends_on"]
    assert {name: each["condition"] for name, each in wanted.items()} == {
        "postgres": "service_healthy",
        "valkey": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_compose_stops_later_than_the_program_does():
    grace = OURS["open-csms"]["stop_grace_period"]
    assert int(grace.removesuffix("s")) > DEFAULTS.grace.total_seconds()


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_program_runs_with_least_rights(name):
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [each.split(":")[1] for each in service["volumes"]] == ["/var/lib/open-csms"]
    assert not service.get("privileged")


def test_every_volume_network_and_dependency_is_declared():
    for name, service in COMPOSE["services"].items():
        assert set(service.get("networks", [])) <= set(COMPOSE["networks"]), name
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"]), name
        named = {each.split(":")[0] for each in service.get("volumes", [])}
        folders = {each for each in named if each.startswith("./")}
        assert all((ROOT / each).is_dir() for each in folders), name
        assert named - folders <= set(COMPOSE["volumes"]), name


# --- Dockerfile


def test_the_image_is_built_apart_from_what_it_runs():
    bases = [rest for _, word, rest in STEPS if word == "FROM"]
    assert len(bases) == 2
    assert bases[0].endswith(" AS build")
    assert all("-slim" in base for base in bases)
    assert any(rest.startswith("--from=build ") for rest in _final("COPY"))
    assert not any("pip install" in rest for rest in _final("RUN"))


def test_the_image_installs_by_hash():
    installs = re.findall(r"pip install ([^&\\]*)", DOCKERFILE)
    assert len(installs) == 3
    assert all("--require-hashes" in each or "--no-index" in each for each in installs)


def test_the_image_runs_as_an_ordinary_user():
    (user,) = _final("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    words = [word for word, _ in FINAL]
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert "RUN" not in words[words.index("USER") :]


def test_the_image_names_settings_that_exist_and_ports_that_are_used():
    ours = {key for key in _image_environment() if key.startswith("OPEN_CSMS_")}
    assert ours - NAMES == set()
    assert _final("VOLUME") == [_image_environment()["OPEN_CSMS_DATA_DIR"]]
    (exposed,) = _final("EXPOSE")
    gateway = DEFAULTS.gateway
    assert set(map(int, exposed.split())) == {DEFAULTS.api.port, gateway.port, gateway.tls_port}


def test_the_image_asks_its_own_health():
    (check,) = _final("HEALTHCHECK")
    assert json.loads(check.partition("CMD ")[2]) == ["open-csms", "health"]


def test_the_image_runs_a_supported_python():
    classified = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text())
    assert re.search(r"^ARG PYTHON=(.*)$", DOCKERFILE, re.MULTILINE)[1] in classified


def test_the_image_is_built_from_files_that_are_sent_to_it():
    sent = {line[1:].rstrip("/") for line in (ROOT / ".dockerignore").read_text().splitlines()
            if line.startswith("!")}  # fmt: skip
    for stage, word, rest in STEPS:
        if word != "COPY" or stage == LAST:
            continue
        for source in map(str.strip, rest.split()[:-1]):
            wanted = source.rstrip("/")
            assert any(each == wanted or each.startswith(f"{wanted}/") for each in sent), source
            assert (ROOT / wanted).exists(), source


def _commands():
    (entry,), (default,) = _final("ENTRYPOINT"), _final("CMD")
    assert json.loads(entry) == ["open-csms"]
    started = {tuple(each["command"]) for each in OURS.values()}
    asked = {tuple(each["healthcheck"].get("test", ())[2:]) for each in OURS.values()} - {()}
    return {tuple(json.loads(default))} | started | asked


def test_the_entry_point_is_the_installed_command():
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert set(scripts) == {"open-csms"}


@pytest.mark.parametrize("command", sorted(_commands()))
def test_every_command_of_the_containers_exists(command):
    run = "import sys; from entrypoints.cli import main; sys.argv[0] = 'open-csms'; main()"
    done = subprocess.run(
        [sys.executable, "-c", run, *command, "--help"],
        cwd=ROOT,
        env={"PYTHONPATH": "src", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert command[0] in done.stdout


def test_compose_gives_open_csms_a_role_that_row_level_security_holds():
    script = (ROOT / "deploy" / "postgres" / "10-open-csms.sh").read_text()
    postgres = COMPOSE["services"]["postgres"]
    assert "./deploy/postgres:/docker-entrypoint-initdb.d:ro" in postgres["volumes"]
    assert "NOSUPERUSER" in script
    assert "NOBYPASSRLS" in script
    assert postgres["environment"]["POSTGRES_USER"] != "open_csms"
