"""Care of the ring journal: finds what is in it after a reboot, and clears the way ahead of it."""

import struct

from charge_point.journal import BLANK, CLEARED
from charge_point.records import START, STOP, tx_of

TIME = 7  # where a start has it


def mount(journal):
    """Read every slot, oldest first, from the one after the head of the ring."""
    slots = journal.blocks * journal.per
    head = None
    for slot in range(slots):
        found = journal.load(slot)
        if found and found[0] > journal.seq:
            journal.seq, head = found[0], slot
    if head is None:
        for block in range(journal.blocks):
            if not _all_blank(journal, block):
                journal.device.ioctl(6, block)
        return
    for step in range(1, slots + 1):
        slot = (head + step) % slots
        found = journal.load(slot)
        if found:
            _meet(journal, slot, found)
    journal.block, journal.at = head // journal.per, head % journal.per + 1
    while journal.at < journal.per and not _blank(
        journal, journal.block * journal.per + journal.at
    ):
        journal.at += 1  # torn
    clear_ahead(journal)


def _meet(journal, slot, found):
    _, number, kind, payload, live = found
    journal.number = max(journal.number, number)
    older = journal.find(number)
    if older is not None:  # carried forward, and power went before the old one was erased
        journal.end(journal.places[older] >> 4)
        journal.forget(older)
    if kind == START:
        journal.started = max(journal.started, struct.unpack_from("<I", payload, TIME)[0])
    if live:
        at = journal.size
        while at and journal.numbers[at - 1] > number:
            at -= 1
        journal.remember(at, number, slot, kind)
    elif kind == STOP:
        journal.stopped.append(tx_of(payload))
        del journal.stopped[:-8]


def clear_ahead(journal):
    """The two blocks after the head are to be blank."""
    for ahead in (1, 2):
        block = (journal.block + ahead) % journal.blocks
        if not _all_blank(journal, block):
            _empty(journal, block)


def _empty(journal, block):
    """Carry forward what lives in a block, and erase it."""
    first = block * journal.per
    for at in range(journal.size):
        slot = journal.places[at] >> 4
        if first <= slot < first + journal.per:
            _, number, kind, payload, _ = journal.load(slot)
            copy = journal.claim()
            journal.store(copy, kind, number, payload)
            journal.places[at] = copy << 4 | kind
    if not getattr(journal.device, "atomic", False):  # of files: an erase is never torn
        for slot in range(first, first + journal.per):
            journal.program(slot, 0, CLEARED)
    journal.device.ioctl(6, block)


def _all_blank(journal, block):
    for slot in range(block * journal.per, (block + 1) * journal.per):
        if not _blank(journal, slot):
            return False
    return True


def _blank(journal, slot):
    journal.device.readblocks(slot // journal.per, journal.buffer, slot % journal.per * len(BLANK))
    return journal.buffer == BLANK
