"""The two slots for a whole image, as the table `ota` has them, and the journal's partition."""

from esp32 import Partition as Flash

BLOCK = 4096
JOURNAL = "jrnl"


class Partition:
    """See hal/api.py. Raises OSError where the table has one slot only."""

    def __init__(self):
        self._running = Flash(Flash.RUNNING)  # pyright: ignore[reportArgumentType] - it is an int
        self._next = self._running.get_next_update()
        self._buffer = bytearray()
        self._block = 0

    def slot(self):
        return self._running.info()[4]

    def target(self, size):
        if size is not None and size > self._next.info()[3]:
            raise ValueError("too large")
        self._buffer, self._block = bytearray(), 0

    def write(self, data):
        self._buffer += data
        while len(self._buffer) >= BLOCK:
            self._put(self._buffer[:BLOCK])
            self._buffer = self._buffer[BLOCK:]

    def activate(self):
        if self._buffer:
            self._put(self._buffer + b"\xff" * (BLOCK - len(self._buffer)))
            self._buffer = bytearray()
        self._next.set_boot()  # checks the image; raises OSError where it is none

    def _put(self, block):
        self._next.writeblocks(self._block, block)
        self._block += 1


def journal():
    """The journal's partition, or None in a table without one."""
    found = Flash.find(Flash.TYPE_DATA, label=JOURNAL)
    return found[0] if found else None


def confirmed():
    """This image has proven itself: the bootloader does not go back any more."""
    try:
        Flash.mark_app_valid_cancel_rollback()
    except OSError:
        pass  # a table with one slot has nothing to go back to
