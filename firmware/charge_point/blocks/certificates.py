"""Roots by OCPP (security white paper, M03, M04): listed, deleted; `roots.py` installs them."""

import binascii
import hashlib

from charge_point.blocks import store, x509


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
