"""An honest witness: writes down each start and stop after it is in the journal.

Whatever is in this file was journaled, and must reach the server once, with these values.
"""

from charge_point import records


class Truth:
    def __init__(self, path):
        self._file = open(path, "a")

    def __call__(self, kind, number, journal):
        data = journal.read(number)[1]
        if kind == records.START:
            _, _, _, at, wh, _, _, tag = records.unpack(kind, data)
            line = "start %d %d %d %s" % (number, at, wh, tag)
        else:
            tx, _, _, at, wh, reason, _ = records.unpack(kind, data)
            line = "stop %d %d %d %s" % (tx, at, wh, records.REASONS[reason])
        self._file.write(line + "\n")
        self._file.flush()
