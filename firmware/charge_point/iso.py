"""Times: whole seconds since 1970 in UTC inside, RFC 3339 on the wire.

Calendar arithmetic is our own: `time.gmtime` counts from 2000 on the ESP32 and from 1970 on unix.
"""


def iso(seconds):
    """`2026-03-01T12:00:00Z`."""
    days, rest = divmod(seconds, 86400)
    days += 719468  # since 0000-03-01
    era, of_era = divmod(days, 146097)
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    year = years + era * 400 + (month <= 2)
    return "%04d-%02d-%02dT%02d:%02d:%02dZ" % (
        year,
        month,
        day,
        rest // 3600,
        rest // 60 % 60,
        rest % 60,
    )


def seconds(text):
    """Of an RFC 3339 time; fractions are cut off, a missing zone is read as UTC.

    Raises ValueError for anything else.
    """
    if len(text) < 19 or text[4] != "-" or text[7] != "-" or text[10] not in "Tt ":
        raise ValueError("no time")
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    hour, minute, second = int(text[11:13]), int(text[14:16]), int(text[17:19])
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 25 and minute < 60 and second < 61):
        raise ValueError("no time")
    at = days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
    zone = text[19:]
    if zone[:1] == ".":
        digits = 1
        while digits < len(zone) and zone[digits].isdigit():
            digits += 1
        zone = zone[digits:]
    if zone in ("", "Z", "z"):
        return at
    if zone[0] not in "+-" or len(zone) < 5:
        raise ValueError("no zone")
    ahead = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
    return at - ahead if zone[0] == "+" else at + ahead


def days(year, month, day):
    """Since 1970-01-01."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
