"""Roots that come by OCPP (security white paper, M05): looked at, and kept."""

import tls

from charge_point.blocks import store, x509


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
        return None, station.later("checking", "heir", name, found[0].der)
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
