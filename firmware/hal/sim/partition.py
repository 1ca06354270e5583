"""Two slots for the software, as files."""


class Partition:
    """Two slots as folders' files."""

    def __init__(self, folder):
        self._folder = folder
        self._file = None

    def slot(self):
        return "a"

    def target(self, size):
        self._file = open(self._folder + "/slot.new", "wb")

    def write(self, data):
        self._file.write(data)

    def activate(self):
        self._file.close()
