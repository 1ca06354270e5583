"""A board that waits to be told what it is: serial line and Wi-Fi at once, until it restarts."""

import asyncio
import binascii
import sys

from .console import Console
from .draft import Draft
from .names import ACCESS

ADDRESS = "192.168.4.1"
BYE = 1000  # ms for the last answer to leave
# Letters of a password that are not taken for one another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Setup:
    """Args:
    machine: folder, secrets, random(n), restart(reason), feed(), and
        `network(name, password)`: has our own Wi-Fi run; returns our address on it.
    why: sentences: what keeps the charge point from running.
    """

    def __init__(self, machine, why, now=0):
        self._machine, self.why = machine, why
        self.draft = Draft(machine.folder, machine.secrets, now)
        self.console = Console(self.draft, self.end, self.state)
        self._ending = False

    def password(self):
        """Of our own Wi-Fi: made once, by chance, and told over the serial line only."""
        known = self._machine.secrets.get(ACCESS)
        if known is None:
            known = "".join([LETTERS[b % len(LETTERS)] for b in self._machine.random(10)]).encode()
            self._machine.secrets.set(ACCESS, known)
        return known.decode()

    def name(self):
        return "charge-point-" + binascii.hexlify(self._machine.unique[-2:]).decode()

    def state(self):
        yield "waits to be provisioned"
        for sentence in self.why:
            yield "because " + sentence
        yield "Wi-Fi %s, password %s, http://%s/" % (self.name(), self.password(), ADDRESS)

    def end(self):
        self._ending = True

    async def run(self, lines, say, web=80, names=53):
        """Until somebody has it restart.

        Args:
            lines: () → awaitable of the next line from the serial line.
            say: (text) → None.
        """
        from . import dns
        from .page import Page

        tasks = [asyncio.create_task(self._talk(lines, say))]
        try:
            address = self._machine.network(self.name(), self.password())
            await Page(self.draft, address, self.end).serve(web)
            tasks.append(asyncio.create_task(dns.serve(address.partition(":")[0], names)))
        except (OSError, RuntimeError) as error:
            say("no Wi-Fi: %s" % error)  # the serial line is there all the same
        await asyncio.sleep_ms(0)
        for line in self.state():
            say(line)
        while not self._ending:
            self._machine.feed()
            await asyncio.sleep_ms(200)
        await asyncio.sleep_ms(BYE)
        for task in tasks:
            task.cancel()
        self._machine.restart("Provisioned")

    async def _talk(self, lines, say):
        while True:
            try:
                for answer in self.console.hear(await lines()):
                    say(answer)
            except (ValueError, UnicodeError):
                say("error: not text")
            except Exception as error:  # noqa: BLE001 - whatever it is, the line stays open
                sys.print_exception(error)
                say("error: %s" % type(error).__name__)
