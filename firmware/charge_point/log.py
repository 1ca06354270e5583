"""The last things that happened, in memory: what a diagnostics upload shows. No secrets go here."""

ROOM = 600  # bytes, taken once: lines that come and go one by one would leave holes
LONGEST = 90


class Log:
    def __init__(self, clock=None, echo=None):
        self._kept = bytearray(ROOM)
        self._used = 0
        self.clock = clock
        self.echo = echo

    def __call__(self, *words):
        line = " ".join([str(word) for word in words])[:LONGEST]
        if self.clock:
            line = "%d %s" % (self.clock.now(), line)
        if self.echo:
            self.echo(line)
        self._keep(line.replace("\n", " ").encode() + b"\n")

    def _keep(self, line):
        """The oldest lines make room."""
        kept, used = self._kept, self._used
        gone = 0
        while used - gone + len(line) > ROOM:
            gone = kept.find(b"\n", gone) + 1
        view = memoryview(kept)
        view[: used - gone] = view[gone:used]
        self._used = used - gone + len(line)
        view[used - gone : self._used] = line

    def lines(self):
        return self._kept[: self._used].decode().split("\n")[:-1]
