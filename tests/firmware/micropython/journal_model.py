"""What a journal must hold after power has gone, and the work during which it goes."""

from charge_point.records import CHECK, START, STOP, VALUES


class Model:
    """What must be in the journal: records whose `put` or `done` has returned, and the open one."""

    def __init__(self):
        self.live = {}
        self.doubtful = None  # (number or None, kind, payload): the operation that was cut

    def check(self, journal):
        found = {n: journal.read(n) for n in journal.live(START, STOP, CHECK, VALUES)}
        for number in list(found):
            if number in self.live:
                assert found[number] == self.live[number], ("wrong", number)
            else:
                assert self.doubtful and self.doubtful[1:] == found[number], ("risen", number)
        for number in self.live:
            if number not in found:
                assert self.doubtful and self.doubtful[0] == number, ("lost", number)
        self.live = found
        self.doubtful = None


def work(journal, model, turn):
    """What a transaction does to the journal; some stay for a long time."""

    def put(kind, payload):
        model.doubtful = (None, kind, payload)
        number = journal.put(kind, payload)
        model.live[number] = (kind, payload)
        model.doubtful = None
        return number

    def done(number):
        if number in model.live:
            model.doubtful = (number,) + model.live[number]
            journal.done(number)
            del model.live[number]
            model.doubtful = None

    start = put(START, b"start %04d" % turn + bytes(4))
    check = put(CHECK, b"check %d" % turn)
    for step in range(4):
        values = put(VALUES, b"values %d %d" % (turn, step))
        done(check)
        check = put(CHECK, b"check %d %d" % (turn, step))
        done(values)
    stop = put(STOP, b"stop %d" % turn)
    done(check)
    if turn % 5:
        done(start)
        done(stop)
    if turn >= 15:
        for number in sorted(model.live)[:2]:
            done(number)
