"""Credentials in NVS: a partition of its own, which no file transfer and no configuration shows."""

from esp32 import NVS

SPACE = "ocpp"
LONGEST = 1024  # bytes
NAME = 15  # characters of a key in NVS


class Secrets:
    """See hal/api.py: `get` is None for what is not there; setting to nothing takes it away."""

    def __init__(self):
        self._nvs = NVS(SPACE)

    def get(self, name):
        buffer = bytearray(LONGEST)
        try:
            size = self._nvs.get_blob(name[:NAME], buffer)
        except OSError:
            return None
        return bytes(buffer[:size]) or None

    def set(self, name, value):
        if value:
            self._nvs.set_blob(name[:NAME], value)
        else:
            try:
                self._nvs.erase_key(name[:NAME])
            except OSError:
                return  # it was not there
        self._nvs.commit()
