"""Whether an update that has come in may be installed."""

import binascii


async def approved(station, job, target, wanted):
    """Whether it is whole and signed as it must be; what is not leaves no trace."""
    bundle = target[0] if target[1] else None
    try:
        if bundle:
            bundle.whole()
        good = await _signed(station, bundle, target[2], wanted)
    except (ValueError, IndexError) as error:
        station.log("bundle", error)
        good = False
    if not good:
        if bundle:
            bundle.undo()
        await _refuse(station, job)
    elif job["request"] is not None:
        await tell(station, job, "SignatureVerified")
    return good


async def _refuse(station, job):
    if job["request"] is None:
        await tell(station, job, "InstallationFailed")
        return
    station.note("InvalidFirmwareSignature", "request %d" % job["request"])
    await tell(station, job, "InvalidSignature")


async def _signed(station, bundle, digest, wanted):
    """Over the whole file (L01.FR.04), or as the bundle itself says; wanted where a key is known."""
    if "key" not in wanted:
        return True
    signature = wanted.get("signature")
    if signature:
        signature = binascii.a2b_base64(signature)
    elif bundle:
        signature, digest = bundle.signature, bundle.digest
    p256 = station.block("p256")
    key = binascii.unhexlify(wanted["key"])
    return await p256.in_turns(p256.verify(key, digest, signature or b""), station.guard.allow)


def tell(station, job, status):
    return station.block("progress").tell(station, job, status)
