"""RFID reader PN532 over its serial line (HSU, 115200 baud): the number of an ISO 14443 A card.

PN532 user manual (UM0701): frames in 6.2.1, commands in 7. Nothing here waits: each `poll` takes
what has come and sends what is due, so a reader that is silent or unplugged costs no time.
"""

from .shown import Shown, text

AWAKE = b"\x55\x55" + b"\x00" * 14
SAM, RF, LIST = 0x14, 0x32, 0x4A
STEPS = (
    bytes([SAM, 1, 0x14, 1]),  # normal mode
    bytes([RF, 5, 0xFF, 1, 0x10]),  # look for a card a few times, then say that there is none
)
LOOK = bytes([LIST, 1, 0])  # one card, 106 kbit/s type A
SILENT = 1500  # ms without an answer, after which it is woken again
LONGEST = 64


class Pn532:
    """See hal/api.py.

    Args:
        port: `write(bytes)`, `any()` and `read(n)`, as machine.UART.
    """

    def __init__(self, port, ticks):
        self._port, self._ticks = port, ticks
        self._shown = Shown(ticks)
        self._got = b""
        self._step = 0
        self._asked = None  # the command that is waited for
        self._since = 0

    def poll(self):
        if self._port.any():
            self._got = (self._got + (self._port.read(self._port.any()) or b""))[-LONGEST:]
        found = None
        for answer in self._answers():
            found = self._take(answer) or found
        if self._asked is not None and self._ticks() - self._since > SILENT:
            self._asked, self._step, self._got = None, 0, b""
        if self._asked is None:
            self._ask()
        return self._shown(found)

    def _ask(self):
        command = STEPS[self._step] if self._step < len(STEPS) else LOOK
        self._port.write((AWAKE if self._step == 0 else b"") + framed(command))
        self._asked, self._since = command[0], self._ticks()

    def _take(self, answer):
        """An answer's bytes after 0xD5; the tag that it tells of."""
        if self._asked is None or answer[0] != self._asked + 1:
            return None
        self._asked = None
        if self._step < len(STEPS):
            self._step += 1
            return None
        # number of cards, then of the first: number, SENS_RES, SEL_RES, length, uid
        if len(answer) < 7 or answer[1] == 0:
            return None
        uid = answer[7 : 7 + answer[6]]
        return text(uid) if len(uid) == answer[6] and len(uid) in (4, 7, 10) else None

    def _answers(self):
        """Whole frames out of what has come; acknowledgements and noise are passed over."""
        found = []
        while True:
            at = self._got.find(b"\x00\xff")
            if at < 0 or len(self._got) < at + 4:
                return found
            size = self._got[at + 2]
            if (size + self._got[at + 3]) & 0xFF or not size:
                # An acknowledgement, 00 FF, or no length at all.
                self._got = self._got[at + (4 if not size else 2) :]
                continue
            if len(self._got) < at + 5 + size:
                if size > LONGEST:
                    self._got = self._got[at + 2 :]
                    continue
                return found
            body = self._got[at + 4 : at + 5 + size]
            self._got = self._got[at + 5 + size :]
            if size > 1 and body[0] == 0xD5 and not sum(body) & 0xFF:
                found.append(body[1:-1])


def framed(command):
    """A command of the host as a normal information frame."""
    body = b"\xd4" + command
    size = len(body)
    return b"\x00\x00\xff" + bytes([size, -size & 0xFF]) + body + bytes([-sum(body) & 0xFF, 0])
