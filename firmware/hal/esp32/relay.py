"""Relay and lock: pins that drive, and the contact that tells what the contactor really does."""

import time

from machine import Pin

UNLOCK_MS = 500


class Relay:
    """See hal/api.py. Open after construction, whatever the pin did before.

    Args:
        places: of a connector in the board's map: relay, contact, relay_on, contact_closed.
    """

    def __init__(self, places):
        self._on = places.get("relay_on", 1)
        self._pin = Pin(places["relay"], Pin.OUT, value=1 - self._on)
        self._closed = places.get("contact_closed", 1)
        contact = places.get("contact")
        self._contact = None if contact is None else Pin(contact, Pin.IN)
        self.told = False

    def set(self, closed):
        self._pin.value(self._on if closed else 1 - self._on)
        self.told = closed

    def closed(self):
        return None if self._contact is None else self._contact.value() == self._closed


class Lock:
    """A pulse opens it; nothing tells whether it did."""

    def __init__(self, pin):
        self._pin = Pin(pin, Pin.OUT, value=0)

    def open(self, guard):
        guard.allow(UNLOCK_MS + 100)
        self._pin.value(1)
        time.sleep_ms(UNLOCK_MS)
        self._pin.value(0)
        return True
