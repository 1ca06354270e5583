"""Provisioning: what is wrong is named, what is kept is whole, and the board stays within reach."""

import http.client
import importlib
import random
import socket
import subprocess
import sys
import urllib.parse
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.firmware.board import FIRMWARE, KEY, MICROPYTHON, free_port, run_micropython

sys.path.insert(0, str(FIRMWARE))

dns = importlib.import_module("provisioning.dns")
draft = importlib.import_module("provisioning.draft")
fields = importlib.import_module("provisioning.fields")

GOOD = {"url": "ws://csms.example:9000/ocpp/home", "identity": "CP1", "wifi": "Garage", "key": KEY}
PASSWORD = "a secret of the garage"


class Secrets(dict):
    def set(self, name, value):
        self[name] = value


def a_draft(folder, **values):
    one = draft.Draft(str(folder), Secrets(), 1_790_000_000)
    for name, text in (GOOD | values).items():
        one.set(name, text)
    return one


def certificate(ends=3650, authority=True):
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Root")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(now - timedelta(9000))
        .not_valid_after(now + timedelta(ends))
        .add_extension(x509.BasicConstraints(authority, None), True).sign(key, hashes.SHA256())
    )  # fmt: skip
    return made.public_bytes(serialization.Encoding.PEM).decode()


# What is wrong, by field.


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("url", "http://csms.example/", "must begin with ws:// or wss://"),
        ("url", "ws:///ocpp", "names no host"),
        ("url", "ws://csms.example:99999/", "no port 99999"),
        ("url", "ws://user@csms.example/", "names no host"),
        ("secure_url", "ws://csms.example", "must begin with wss://"),
        ("identity", "", "1 to 48"),
        ("identity", "C\nP", "control characters"),
        ("key", "0011", "32 to 40"),
        ("key", "g" * 32, "hex digits"),
        ("key", "0" * 33, "even number"),
        ("security_profile", "4", "one of 0, 1, 2, 3"),
        ("one_root", "maybe", "yes or no"),
        ("wifi", "x" * 33, "1 to 32"),
        ("wifi_password", "short", "8 to 63"),
        ("board", "toaster", "one of doit_devkitc"),
        ("phases", "2", "one of 1, 3"),
        ("max_current", "5", "from 6 to 80"),
        ("max_current", "many", "from 6 to 80"),
        ("meter", "abacus", "one of sdm120"),
        ("meter_map", "4 0 f32 3 kWh", "no key kWh"),
        ("meter_units", "1 300", "from 1 to 247"),
        ("meter_baud", "9601", "one of 1200"),
        ("pins", "relay=23", "is not like"),
        ("pins", "1.relay=x", "names no pin"),
        ("reader", "nose", "one of rc522"),
        ("colour", "red", "there is no setting 'colour'"),
    ],
)
def test_wrong_value_is_named_and_not_taken(tmp_path, name, text, said):
    one = a_draft(tmp_path)
    before = dict(one.values), dict(one.given)
    with pytest.raises(ValueError, match=r".") as raised:
        one.set(name, text)
    assert said in str(raised.value)
    assert name in str(raised.value)
    assert (one.values, one.given) == before


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"pins": "1.relay=6"}, "belongs to the flash"),
        ({"pins": "1.relay=12"}, "decides at reset"),
        ({"pins": "1.relay=34"}, "can only be read"),
        ({"pins": "1.relay=25"}, "already"),
        ({"pins": "1.pilot_adc=26"}, "no ADC"),
        ({"pins": "1.relay=none"}, "connector 1 has no relay"),
        ({"pins": "1.fan=32"}, "nothing is called fan"),
        ({"pins": "rs485.rx=none"}, "rs485 has no rx"),
        ({"pins": "2.relay=32"}, "connector 2 has no pilot_pwm"),
        ({"reader": "wiegand"}, "reader wiegand has no d0"),
        ({"reader": "pn532"}, "reader pn532 has no tx"),
        ({"meter": "pulse"}, "connector 1 has no pulse"),
        ({"meter": "custom"}, "meter_map: must be given"),
        ({"meter_units": "1 2"}, "2 for 1 connectors"),
        ({"url": "wss://csms.example/ocpp"}, "knows no wss"),
        ({"security_profile": "2"}, "needs a wss:// address"),
        ({"security_profile": "2", "secure_url": "wss://csms.example"}, "needs a root"),
        ({"security_profile": "3"}, "needs a certificate of our own"),
    ],
)
def test_what_does_not_fit_together_is_named_and_not_kept(tmp_path, values, said):
    one = a_draft(tmp_path, **values)
    assert any(said in sentence for sentence in one.faults())
    with pytest.raises(ValueError, match=r"."):
        one.save()
    assert draft.Draft(str(tmp_path), Secrets()).values == {}


