"""A board that waits to be provisioned, on the unix port.

provision.py FIRMWARE FOLDER WEB NAMES: console on stdin and stdout; ends with code 75 to restart
"""

import asyncio
import os
import sys

sys.path.insert(0, sys.argv[1])

from charge_point.files import Files  # noqa: E402 - after the path is set
from hal.sim.machine_ports import Secrets  # noqa: E402 - after the path is set
from provisioning.serial import Serial  # noqa: E402 - after the path is set
from provisioning.setup import Setup  # noqa: E402 - after the path is set

WEB, NAMES = int(sys.argv[3]), int(sys.argv[4])


class Machine:
    folder = sys.argv[2]
    unique = b"\x01\x02\x03\x04\xab\xcd"

    def __init__(self):
        self.secrets = Secrets(Files(self.folder))

    def random(self, count):
        return os.urandom(count)

    def feed(self):
        pass

    def network(self, name, password):
        return "127.0.0.1:%d" % WEB

    def restart(self, reason):
        sys.exit(75)


try:
    os.mkdir(Machine.folder)
except OSError:
    pass
asyncio.run(Setup(Machine(), ["a test wants it"]).run(Serial().line, print, WEB, NAMES))
