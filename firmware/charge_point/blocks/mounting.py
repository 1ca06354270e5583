"""Finds what is in the ring journal after a reboot, and makes good what a power cut left half done."""

from charge_point.records import STOP, tx_of


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
            if not journal.all_blank(block):
                journal.device.ioctl(6, block)
        return
    for step in range(1, slots + 1):
        slot = (head + step) % slots
        found = journal.load(slot)
        if found:
            _meet(journal, slot, found)
    journal.block, journal.at = head // journal.per, head % journal.per + 1
    while journal.at < journal.per and not journal.blank(journal.block * journal.per + journal.at):
        journal.at += 1  # torn
    journal.clear_ahead()


def _meet(journal, slot, found):
    _, number, kind, payload, live = found
    journal.number = max(journal.number, number)
    older = journal.find(number)
    if older is not None:  # carried forward, and power went before the old one was erased
        journal.end(journal.places[older] >> 4)
        journal.numbers.pop(older)
        journal.places.pop(older)
    if live:
        at = len(journal.numbers)
        while at and journal.numbers[at - 1] > number:
            at -= 1
        journal.numbers.insert(at, number)
        journal.places.insert(at, slot << 4 | kind)
    elif kind == STOP:
        journal.stopped.append(tx_of(payload))
        del journal.stopped[:-8]
