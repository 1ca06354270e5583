"""Commands over an embedded database in a folder of its own."""

import pytest
from tests.entrypoints.cli.house import call as run

from adapters.embedded_postgres import EmbeddedPostgres


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """With a running, migrated database, so that each command finds one."""
    place = tmp_path_factory.mktemp("cli")
    server = EmbeddedPostgres(place)
    server.start()
    assert run(place, "migrate").code == 0
    assert run(place, "tenant", "add", "sunny", "--name", "Sunny", "--currency", "CHF").code == 0
    yield place
    server.stop()


def test_a_tenant_is_taken_in_once(folder):
    again = run(folder, "tenant", "add", "sunny")
    assert again.code == 1
    assert again.err == "open-csms: There is already a tenant 'sunny'.\n"
    made = run(folder, "tenant", "add", "other", "--json")
    assert made.data == {"tenant": "other", "name": "other", "currency": "EUR"}


def test_a_station_gets_a_password_that_1_6_and_2_x_can_hold(folder):
    made = run(folder, "station", "add", "CP 1", "--tenant", "sunny", "--evses", "2", "--json")
    assert made.code == 0
    assert made.data["url"] == "ws://127.0.0.1:9000/ocpp/sunny"
    assert len(bytes.fromhex(made.data["password"])) == 20


def test_a_station_by_certificate_gets_no_password(folder):
    made = run(folder, "station", "add", "CP2", "--tenant", "sunny", "--profile", "3", "--json")
    assert made.data["password"] is None


def test_a_password_is_shown_for_people_too(folder):
    made = run(folder, "station", "add", "CP3", "--tenant", "sunny")
    assert "identity" in made.out
    assert "AuthorizationKey" in made.out


def test_a_station_of_nobody_is_refused(folder):
    refused = run(folder, "station", "add", "CP1", "--tenant", "nobody", "--json")
    assert refused.code == 1
    assert '"error":' in refused.err
    assert "There is no tenant 'nobody'." in refused.err


def test_a_key_is_made_with_its_scopes(folder):
    made = run(
        folder, "key", "create", "--tenant", "sunny", "--scope", "read", "--scope", "control",
        "--days", "30", "--json",
    )  # fmt: skip
    assert made.data["key"].startswith("ocsms_")
    assert made.data["scopes"] == ["control", "read"]
    assert made.data["expires_at"]


def test_a_token_is_issued(folder):
    made = run(folder, "token", "add", "04AA", "--tenant", "sunny", "--json")
    assert made.data["uid"] == "04AA"


def test_a_list_of_tokens_is_taken_in_and_changed_the_second_time(folder, tmp_path):
    lines = [f"04{number:08X},rfid,Card {number}" for number in range(700)]
    file = tmp_path / "cards.csv"
    file.write_text("\n".join(["uid,kind,label", *lines]))
    assert run(folder, "token", "import", str(file), "--tenant", "sunny", "--json").data == {
        "issued": 700,
        "changed": 0,
    }
    file.write_text("uid,blocked\n0400000001,true\n04NEW,\n")
    assert run(folder, "token", "import", str(file), "--tenant", "sunny").out == (
        "1 issued, 1 changed.\n"
    )


def test_a_list_with_wrong_lines_tells_each_and_takes_in_nothing(folder, tmp_path):
    file = tmp_path / "cards.csv"
    file.write_text(
        "uid,kind,valid_until,max_sessions\n04OK,rfid,,\n04BAD,paper,,\n,rfid,,\n"
        "04LATE,rfid,2030-01-01T00:00:00,\n04ok,rfid,,\n04MANY,rfid,,0\n"
    )
    refused = run(folder, "token", "import", str(file), "--tenant", "sunny")
    assert refused.code == 1
    for line, word in ((3, "kind"), (4, "uid"), (5, "zone"), (6, "already"), (7, "max_sessions")):
        assert any(f"line {line}:" in said and word in said for said in refused.err.splitlines())
    assert run(folder, "token", "add", "04OK", "--tenant", "sunny").code == 0


def test_a_list_with_an_unknown_column_is_refused(folder, tmp_path):
    file = tmp_path / "cards.csv"
    file.write_text("uid,colour\n04AA,red\n")
    refused = run(folder, "token", "import", str(file))
    assert "Unknown: colour" in refused.err


def test_the_schema_goes_down_and_up_again_but_not_by_accident(tmp_path):
    assert run(tmp_path, "migrate", "--json").data["ready"] is True
    refused = run(tmp_path, "migrate", "down", "--to", "base")
    assert refused.code == 1
    assert "--yes" in refused.err
    gone = run(tmp_path, "migrate", "down", "--to", "base", "--yes", "--json").data
    assert (gone["current"], gone["ready"]) == (None, False)
    assert "Up to date" in run(tmp_path, "migrate", "up").out
    assert run(tmp_path, "migrate", "current", "--json").data["ready"] is True
    assert EmbeddedPostgres(tmp_path).running() is None, "it is left as it was found"


def test_the_doctor_finds_all_well_and_says_what_is_wrong(folder):
    well = run(folder, "doctor", "--json", API_PORT=0, GATEWAY_PORT=0)
    assert well.code == 0, well.out
    assert {"database", "schema", "clock", "tenants", "disk"} <= {f["about"] for f in well.data}
    ill = run(folder, "doctor", REDIS_URL="redis://127.0.0.1:1/0", API_PORT=0, GATEWAY_PORT=0)
    assert ill.code == 1
    assert "Redis does not answer" in ill.out
    assert "OPEN_CSMS_REDIS_URL" in ill.out


def test_the_doctor_tells_every_wrong_setting(folder):
    ill = run(folder, "doctor", API_PORT="abc", GRACE="soon")
    assert ill.code == 1
    assert "OPEN_CSMS_API_PORT" in ill.out
    assert "OPEN_CSMS_GRACE" in ill.out
