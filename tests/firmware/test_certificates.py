"""Keys made on the device, certificates installed, shown and taken away (A02, A03, M03 to M05)."""

import json
import subprocess
from binascii import crc32
from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
)
from tests.firmware import authority
from tests.firmware.authority import DAY, NAMES, issue
from tests.firmware.csms import Csms
from tests.firmware.test_core import until

CPO = "Example Operator"
ROOT = issue("Operator Root", ca=True)
MIDDLE = issue("Operator Intermediate", ROOT, ca=True)
RSA = issue("RSA Root", ca=True, rsa_bits=2048)
OTHER = issue("Other Root", ca=True)
CENTRAL, MAKER = "CentralSystemRootCertificate", "ManufacturerRootCertificate"


@pytest.fixture
def board(csms, board_at):
    board = board_at(csms.url).start()
    board.until_quiet()
    return board


@pytest.fixture
def station(csms, board_at):
    """Accepted, trusts the operator's root, knows the operator's name."""
    board = board_at(csms.url, **{"config.CpoName": CPO.replace(" ", "_")})
    authority.trust(board.folder, ROOT)
    board.start()
    board.until_quiet()
    csms.ask("ChangeConfiguration", key="CpoName", value=CPO)
    return board


def request(csms):
    """Trigger a SignCertificate; the request."""
    before = len(csms.heard("SignCertificate"))
    asked = {"requestedMessage": "SignChargePointCertificate"}
    assert csms.ask("ExtendedTriggerMessage", **asked) == {"status": "Accepted"}
    until(lambda: len(csms.heard("SignCertificate")) > before)
    return csms.heard("SignCertificate")[-1]["csr"]


def certify(csr, by=ROOT, **more):
    wanted = x509.load_pem_x509_csr(csr.encode())
    return issue(more.pop("name", "CP1"), by, key=wanted.public_key(), **more)


def chain(pair):
    return pair.pem + "".join(each.public_bytes(Encoding.PEM).decode() for each in pair.above)


def hand_over(csms, pair):
    return csms.ask("CertificateSigned", certificateChain=chain(pair))["status"]


