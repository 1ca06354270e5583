"""What signatures a chain of certificates hangs on: read here, verified by `verify.py` afterwards.

So that reading and verifying, which each take their memory, are never there at once.
A link is (key of the issuer, signature, digest): see `x509.Certificate`.
"""

import hashlib

from charge_point.blocks import store, x509


def _read(text):
    try:
        return [x509.Certificate(der) for der in x509.ders(text)]
    except IndexError:
        raise ValueError("unreadable")


def _link(lower, upper):
    algorithm, signature = lower.signature
    if lower.issuer != upper.subject or not upper.ca:
        raise ValueError("broken chain")
    if algorithm not in (x509.ECDSA_SHA256, x509.RSA_SHA256):
        raise ValueError("unknown algorithm")
    return upper.key, signature, hashlib.sha256(lower.tbs).digest()


def _links(station, found, kind, early=False):
    """(links that must all be good, links of which one must be, or None) up to an installed root."""
    for each in found:
        # Our own may come before its time; it is used when that has come (A02.FR.08).
        if not store.holds(station.clock, each.der, early and each is found[0]):
            raise ValueError("out of its time")
    links, last = [_link(*pair) for pair in zip(found, found[1:])], found[-1]
    last_links = []
    for name in store.names(station.files, kind):
        root = x509.Certificate(store.load(station.files, name))
        if not store.holds(station.clock, root.der):
            continue
        if len(found) > 1 and root.der == last.der:
            return links, None
        if root.subject == last.issuer and root.ca:
            last_links.append(_link(last, root))
    if not last_links:
        raise ValueError("no root")
    return links, last_links


def signer(station, text):
    """(public key, links, last links) of a certificate that software is signed with."""
    found = _read(text)
    algorithm, curve, key = found[0].key
    if algorithm != x509.EC or curve != x509.P256:
        raise ValueError("no P-256 key")
    return (key,) + _links(station, found, store.MAKER)


def own(station, text, organization, name):
    """(slot, DER of the chain, links, last links) of a certificate that is to be ours."""
    found = _read(text)
    slot = None
    for each in "ab":
        key = station.hal.secrets.get("own-" + each)
        if key and key.endswith(found[0].key[2]):
            slot = each
    if slot is None:
        raise ValueError("not our key")
    if found[0].named(x509.COMMON_NAME) != name:
        raise ValueError("another name")
    if found[0].named(x509.ORGANIZATION) != organization:
        raise ValueError("another organization")
    whole = b"".join([each.der for each in found])
    return (slot, whole) + _links(station, found, store.ROOT, True)


def heir(station, der):
    """(name of the only root, links by which it has signed another one)."""
    names = store.names(station.files, store.ROOT)
    if not names:
        return None, []
    if len(names) > 1:  # one of them is the fallback still
        raise ValueError("the last change is not over")
    root = x509.Certificate(store.load(station.files, names[0]))
    return names[0], [_link(x509.Certificate(der), root)]
