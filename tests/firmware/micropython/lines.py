"""Ports that stand for a UART: over a pty, and scripted."""

import select


class Pty:
    """A UART over a terminal's device."""

    def __init__(self, path):
        self._file = open(path, "r+b")
        self._poll = select.poll()
        self._poll.register(self._file, select.POLLIN)
        self._got = b""

    def write(self, data):
        self._file.write(data)

    def any(self):
        while self._poll.poll(0):
            byte = self._file.read(1)
            if not byte:
                break
            self._got += byte
        return len(self._got)

    def read(self, count):
        data, self._got = self._got[:count], self._got[count:]
        return data


class Scripted:
    """A UART that answers each request with what `answer(request)` gives: pieces of bytes."""

    def __init__(self, answer):
        self._answer = answer
        self._pieces = []
        self.flushed = 0
        self.written = []

    def write(self, data):
        self.written.append(bytes(data))
        self._pieces = list(self._answer(bytes(data)))

    def flush(self):
        self.flushed += 1

    def any(self):
        return len(self._pieces[0]) if self._pieces else 0

    def read(self, _):
        return self._pieces.pop(0)