def test_request_is_one_that_openssl_verifies(csms, station, tmp_path):
    csr = request(csms)
    file = tmp_path / "csr.pem"
    file.write_text(csr)
    words = ["openssl", "req", "-in", file, "-verify", "-noout", "-subject", "-text"]
    said = subprocess.run(words, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert "verify OK" in said.stdout + said.stderr
    assert "prime256v1" in said.stdout
    assert "ecdsa-with-SHA256" in said.stdout
    found = x509.load_pem_x509_csr(csr.encode())
    assert found.is_signature_valid
    assert found.subject.rfc4514_string() == f"CN=CP1,O={CPO}"


def test_key_stays_on_the_device_and_fits_the_request(csms, station):
    csr = x509.load_pem_x509_csr(request(csms).encode())
    text = (station.folder / "secrets").read_text().partition("\n")[2]
    key = load_der_private_key(bytes.fromhex(json.loads(text)["own-a"]), None)
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert key.public_key().public_bytes(*form) == csr.public_key().public_bytes(*form)
    assert all("own-a" not in str(payload) for _, payload in csms.said)


def test_every_request_has_a_key_of_its_own(csms, station):
    first, second = request(csms), request(csms)
    keys = [x509.load_pem_x509_csr(each.encode()).public_key() for each in (first, second)]
    assert keys[0] != keys[1]


def test_without_the_operators_name_there_is_no_request(csms, board):
    asked = {"requestedMessage": "SignChargePointCertificate"}
    assert csms.ask("ExtendedTriggerMessage", **asked) == {"status": "Rejected"}


@pytest.mark.parametrize("by", [ROOT, MIDDLE], ids=["root", "intermediate"])
def test_certificate_of_the_operator_is_accepted(csms, station, by):
    made = certify(request(csms), by)
    assert hand_over(csms, made) == "Accepted"
    whole = made.der + b"".join(each.public_bytes(Encoding.DER) for each in made.above)
    assert (station.folder / "own-a.der").read_bytes() == whole


BAD = {
    "of another root": {"by": OTHER},
    "expired": {"begins": -9 * DAY, "ends": -DAY},
    "of another station": {"name": "CP2"},
    "of another operator": {"organization": "Somebody"},
    "of a root that we cannot check": {"by": ROOT, "algorithm": SHA384()},
}


@pytest.mark.parametrize("fault", BAD.values(), ids=BAD)
def test_certificate_that_does_not_fit_is_discarded(csms, station, fault):
    assert hand_over(csms, certify(request(csms), **fault)) == "Rejected"
    assert not (station.folder / "own-a.der").exists()
    assert "InvalidChargePointCertificate" in (station.folder / "security.log").read_text()


def test_certificate_of_a_key_that_is_not_ours_is_discarded(csms, station):
    request(csms)
    assert hand_over(csms, issue("CP1", ROOT)) == "Rejected"
    answer = csms.ask("CertificateSigned", certificateChain="no certificate")
    assert answer == {"status": "Rejected"}


def test_from_a_password_to_a_certificate_of_its_own(tmp_path, board_at):
    """Profile 2, a key made on the device, its certificate, profile 3."""
    tls = authority.server_side(tmp_path, issue("localhost", ROOT, names=NAMES))
    both = authority.server_side(tmp_path, issue("localhost", ROOT, names=NAMES), ROOT)
    with Csms(tls=tls) as csms:
        board = board_at(csms.url, security_profile=2)
        authority.trust(board.folder, ROOT)
        board.start()
        board.until_quiet()
        csms.ask("ChangeConfiguration", key="CpoName", value=CPO)
        refused = csms.ask("ChangeConfiguration", key="SecurityProfile", value="3")
        assert refused == {"status": "Rejected"}, "no certificate yet (A05.FR.04)"
        assert hand_over(csms, certify(request(csms))) == "Accepted"
        port = csms.port
        csms.ask("ChangeConfiguration", key="SecurityProfile", value="3")
    with Csms(tls=both, port=port) as csms:
        until(lambda: csms.certificates)
        board.until(lambda state: state["online"])
        assert csms.authorizations[-1] == ""
        answer = csms.ask("GetConfiguration", key=["SecurityProfile"])
        assert answer["configurationKey"][0]["value"] == "3"
        renewed = certify(request(csms))
        before = csms.connections
        assert hand_over(csms, renewed) == "Accepted"
        until(lambda: csms.connections > before, "it comes back with the new one")
        serial = int(csms.certificates[-1]["serialNumber"], 16)
        assert serial == renewed.certificate.serial_number


def test_certificate_that_ends_soon_is_renewed_unasked(tmp_path, board_at):
    tls = authority.server_side(tmp_path, issue("localhost", ROOT, names=NAMES), ROOT)
    with Csms(tls=tls) as csms:
        board = board_at(csms.url, security_profile=3, **{"config.CpoName": "Operator"})
        authority.trust(board.folder, ROOT)
        keep_secrets(board, authority.own(board.folder, issue("CP1", ROOT, ends=20 * DAY)))
        board.start()
        board.until_quiet()
        board.do("config HeartbeatInterval 1")
        until(lambda: csms.heard("SignCertificate"))


def keep_secrets(board, more):
    text = json.dumps({"key": board.key, **more}).encode()
    (board.folder / "secrets").write_bytes(b"%08x\n" % crc32(text) + text)


def hashes(pair, issuer=None):
    key = (issuer or pair).certificate.public_key()
    if hasattr(key, "curve"):
        raw = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    else:
        raw = key.public_bytes(Encoding.DER, PublicFormat.PKCS1)
    return {
        "hashAlgorithm": "SHA256",
        "issuerNameHash": sha256(pair.certificate.issuer.public_bytes()).hexdigest(),
        "issuerKeyHash": sha256(raw).hexdigest(),
        "serialNumber": f"{pair.certificate.serial_number:X}",
    }


@pytest.mark.parametrize("kind", [CENTRAL, MAKER])
@pytest.mark.parametrize("root", [OTHER, RSA], ids=["P-256", "RSA"])
def test_roots_are_installed_listed_and_deleted(csms, board, kind, root):
    assert csms.ask("GetInstalledCertificateIds", certificateType=kind) == {"status": "NotFound"}
    assert csms.ask("InstallCertificate", certificateType=kind, certificate=root.pem) == {
        "status": "Accepted"
    }
    assert csms.ask("GetInstalledCertificateIds", certificateType=kind) == {
        "status": "Accepted",
        "certificateHashData": [hashes(root)],
    }
    wanted = hashes(root)
    wanted["issuerNameHash"] = wanted["issuerNameHash"].upper()
    assert csms.ask("DeleteCertificate", certificateHashData=wanted) == {"status": "Accepted"}
    assert csms.ask("DeleteCertificate", certificateHashData=wanted) == {"status": "NotFound"}
    assert csms.ask("GetInstalledCertificateIds", certificateType=kind) == {"status": "NotFound"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        issue("no authority", ROOT).pem,
        issue("expired", ca=True, begins=-9 * DAY, ends=-DAY).pem,
        ROOT.pem + OTHER.pem,
    ],
    ids=["nothing", "no DER", "no authority", "expired", "two"],
)
def test_what_is_no_root_is_rejected(csms, board, text):
    answer = csms.ask("InstallCertificate", certificateType=CENTRAL, certificate=text)
    assert answer == {"status": "Rejected"}


