"""DER, as far as certificates need it (X.690)."""

from charge_point.iso import days


def item(der, at=0):
    """(tag, begin and end of the content) of what stands there; raises ValueError."""
    if at + 2 > len(der):
        raise ValueError("cut short")
    tag, length = der[at], der[at + 1]
    at += 2
    if length & 0x80:
        count = length & 0x7F
        if not 0 < count < 4:
            raise ValueError("length")
        length = int.from_bytes(bytes(der[at : at + count]), "big")
        at += count
    if at + length > len(der):
        raise ValueError("cut short")
    return tag, at, at + length


def inside(der, at, end):
    """Places of what follows one another there: (place, tag, begin, end)."""
    while at < end:
        tag, begin, stop = item(der, at)
        yield at, tag, begin, stop
        at = stop


def time(tag, text):
    """Seconds since 1970 of a UTCTime or a GeneralizedTime."""
    text = text.decode()
    if tag == 0x17:
        text = ("19" if text[0] >= "5" else "20") + text
    if len(text) != 15 or text[14] != "Z":
        raise ValueError("time")
    number = [int(text[at : at + 2]) for at in range(0, 14, 2)]
    at = days(number[0] * 100 + number[1], number[2], number[3]) * 86400
    return at + number[4] * 3600 + number[5] * 60 + number[6]


def period(der):
    """(first, last) second of a certificate, read where it stands."""
    _, at, _ = item(der)
    _, at, end = item(der, at)
    place = [each for each in inside(der, at, end)][4]
    return tuple([time(tag, bytes(der[a:b])) for _, tag, a, b in inside(der, place[2], place[3])])
