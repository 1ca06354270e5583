"""What the ESP32's `network` does, as far as hal/esp32 uses it."""

STA_IF, AP_IF = 0, 1
KNOWN = {}  # networks that are there: name → password
TRIED = []


class WLAN:
    SEC_WPA2 = 3
    states = {}

    def __init__(self, kind):
        self._state = self.states.setdefault(kind, {"active": False, "in": None})

    def active(self, on=None):
        if on is None:
            return self._state["active"]
        self._state["active"] = on
        if not on:
            self._state["in"] = None

    def config(self, **given):
        self._state.update(given)

    def connect(self, name, password):
        assert self._state["active"]
        TRIED.append(name)
        if name == "Crash":
            raise OSError("Wifi Internal Error")
        if name in KNOWN and KNOWN[name] == password:
            self._state["in"] = name

    def disconnect(self):
        self._state["in"] = None

    def isconnected(self):
        return self._state["in"] is not None and self._state["in"] in KNOWN

    def ifconfig(self):
        return ("127.0.0.1", "255.0.0.0", "127.0.0.1", "127.0.0.1")
