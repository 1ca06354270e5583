"""Certificates that are to be trusted or shown from now on, checked before they are."""

from charge_point.blocks import signing, store, x509


async def signed(station, text):
    """(reply, afterwards) of CertificateSigned (A02.FR.06 to 10)."""
    try:
        chain = [x509.Certificate(der) for der in x509.ders(text)]
        slot = _slot(station, chain[0].key[2])
        why = "not our key" if slot is None else _unfit(station, chain[0])
        why = why or await signing.fault(station, chain, store.ROOT)
    except (ValueError, IndexError):
        why = "unreadable"
    if why:
        station.log("certificate", why)
        station.note("InvalidChargePointCertificate", why)
        return {"status": "Rejected"}, None
    used = store.own(station.files, station.clock)
    if used and used[0] != slot:
        station.block("trial").begin(station, own=slot)
    store.keep(station.files, "own-%s.der" % slot, b"".join([each.der for each in chain]))
    station.note("ReconfigurationOfSecurityParameters", "certificate of our own")
    if station.config["SecurityProfile"] != 3:
        return {"status": "Accepted"}, None
    return {"status": "Accepted"}, station.link.close


def _slot(station, public):
    for slot in "ab":
        key = station.hal.secrets.get("own-" + slot)
        if key and key.endswith(public):
            return slot
    return None


def _unfit(station, leaf):
    organization, name = station.block("certificates").subject(station)
    if leaf.named(x509.COMMON_NAME) != name:
        return "another name"
    return None if leaf.named(x509.ORGANIZATION) == organization else "another organization"


async def successor(station, der):
    """(reply, afterwards) of a root that is to take the place of the only one (M05.FR.08 to 11)."""
    names = store.names(station.files, store.ROOT)
    if len(names) > 1:  # one of them is the fallback still
        return {"status": "Rejected"}, None
    new = x509.Certificate(der)
    for name in names:
        if not await signing.signed_by(new, x509.Certificate(store.load(station.files, name))):
            return {"status": "Rejected"}, None
        station.block("trial").begin(station, root=name)
    certificates = station.block("certificates")
    return {"status": certificates.kept(station, store.name_of(store.ROOT, der), der)}, None