def test_what_is_missing_is_named():
    one = draft.Draft("/nonexistent-but-unread", Secrets())
    one._roots = list
    one._has = lambda name: False
    assert {sentence.split(":")[0] for sentence in one.faults()} == {"url", "identity", "wifi"}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"meter": "pulse", "pins": "1.pulse=32"},
        {"meter": "custom", "meter_map": "4 0 f32 3 wh"},
        {"reader": "wiegand", "pins": "reader.d0=18 reader.d1=19"},
        {"reader": "pn532", "pins": "reader.tx=18 reader.rx=19"},
        {"reader": "none"},
        {"pins": "2.relay=26 2.pilot_pwm=27 2.pilot_adc=39", "meter_units": "1 2"},
    ],
)
def test_what_fits_is_kept_and_found_again(tmp_path, values):
    one = a_draft(tmp_path, **values)
    assert one.faults() == []
    one.save()
    again = draft.Draft(str(tmp_path), one.secrets)
    assert again.values == one.values
    assert again.faults() == []


def test_credentials_are_apart_from_the_configuration_and_are_never_shown(tmp_path):
    one = a_draft(tmp_path, wifi_password=PASSWORD)
    one.save()
    assert one.secrets["key"] == bytes.fromhex(KEY)
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert PASSWORD.encode() not in written
    assert KEY.encode() not in written
    assert [one.shown(name) for name in ("key", "wifi_password", "fallback_password")] == [
        "(set)", "(set)", "(none)"
    ]  # fmt: skip


def test_password_belongs_to_its_network(tmp_path):
    one = a_draft(tmp_path, wifi_password=PASSWORD)
    one.save()
    one.set("wifi", "Elsewhere")
    assert one.shown("wifi_password") == "(none)"


def test_root_certificate_is_kept_and_what_is_none_is_named(tmp_path):
    one = a_draft(tmp_path, security_profile="2", secure_url="wss://csms.example")
    for text, said in (
        ("nonsense", "cannot be read"),
        (certificate().replace("M", "%", 2), "cannot be read"),
        (certificate(ends=-400), "has expired"),
        (certificate(authority=False), "no authority"),
        ("x" * 9000, "too long"),
    ):
        with pytest.raises(ValueError, match=said):
            one.certificate(text)
    assert "certificate: security profile 2 needs a root" in one.faults()
    one.certificate(certificate())
    assert one.faults() == []
    one.forget_certificates()
    assert one.faults() != []


def test_settings_of_another_firmware_are_faulty_not_fatal(tmp_path):
    one = a_draft(tmp_path)
    one.save()
    for wrong in ({"meter": 7}, {"pins": 3}, {"board": "toaster"}, {"reader": None}, {"url": []}):
        one.files.save("settings", one.values | wrong)
        again = draft.Draft(str(tmp_path), one.secrets)
        assert again.faults() != [], wrong


def test_no_cut_of_power_leaves_half_a_configuration():
    said = run_micropython("provision_cuts.py")
    assert int(said.splitlines()[-1]) > 30


# Over the serial line and Wi-Fi, on MicroPython.