def test_store_has_an_end(csms, board):
    for number in range(4):
        root = issue(f"Root {number}", ca=True)
        asked = {"certificateType": CENTRAL, "certificate": root.pem}
        assert csms.ask("InstallCertificate", **asked) == {"status": "Accepted"}
    asked["certificate"] = OTHER.pem
    assert csms.ask("InstallCertificate", **asked) == {"status": "Rejected"}


def test_root_that_serves_is_not_deleted(tmp_path, board_at):
    tls = authority.server_side(tmp_path, issue("localhost", ROOT, names=NAMES))
    with Csms(tls=tls) as csms:
        board = board_at(csms.url, security_profile=2)
        authority.trust(board.folder, ROOT, OTHER)
        board.start()
        board.until_quiet()
        answer = csms.ask("DeleteCertificate", certificateHashData=hashes(ROOT))
        assert answer == {"status": "Failed"}
        answer = csms.ask("DeleteCertificate", certificateHashData=hashes(OTHER))
        assert answer == {"status": "Accepted"}


def test_only_root_is_replaced_by_one_that_it_has_signed(tmp_path, board_at):
    """AdditionalRootCertificateCheck (M05.FR.08 to 13)."""
    heir = issue("Next Root", ROOT, ca=True)
    shown = issue("localhost", ROOT, names=NAMES)
    with Csms(tls=authority.server_side(tmp_path, shown)) as csms:
        board = board_at(csms.url, security_profile=2, one_root=1)
        authority.trust(board.folder, ROOT)
        board.start()
        board.until_quiet()
        asked = {"certificateType": CENTRAL, "certificate": OTHER.pem}
        assert csms.ask("InstallCertificate", **asked) == {"status": "Rejected"}
        asked["certificate"] = heir.pem
        assert csms.ask("InstallCertificate", **asked) == {"status": "Accepted"}
        port = csms.port
        csms.hang_up()
        until(lambda: csms.connections == 2, "the old one still serves")
        assert len(roots(board)) == 2
    again = issue("localhost", heir, names=NAMES)
    with Csms(tls=authority.server_side(tmp_path, again), port=port) as csms:
        until(lambda: csms.connections)
        until(lambda: roots(board) == [f"root-{heir.file_name}"])


def roots(board):
    return sorted(path.name for path in board.folder.glob("root-*.der"))
