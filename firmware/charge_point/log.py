"""The last things that happened, in memory: what a diagnostics upload shows. No secrets go here."""

LINES = 24
LONGEST = 90


class Log:
    def __init__(self, clock=None, echo=None):
        self._lines = []
        self.clock = clock
        self.echo = echo

    def __call__(self, *words):
        line = " ".join([str(word) for word in words])[:LONGEST]
        if self.clock:
            line = "%d %s" % (self.clock.now(), line)
        if self.echo:
            self.echo(line)
        self._lines.append(line)
        if len(self._lines) > LINES:
            self._lines.pop(0)

    def lines(self):
        return self._lines
