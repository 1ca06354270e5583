"""What the ESP32's `esp32` does, as far as hal/esp32 uses it."""

from hal.sim.flash import Flash


class NVS:
    kept = {}  # what has been committed

    def __init__(self, space):
        self._open = dict(self.kept)

    def get_blob(self, name, buffer):
        assert len(name) <= 15
        if name not in self._open:
            raise OSError("ESP_ERR_NVS_NOT_FOUND")
        value = self._open[name]
        buffer[: len(value)] = value
        return len(value)

    def set_blob(self, name, value):
        assert len(name) <= 15
        self._open[name] = bytes(value)

    def erase_key(self, name):
        if name not in self._open:
            raise OSError("ESP_ERR_NVS_NOT_FOUND")
        del self._open[name]

    def commit(self):
        NVS.kept = dict(self._open)


class Partition(Flash):
    RUNNING, TYPE_APP, TYPE_DATA = 1, 0, 1
    table = []
    booted = None
    valid = 0

    def __init__(self, name, blocks=16):
        if name == self.RUNNING:
            name = "ota_0"
        super().__init__(blocks)
        self.name = name

    def info(self):
        return (0, 16, 65536, len(self.content), self.name, False)

    def get_next_update(self):
        for each in self.table:
            if each.name == "ota_1":
                return each
        raise OSError("ESP_ERR_NOT_FOUND")

    def set_boot(self):
        if self.content[0] != 0xE9:
            raise OSError("ESP_ERR_OTA_VALIDATE_FAILED")
        Partition.booted = self.name

    @classmethod
    def find(cls, type=0, subtype=255, label=None):
        return [each for each in cls.table if each.name == label]

    @classmethod
    def mark_app_valid_cancel_rollback(cls):
        cls.valid += 1
