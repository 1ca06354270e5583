"""By which boot's clock records are dated, and by how much that clock was behind."""

from array import array

from charge_point import records


def right(outbox, boot, at):
    """A record's time, put right where its clock was found to be behind."""
    journal = outbox.station.journal
    for number in journal.live(records.CLOCK):
        found = records.unpack(records.CLOCK, journal.read(number)[1])
        if found[0] == boot:
            at += found[1]
    return at


def clock_was_behind(outbox, boot, seconds):
    """Times kept since this boot are to be put right by that much."""
    journal = outbox.station.journal
    if has(dated(journal), boot):
        journal.put(records.CLOCK, records.pack(records.CLOCK, boot, seconds))


def forget_clocks(outbox):
    """Of earlier boots, once no record is dated by them: power may come and go a thousand times."""
    journal = outbox.station.journal
    clocks = journal.live(records.CLOCK)
    boots = dated(journal) if clocks else ()
    for number in clocks:
        boot = records.unpack(records.CLOCK, journal.read(number)[1])[0]
        if boot != outbox.station.clock.boot and not has(boots, boot):
            journal.done(number)


def dated(journal):
    """The boots by whose clocks live records are dated."""
    boots = array("H")
    for kind in (records.START, records.STOP, records.OPEN, records.CHECK, records.VALUES,
                 records.DATA, records.EVENT):  # fmt: skip
        for number in journal.live(kind):
            boot = records.boot_of(kind, journal.read(number)[1])
            if boot and not has(boots, boot):
                boots.append(boot)
    return boots


def has(numbers, wanted):
    """Arrays know no `in`; a set of some hundred would take 8 KB."""
    for number in numbers:
        if number == wanted:
            return True
    return False
