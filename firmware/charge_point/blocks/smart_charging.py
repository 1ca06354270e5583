"""What charging profiles allow at a moment (OCPP 1.6, 3.13); `profiles.py` takes them in.

A profile is a list of integers, as `FIELDS` names them, then three for each period: start in
seconds, limit in tenths of A or W, phases. The limit of a connector is the least of: its
TxProfile, or else its TxDefaultProfile; the ChargePointMaxProfile; and what the board bears.
"""

(
    CONNECTOR,
    ID,
    STACK,
    PURPOSE,
    KIND,
    RECURRENCY,
    VALID_FROM,
    VALID_TO,
    START,
    DURATION,
    UNIT,
    TRANSACTION,
    PERIODS,
) = range(13)
MAX, DEFAULT, TX = range(3)
KINDS = ("Absolute", "Recurring", "Relative")
UNITS = ("A", "W")
NEVER = 4294967295
FILE = "profiles"
VOLTS = 230


def limit(station, connector):
    """(mA, seconds for which that holds)."""
    if not station.profiles_exist():
        return _hardware(station, connector), 3600
    return at(station, station.files.load(FILE, []), connector, station.clock.now())


def over(station, connector):
    """TxProfiles end with their transaction."""
    before = station.files.load(FILE, [])
    kept = [each for each in before if each[PURPOSE] != TX or each[CONNECTOR] != connector.number]
    if len(kept) != len(before):
        station.files.save(FILE, kept)
        station.limits_changed()


def at(station, profiles, connector, now):
    """(mA, seconds): what holds at a moment, and for how long it surely does."""
    holds = 3600
    ma = _hardware(station, connector)
    sharing = len([c for c in station.connectors if c.transaction or c is connector])
    number, tx = (connector.number, connector.transaction) if connector else (0, None)
    begun = tx.begun[0] if tx else now
    wanted = [[(MAX, 0)]]
    if connector:
        wanted.append(([(TX, number)] if tx else []) + [(DEFAULT, number), (DEFAULT, 0)])
    for purposes in wanted:
        for purpose, place in purposes:
            best = None
            for profile in profiles:
                if profile[PURPOSE] != purpose or profile[CONNECTOR] != place:
                    continue
                found, until = _of(profile, now, begun, station.phases)
                holds = min(holds, until)
                if found is not None and (best is None or profile[STACK] > best[0]):
                    best = (profile[STACK], found)
            if best:
                allowed = best[1]
                if purpose == MAX and connector:
                    allowed //= sharing
                ma = min(ma, allowed)
                break
    return ma, max(1, holds)


def _of(profile, now, begun, phases):
    """(mA or None, seconds until that may change) of one profile."""
    if now < profile[VALID_FROM]:
        return None, profile[VALID_FROM] - now
    if now >= profile[VALID_TO]:
        return None, NEVER
    left = profile[VALID_TO] - now
    kind, start = KINDS[profile[KIND]], profile[START]
    if kind == "Relative" or not start:
        start = begun
    if now < start:
        return None, min(left, start - now)
    since, duration = now - start, profile[DURATION]
    if kind == "Recurring":
        since %= profile[RECURRENCY]
        left = min(left, profile[RECURRENCY] - since)
    if since >= duration:
        return None, left
    left = min(left, duration - since)
    at = PERIODS
    while at + 3 < len(profile) and profile[at + 3] <= since:
        at += 3
    if at + 3 < len(profile):
        left = min(left, profile[at + 3] - since)
    tenths = profile[at + 1]
    if UNITS[profile[UNIT]] == "A":
        return tenths * 100, left
    return tenths * 100 // (VOLTS * max(1, min(profile[at + 2], phases))), left


def _hardware(station, connector):
    """mA that the board bears, and the cable of a connector."""
    most = station.config["MaxCurrent"]
    if connector:
        most = min(most, station.hal.pilots[connector.number - 1].cable())
    return most * 1000
