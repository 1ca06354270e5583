"""Power goes at every flash operation of an update, torn in three ways; then the next start.

Prints the number of cuts. What must hold after each: the slot that starts is whole, old or new;
new only once it was activated; and an update begun anew afterwards comes through.
"""

import os
import sys

sys.path.insert(0, sys.argv[1])

import hashlib  # noqa: E402 - after the path is set
from charge_point.blocks.bundle import MAGIC, Bundle  # noqa: E402 - after the path is set
from lfs import PLACE as AT  # noqa: E402 - after the path is set
from lfs import Flash as Cutting  # noqa: E402 - after the path is set
from lfs import formatted, let_go, mounted  # noqa: E402 - after the path is set
from sim.cutting import HALF, NOTHING, SOME, PowerCut  # noqa: E402 - after the path is set
from slots import NONE, Slots  # noqa: E402 - after the path is set

BLOCKS = 64
STEP = int(sys.argv[2])


class Flash(Cutting):
    def readblocks(self, block, buffer, offset=0):
        if not self.dead:
            super().readblocks(block, buffer, offset)


def version(number):
    """Files of a version; each says which, and what it must hash to."""
    files = {}
    for at in range(24):
        name = ("core/part%d.py" if at % 3 else "top%d.py") % at
        files[name] = (name + str(number)).encode() * (20 + number + at * 9)
    return files


def bundle(files):
    body = MAGIC
    for name in files:
        content = files[name]
        body += bytes([len(name)]) + len(content).to_bytes(4, "big") + name.encode() + content
    body += b"\0"
    return body + hashlib.sha256(body).digest()


OLD, NEW = version(1), version(2)
BYTES = bundle(NEW)


def factory(flash):
    mounted(formatted(flash))
    os.mkdir(AT + "/a")
    os.mkdir(AT + "/a/core")
    for name in OLD:
        with open(AT + "/a/" + name, "wb") as file:
            file.write(OLD[name])
    let_go()


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def holds(slot, files):
    return all([read(AT + "/" + slot + "/" + name) == files[name] for name in files])


def update():
    """As `updating.py` does it, then a start on trial and its confirmation."""
    incoming = Bundle(AT)
    incoming.target(len(BYTES))
    for at in range(0, len(BYTES), 300):
        incoming.write(BYTES[at : at + 300])
    incoming.whole()
    incoming.activate()
    slot = Slots(AT).start()
    assert slot == "b" and holds("b", NEW)
    Slots(AT).confirm(slot)
    assert Slots(AT).use == "b" and Slots(AT).trial == NONE


def life(flash):
    """An update, until power goes; whether it did."""
    try:
        mounted(flash)
        update()
        return False
    except PowerCut:
        return True
    finally:
        let_go()


def check(content):
    """The next start, and the next update, on what the cut has left."""
    flash = Flash(BLOCKS, content)
    mounted(flash)
    state = Slots(AT)
    slot = state.start()
    assert holds(slot, OLD if slot == "a" else NEW), ("not whole", slot)
    if slot == "a":
        update()
    else:
        Slots(AT).confirm(slot)
        assert Slots(AT).use == "b"
    let_go()


start = Flash(BLOCKS)
factory(start)
image = bytes(start.content)
whole = Flash(BLOCKS, bytearray(image))
assert not life(whole)
cuts = 0
for mode in (NOTHING, HALF, SOME):
    for at in range(1, whole.operations + 1, STEP):
        flash = Flash(BLOCKS, bytearray(image), cut_at=at, mode=mode)
        assert life(flash), at
        cuts += 1
        check(flash.content)
print(cuts)
