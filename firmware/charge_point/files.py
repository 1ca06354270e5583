"""Small files that survive a power cut: JSON under a CRC, with the previous copy beside it.

Order of a save: NAME.new is written whole, NAME becomes NAME.old, NAME.new becomes NAME. A cut at
any point leaves at least one whole copy; `load` takes the newest of them.
"""

import binascii
import json
import os


class Files:
    """A folder of such files."""

    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return self.folder + "/" + name

    def load(self, name, default):
        for copy in (name, name + ".new", name + ".old"):
            found = self._read(self.path(copy))
            if found is not None:
                return found
        return default

    def save(self, name, content):
        text = json.dumps(content).encode()
        path = self.path(name)
        with open(path + ".new", "wb") as file:
            file.write(b"%08x\n" % (binascii.crc32(text) & 0xFFFFFFFF))
            file.write(text)
        self.commit(name)

    def commit(self, name):
        """NAME.new takes the place of NAME, and NAME that of NAME.old."""
        path = self.path(name)
        try:
            os.rename(path, path + ".old")
        except OSError:
            pass  # the first copy ever
        os.rename(path + ".new", path)

    def remove(self, name):
        for copy in (name, name + ".new", name + ".old"):
            try:
                os.remove(self.path(copy))
            except OSError:
                pass

    def _read(self, path):
        try:
            with open(path, "rb") as file:
                crc, text = int(file.read(9), 16), file.read()
            if crc == binascii.crc32(text) & 0xFFFFFFFF:
                return json.loads(text)
        except (OSError, ValueError):
            pass
        return None
