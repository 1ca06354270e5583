"""Wi-Fi: the network, or the one for when that is not there; then the time, if nobody knows it."""

import asyncio

import network

WITHIN = 15000  # ms for a network to take us in
LOOK = 250


class Net:
    """See hal/api.py.

    Args:
        networks: (name, password or None) each, in the order in which they are tried.
        met: () → awaitable, each time a network has taken us in.

    Attributes:
        log: (words …) → None.
        name: of the network that did; None where none has.
    """

    def __init__(self, networks, log=None, met=None):
        self._networks = networks
        self._wlan = network.WLAN(network.STA_IF)
        self.log = log or (lambda *words: None)
        self.met = met
        self.name = None

    async def up(self):
        at = 0
        while not self._wlan.isconnected() or self.name is None:
            name, password = self._networks[at % len(self._networks)]
            at += 1
            self.name = None
            if await self._join(name, password):
                self.name = name
                self.log("network", name, self.ip())
                if self.met:
                    await self.met()
            else:
                self.log("no network", name)

    def ip(self):
        return self._wlan.ifconfig()[0]

    async def _join(self, name, password):
        wlan = self._wlan
        try:
            wlan.active(True)
            wlan.disconnect()
            wlan.config(reconnects=0)  # we say ourselves which one is tried next
            wlan.connect(name, password or None)
        except OSError as error:
            self.log("wifi", error)
            wlan.active(False)  # the driver begins anew
            await asyncio.sleep_ms(LOOK)
            return False
        waited = 0
        while not wlan.isconnected() and waited < WITHIN:
            await asyncio.sleep_ms(LOOK)
            waited += LOOK
        return wlan.isconnected()