class Waiting:
    """A board that waits, with hands at its console."""

    def __init__(self, folder):
        self.web, self.names = free_port(), free_port()
        script = FIRMWARE.parent / "tests" / "firmware" / "micropython" / "provision.py"
        self.process = subprocess.Popen(
            [MICROPYTHON, "-X", "heapsize=1m", script, FIRMWARE, folder, str(self.web),
             str(self.names)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.heading = [self.process.stdout.readline() for _ in range(3)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def ask(self, *lines):
        """What is answered to the last of the lines."""
        answer = []
        self.process.stdin.write("".join(f"{line}\r\n" for line in lines))
        self.process.stdin.flush()
        while not answer or not answer[-1].startswith(("ok", "error")):
            answer.append(self.process.stdout.readline().strip())
        return answer

    def http(self, method="GET", path="/", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.web, timeout=20)
        try:
            connection.request(method, path, body and urllib.parse.urlencode(body), headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()


@pytest.fixture
def waiting(tmp_path):
    with Waiting(tmp_path / "board") as board:
        yield board


def test_console_says_what_is_wrong_keeps_what_is_right_and_restarts(waiting, tmp_path):
    assert "password" in waiting.heading[2]
    assert waiting.ask("fly")[-1].startswith("error: no command 'fly'")
    assert waiting.ask("set url http://x") == ["error: url: must begin with ws:// or wss://"]
    assert waiting.ask("save")[-1].startswith("error: url: must be given")
    for name, text in GOOD.items():
        assert waiting.ask(f"set {name} {text}") == ["ok"]
    assert waiting.ask("check") == ["ok"]
    assert waiting.ask("show key") == ["key = (set)", "ok"]
    assert KEY not in "".join(waiting.ask("show"))
    assert waiting.ask("help")[-1] == "ok"
    assert waiting.ask("save") == ["ok"]
    waiting.ask("restart")
    assert waiting.process.wait(10) == 75
    with Waiting(tmp_path / "board") as again:
        assert again.ask("show identity") == ["identity = CP1", "ok"]
        assert again.ask("unset wifi") == ["ok"]
        assert again.ask("check") == ["wifi: must be given", "ok"]


def test_console_takes_a_certificate_in_lines(waiting):
    pem = certificate().strip().splitlines()
    assert waiting.ask("certificate", *pem)[-1] == "ok"
    assert waiting.ask("certificate", *certificate(ends=-400).strip().splitlines())[-1] == (
        "error: certificate: has expired"
    )
    assert waiting.ask("certificates none") == ["ok"]


def test_console_survives_noise(waiting):
    chance = random.Random(16)
    for _ in range(300):
        size = chance.randrange(100)
        line = "".join(chr(chance.choice([*range(32, 127), 0xE9, 0x20AC])) for _ in range(size))
        assert waiting.ask("set identity " + line.replace("-----", "+"))[-1][:2] in {"ok", "er"}
    assert waiting.ask("set identity CP1") == ["ok"]


def test_page_leads_to_itself_shows_no_secret_and_keeps_what_is_right(waiting):
    waiting.ask(f"set key {KEY}")
    status, _, headers = waiting.http(path="/generate_204", Host="telephone.example")
    assert (status, headers["Location"]) == (302, f"http://127.0.0.1:{waiting.web}/")
    status, text, _ = waiting.http()
    assert status == 200
    assert "name=wifi_password" in text
    assert KEY not in text
    wrong = {"url": "http://x", "identity": "<b>", "do": "save"}
    status, text, _ = waiting.http("POST", body=wrong)
    assert status == 200
    assert "must begin with ws://" in text
    assert "<b>" not in text
    good = GOOD | {"wifi_password": PASSWORD, "key": "", "do": "save"}
    status, text, _ = waiting.http("POST", body=good)
    assert "Kept" in text
    assert waiting.process.wait(10) == 75


def test_page_takes_a_certificate(waiting):
    body = GOOD | {"security_profile": "2", "secure_url": "wss://csms.example",
                   "certificate": certificate()}  # fmt: skip
    assert "Kept" in waiting.http("POST", body=body)[1]


def test_form_of_somebody_elses_page_is_not_heard(waiting):
    assert waiting.http("POST", body=GOOD, Origin="http://evil.example")[0] == 403
    assert waiting.http("POST", body=GOOD, Host="evil.example")[0] == 302
    assert waiting.ask("show identity") == ["identity =", "ok"]


def test_page_survives_requests_of_any_kind(waiting):
    chance = random.Random(16)
    starts = [b"", b"GET", b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n%",
              b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", b"\xff" * 50,
              b"GET / HTTP/1.1\r\nHost: " + b"x" * 5000 + b"\r\n\r\n"]  # fmt: skip
    for turn in range(60):
        noise = bytes(chance.randrange(256) for _ in range(chance.randrange(60)))
        with (
            socket.create_connection(("127.0.0.1", waiting.web), 20) as wire,
            suppress(OSError),  # it may have hung up already
        ):
            wire.sendall(starts[turn % len(starts)] + noise)
            wire.shutdown(socket.SHUT_WR)
    assert waiting.http()[0] == 200


def question(name, kind=1):
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00" + labels + bytes([0, 0, kind, 0, 1])


def test_every_name_is_at_the_boards_address(waiting):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        wire.settimeout(10)
        wire.sendto(question("connectivity.example.com"), ("127.0.0.1", waiting.names))
        reply = wire.recv(512)
    assert reply[:2] == b"\x12\x34"
    assert reply[-4:] == bytes([127, 0, 0, 1])


def test_question_for_another_kind_of_record_has_no_answer():
    reply = dns.answer(question("example.com", 28), "192.168.4.1")
    assert reply[6:8] == b"\0\0"


def test_name_server_survives_packets_of_any_content():
    chance, whole = random.Random(16), question("www.example.com")
    for turn in range(1000):
        packet = bytearray(whole[: chance.randrange(len(whole) + 1)] if turn % 2 else whole)
        for _ in range(chance.randrange(4)):
            if packet:
                packet[chance.randrange(len(packet))] = chance.randrange(256)
        reply = dns.answer(bytes(packet), "192.168.4.1")
        assert reply is None or reply[:2] == packet[:2]


def test_provisioning_knows_of_no_relay():
    for path in (FIRMWARE / "provisioning").glob("*.py"):
        assert "relays" not in path.read_text().replace("knows of relays", "")
