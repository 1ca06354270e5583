"""What the charge point needs of a machine. Ports are duck-typed: this page is the contract.

`Hal` is a plain object with these attributes; `hal/sim` and `hal/esp32` each build one.

    relays     list of Relay, one a connector
    pilots     list of Pilot, one a connector
    meters     list of Meter, one a connector
    reader     Reader
    net        Net
    guard      Guard
    watchdog   Watchdog
    partition  Partition
    secrets    Secrets: credentials, apart from the configuration
    software   path of the folder that the slots `a` and `b` of the application are in
    slot       from which of them this software runs
    folder     path of the folder for small files (littlefs on the board)
    journal    block device of the ring journal (readblocks, writeblocks, ioctl), or None
    speed      how many simulated seconds pass in one (1 on a board)
    journaled  None, or (kind, number, journal) → None: told of each start and stop written

    ticks() -> int               milliseconds since power-on; never wraps, never goes back
    pause(ms) -> awaitable       of those milliseconds
    rtc() -> int                 seconds since 1970 where a clock ran on without power, else 0
    set_rtc(seconds)
    random(n) -> bytes           for keys too
    restart(reason)              does not return
    report(task, exception)      a task has failed: print it where a person may see it
    confirmed()                  the server has accepted this software: no roll-back any more
    unlock(connector) -> bool|None   None: there is no lock

Relay
    told: bool                   what it was last told
    set(closed)                  at once; open after construction
    closed() -> bool|None        by the auxiliary contact; None without one

Pilot (IEC 61851-1)
    state() -> "A".."F"
    offer(mA)                    duty cycle of the pilot; 0 is steady +12 V
    cable() -> int               A that the cable bears (the board's own limit if not coded)

Meter
    modulus: int                 Wh at which the register begins anew, 0 if it never does
    async read() -> dict|None    integers by key: wh w ma1..3 dv1..3 mhz dc soc; None: no answer

Reader
    poll() -> str|None           a tag that has just been shown, as upper-case hex

Net
    async up()                   returns when there is a network

Guard: opens the relays when `beat` has not been called for 80 ms, or the pilot shows no car
    start(), beat(), watch(connector index), allow(ms)   ms: a known long operation comes

Watchdog
    feed()                       resets the machine if not fed for some seconds

Partition (A/B, for a whole image; bundles of the application go to `slots.py`)
    slot() -> str                from which this software runs
    target(size)                 opens the other slot for writing
    write(data)
    activate()                   the next start is from there, on trial
"""


def duty(ma):
    """Duty cycle of the pilot in 1/1000 for a current in mA; 1000 (steady) below 6 A."""
    if ma < 6000:
        return 1000
    if ma <= 51000:
        return ma // 60
    # Just above 51 A the upper line begins below the lower one's end: never less than that.
    return max(min(ma, 80000) // 250 + 640, 850)


def amperes(permille):
    """mA that a duty cycle in 1/1000 offers; the inverse of `duty`."""
    if not 80 <= permille <= 970:
        return 0
    if permille < 100:
        return 6000
    return permille * 60 if permille <= 850 else (permille - 640) * 250


def pilot_state(mv):
    """`A`..`F` of the pilot's positive peak in mV (IEC 61851-1, table A.4: ±1 V)."""
    for state, volts in (("A", 12), ("B", 9), ("C", 6), ("D", 3), ("E", 0)):
        if abs(mv - volts * 1000) <= 1500:
            return state
    return "F"
