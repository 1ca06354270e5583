"""Certificates that are to be trusted or shown from now on, checked before they are.

Each function gives (reply, afterwards), later than it was asked (see `Station.later`).
"""

import binascii


async def signed(station, text):
    """CertificateSigned (A02.FR.06 to 10)."""
    organization, name = station.block("own").subject(station)
    try:
        slot, whole, links, last = station.block("chain").own(station, text, organization, name)
        why = None if await station.block("verify").good(station, links, last) else "forged"
    except ValueError as error:
        why = str(error)
    if why:
        station.log("certificate", why)
        station.note("InvalidChargePointCertificate", why)
        return {"status": "Rejected"}, None
    used = station.block("store").own(station.files, station.clock)
    if used and used[0] != slot:
        station.block("trial").begin(station, own=slot)
    station.block("store").keep(station.files, "own-%s.der" % slot, whole)
    station.note("ReconfigurationOfSecurityParameters", "certificate of our own")
    again = station.config["SecurityProfile"] == 3
    return {"status": "Accepted"}, station.link.close if again else None


async def heir(station, name, der):
    """InstallCertificate of a root in the place of the only one (M05.FR.08 to 11)."""
    try:
        old, links = station.block("chain").heir(station, der)
    except ValueError:
        return {"status": "Rejected"}, None
    if old:
        if not await station.block("verify").good(station, links):
            return {"status": "Rejected"}, None
        station.block("trial").begin(station, root=old)
    return {"status": station.block("roots").kept(station, name, der)}, None


async def update(station, payload):
    """SignedUpdateFirmware, by the certificate that signs (L01.FR.23, 24)."""
    wanted = payload["firmware"]
    try:
        key, links, last = station.block("chain").signer(station, wanted.pop("signingCertificate"))
        why = None if await station.block("verify").good(station, links, last) else "forged"
    except ValueError as error:
        why = str(error)
    if why:
        station.note("InvalidFirmwareSigningCertificate", why)
        return {"status": "InvalidCertificate"}, None
    wanted["key"] = binascii.hexlify(key).decode()
    return station.block("firmware").accept(station, payload, payload["requestId"], wanted)
