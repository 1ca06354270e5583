"""Certificates by OCPP (security white paper, A02, A03, M03 to M05): what is asked, and our own.

What takes long is answered later, so that nothing stands still meanwhile: see `checking.py`.
"""

import binascii
import hashlib
import tls

from charge_point.blocks import store, x509
from charge_point.rpc import CallError, Offline, Silence

SOON = 30 * 86400  # seconds before the end of a certificate in which a new one is wanted (A03)
AGAIN = 86400


def subject(station):
    """(organization, common name) of our own certificate (A00.FR.511, A02.FR.13)."""
    settings = station.settings
    return station.config["CpoName"], settings.get("serial") or settings["identity"]


async def sign(station):
    """A new key, and the request for its certificate. The old ones serve until that has come."""
    organization, name = subject(station)
    if not organization:
        station.log("no CpoName")
        return
    used = store.own(station.files, station.clock)
    slot = "b" if used and used[0] == "a" else "a"
    key, request = await station.block("csr").made(station.hal.random, organization, name)
    store.remove(station.files, "own-%s.der" % slot)
    station.hal.secrets.set("own-" + slot, key)
    station.jobs["asked"] = station.clock.now()
    try:
        reply = await station.rpc.call("SignCertificate", {"csr": request})
        station.log("certificate", reply.get("status"))
    except (Offline, Silence, CallError) as error:
        station.log("certificate", type(error).__name__)


async def look(station):
    """Now and then: whether our certificate ends soon, or a newer one has come into its time."""
    now, used = station.clock.now(), store.own(station.files, station.clock)
    if station.config["SecurityProfile"] != 3 or not used:
        return
    if used[0] != station.jobs.get("own", used[0]):
        await station.link.close()
    elif store.period(used[1][0])[1] - now < SOON and now - station.jobs.get("asked", 0) > AGAIN:
        await sign(station)


def signed(station, payload, _):
    if len(payload["certificateChain"]) > station.config["CertificateSignedMaxChainSize"]:
        return {"status": "Rejected"}
    return None, station.later("checking", "signed", payload["certificateChain"])


def install(station, payload, _):
    kind = store.KINDS[payload["certificateType"]]
    try:
        found = [x509.Certificate(der) for der in x509.ders(payload["certificate"])]
        usable = len(found) == 1 and found[0].ca and store.holds(station.clock, found[0].der)
        tls.SSLContext(tls.PROTOCOL_TLS_CLIENT).load_verify_locations(found[0].der)
    except (ValueError, IndexError):
        usable = False
    if not usable:
        return {"status": "Rejected"}
    name = store.name_of(kind, found[0].der)
    if name in store.names(station.files, kind):
        return {"status": "Accepted"}
    if kind == store.ROOT and station.config["AdditionalRootCertificateCheck"]:
        return None, station.later("checking", "successor", found[0].der)
    count = len(store.names(station.files, store.ROOT) + store.names(station.files, store.MAKER))
    if count >= station.config["CertificateStoreMaxLength"]:
        return {"status": "Rejected"}
    return {"status": kept(station, name, found[0].der)}


def kept(station, name, der):
    """The status of keeping a root."""
    try:
        store.keep(station.files, name, der)
    except OSError as error:
        station.log("certificate", error)
        return "Failed"
    station.note("ReconfigurationOfSecurityParameters", "installed " + name)
    return "Accepted"


def _hashes(station, kind):
    """(file, hash data) of each installed certificate of a kind."""
    for name in store.names(station.files, kind):
        found = x509.Certificate(store.load(station.files, name))
        key = found.key[2]
        if found.issuer != found.subject:
            for other in store.names(station.files, kind):
                above = x509.Certificate(store.load(station.files, other))
                key = above.key[2] if above.subject == found.issuer else key
        yield (
            name,
            {
                "hashAlgorithm": "SHA256",
                "issuerNameHash": _hex(found.issuer),
                "issuerKeyHash": _hex(key),
                "serialNumber": found.serial,
            },
        )


def _hex(data):
    return binascii.hexlify(hashlib.sha256(data).digest()).decode()


def installed(station, payload, _):
    found = [each for _, each in _hashes(station, store.KINDS[payload["certificateType"]])]
    if not found:
        return {"status": "NotFound"}
    return {"status": "Accepted", "certificateHashData": found}


def delete(station, payload, _):
    """Our own certificate is not among them (M04.FR.05); the root that serves stays (FR.06)."""
    wanted = payload["certificateHashData"]
    for kind in (store.ROOT, store.MAKER):
        for name, each in _hashes(station, kind):
            if any([_plain(wanted.get(part)) != _plain(each[part]) for part in each]):
                continue
            if name == "root-%s.der" % station.jobs.get("root"):
                return {"status": "Failed"}
            store.remove(station.files, name)
            station.note("ReconfigurationOfSecurityParameters", "deleted " + name)
            return {"status": "Accepted"}
    return {"status": "NotFound"}


def _plain(text):
    """Case and leading zeroes do not count."""
    return text.lower().lstrip("0") if isinstance(text, str) else None
