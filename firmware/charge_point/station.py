"""The charge point: everything wired together, and what several parts decide in common."""

import asyncio
import gc
import sys

from . import blocks
from .clock import Clock
from .configuration import Configuration
from .connector import Connector
from .control import Control
from .files import Files
from .link import Link
from .log import Log
from .metering import Metering
from .outbox import Outbox
from .records import VALUES
from .registration import Registration, Status
from .rpc import CallError, Rpc
from .supervisor import Supervisor
from .transactions import Transactions

ACCEPTED = "Accepted"
FORGOTTEN_AFTER = 5000  # ms


class Station:
    """One charge point on one board.

    Args:
        journal: class of the journal, built over `hal.journal`.

    Attributes:
        settings: url and identity, vendor and model: what provisioning wrote.
        status: of connector 0.
    """

    def __init__(self, hal, settings, journal, echo=None):
        self.hal, self.settings = hal, settings
        self.guard = hal.guard
        self.phases = settings.get("phases", 1)
        self.files = Files(hal.folder)
        self.clock = Clock(hal.ticks, self.files, hal.rtc())
        self.log = Log(self.clock, echo)
        self.config = Configuration(
            self.files,
            hal.secrets,
            {
                "NumberOfConnectors": len(hal.relays),
                "MaxCurrent": settings.get("max_current", 32),
                "AdditionalRootCertificateCheck": settings.get("one_root", False),
                "SecurityProfile": settings.get(
                    "security_profile", 1 if hal.secrets.get("key") else 0
                ),
            },
        )
        self.config.changed = self._changed
        self.connectors = [Connector(n) for n in range(1, len(hal.relays) + 1)]
        self.operative = True
        self.reservation = None  # of connector 0
        self.supervisor = Supervisor(self)
        self.control = Control(self)
        self.rpc = Rpc(
            lambda frame: self.block("asked").answer(self, frame), self.log, self.clock.ticks
        )
        self.link = Link(self)
        self.metering = Metering(self)
        self.registration = Registration(self)
        self.status_notices = Status(self)
        self.outbox = Outbox(self)
        self.transactions = Transactions(self)
        self._limits = {}  # connector → (mA, ticks until which it holds)
        self.jobs = {}  # what blocks do in the background: upload, update
        self._block = None
        self.journal = journal(hal.journal, lambda name: getattr(self.block("ring_care"), name))
        self.clock.after(self.journal.started)
        self.block("telling").find(self.outbox)
        self.block("recovery").recover(self)
        self.note("StartupOfTheDevice")

    @property
    def status(self):
        return "Available" if self.operative else "Unavailable"

    async def run(self):
        """For ever."""
        self.control.off()
        self.guard.start()
        keep = self.supervisor.keep
        parts = (
            ("control", self.control.run),
            ("metering", self.metering.run),
            ("link", self.link.run),
            ("registration", self.registration.run),
            ("status", self.status_notices.run),
            ("outbox", self.outbox.run),
            ("reader", self._read_tags),
        )
        try:
            for name, run in parts:
                asyncio.create_task(keep(name, run))
            await self.supervisor.run()
        finally:
            self.control.off()

    # Between the parts.

    def connected(self):
        self.log("link up")
        self.outbox.wake()

    def accepted(self):
        self.status_notices.forget()
        self.hal.confirmed()
        self.outbox.wake()

    def registered(self):
        """Whether charging may begin: offline rules hold before the first answer too."""
        return self.registration.status != "Rejected"

    def may_tell(self):
        """Whether messages of our own may be sent."""
        return self.rpc.online and self.registration.status == ACCEPTED

    def keep(self, kind, data):
        """Journal something that may be let go when there is no room."""
        from .journal import Full

        try:
            number = self.journal.put(kind, data)
        except Full:
            return
        if kind == VALUES:
            self.outbox.wake()
        return number

    def journaled(self, kind, number):
        """A transaction has begun or ended for good: tests want to know."""
        if self.hal.journaled:
            self.hal.journaled(kind, number, self.journal)

    def note(self, event, text=""):
        """A security event."""
        self.block("security").note(self, event, text)

    # Tags.

    async def _read_tags(self):
        while True:
            tag = self.hal.reader.poll()
            if tag:
                await self.block("admission").shown(self, tag[:20])
            await asyncio.sleep_ms(100)

    # Limits.

    def limit(self, connector):
        """mA that may flow now: profiles are computed again only when they may have changed."""
        held = self._limits.get(connector.number)
        now = self.clock.ticks()
        if held is None or now >= held[1]:
            held = self.block("smart_charging").limit(self, connector)
            self._limits[connector.number] = (held[0], now + held[1] * 1000)
        return held[0]

    def profiles_exist(self):
        if "profiles" not in self.jobs:
            self.jobs["profiles"] = bool(self.files.load("profiles", []))
        return self.jobs["profiles"]

    def limits_changed(self):
        """Another profile, or another cable."""
        self.jobs.pop("profiles", None)
        self._limits.clear()

    # Availability and reservations outlive a reboot.

    def reserve(self, connector, reservation):
        connector.reservation = reservation
        self.remember()

    def remember(self):
        self.block("recovery").remember(self)

    # What the server asks.

    def block(self, name):
        """A module of `blocks`: loaded when it is wanted, forgotten when another one is."""
        if self._block and self._block[0] == name:
            return self._block[1]
        full = "charge_point.blocks." + name
        self.guard.allow(1500)
        self._block = None
        gc.collect()
        try:
            module = __import__(full, None, None, [name])
        except ImportError:
            raise CallError("NotSupported", name)
        for each in list(sys.modules):  # a block may have drawn another one in
            if each.startswith("charge_point.blocks."):
                sys.modules.pop(each)
        for each in dir(blocks):
            if each[0] != "_":
                delattr(blocks, each)
        self._block = (name, module, self.hal.ticks())
        self.guard.allow(0)  # whatever hangs from here on is not known to be long
        return module

    def later(self, block, name, *given):
        """For what takes long: holds no block until it begins (see rpc.py)."""
        return lambda: getattr(self.block(block), name)(self, *given)

    def forget_block(self):
        """One that nobody has wanted for a while."""
        if self._block and self.hal.ticks() - self._block[2] > FORGOTTEN_AFTER:
            self._block = None

    def spare(self):
        """Make room, whoever may want it."""
        self._block = None
        gc.collect()

    def _changed(self, name):
        if name == "AuthorizationKey":
            self.jobs["rekey"] = True
        elif name == "HeartbeatInterval":
            self.rpc.last = self.clock.ticks()

    def restart(self, reason):
        """The relays open; then the machine begins anew."""
        self.control.off()
        self.log("restart", reason)
        self.note("ResetOrReboot", reason)
        self.clock.save()
        self.hal.restart(reason)
