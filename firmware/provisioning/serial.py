"""Lines from the serial console, without stopping anybody who waits for something else."""

import asyncio
import select
import sys
import time

LOOK = 20  # ms
LONGEST = 700  # bytes of a line; the rest is thrown away


class Serial:
    def __init__(self):
        self._poll = select.poll()
        self._poll.register(sys.stdin, select.POLLIN)
        self._got = b""
        self._last = b""

    async def line(self, within=None):
        """The next line; None where there is none within those ms."""
        since = time.ticks_ms()
        while True:
            while self._poll.poll(0):
                letter = sys.stdin.buffer.read(1)
                if not letter:
                    break
                before, self._last = self._last, letter
                if letter in b"\r\n":
                    if before == b"\r" and letter == b"\n":
                        continue  # the end of the line before
                    text, self._got = self._got, b""
                    return text.decode()
                if len(self._got) < LONGEST:
                    self._got += letter
            if within is not None and time.ticks_diff(time.ticks_ms(), since) > within:
                return None
            await asyncio.sleep_ms(LOOK)
