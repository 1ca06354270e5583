"""Our own certificate: a key for it, its renewal, and the answer to its coming (A02, A03)."""

from charge_point.blocks import store
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
    key, request = await station.block("csr").made(
        station.hal.random, station.guard.allow, organization, name
    )
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
