"""What a pin map must not do on an ESP32-WROOM-32: each fault is a sentence for whoever wrote it.

The rows are those of the ESP32 datasheet (sections 2.2 and 2.4) and of the module's.
"""

FLASH = (6, 7, 8, 9, 10, 11)
ABSENT = (20, 24, 28, 29, 30, 31)
INPUT_ONLY = (34, 35, 36, 37, 38, 39)
STRAPPING = (0, 2, 5, 12, 15)
CONSOLE = (1, 3)
ADC1 = (32, 33, 34, 35, 36, 37, 38, 39)  # ADC2 does not work beside Wi-Fi
LAST = 39

# use → (drives the pin, pins that it may be at or None)
USES = {
    "relay": (True, None),
    "contact": (False, None),
    "pilot_pwm": (True, None),
    "pilot_adc": (False, ADC1),
    "pulse": (False, None),
    "tx": (True, None),
    "rx": (False, None),
    "de": (True, None),
    "sck": (True, None),
    "mosi": (True, None),
    "miso": (False, None),
    "cs": (True, None),
    "rst": (True, None),
    "d0": (False, None),
    "d1": (False, None),
    "lock": (True, None),
}

# what is wrong → (the pins, what is said)
FAULTS = (
    (FLASH, "belongs to the flash"),
    (ABSENT, "is not led out"),
    (CONSOLE, "is the console, over which this board is provisioned"),
    (STRAPPING, "decides at reset how the chip starts"),
)


def uses(board):
    """(where, use, pin) of every pin in a board's map."""
    for number, connector in enumerate(board["connectors"], 1):
        for use, pin in connector.items():
            if use in USES:
                yield "connector %d" % number, use, pin
    for part in ("rs485", "reader"):
        for use, pin in board.get(part, {}).items():
            if use in USES:
                yield part, use, pin


def faults(board):
    """Sentences; none for a map that may be used."""
    found, taken = [], {}
    for where, use, pin in uses(board):
        name = "%s %s: pin %s" % (where, use, pin)
        if not isinstance(pin, int) or not 0 <= pin <= LAST:
            found.append(name + " does not exist")
            continue
        for pins, what in FAULTS:
            if pin in pins:
                found.append("%s %s" % (name, what))
        drives, allowed = USES[use]
        if drives and pin in INPUT_ONLY:
            found.append(name + " can only be read")
        if allowed and pin not in allowed:
            found.append(name + " has no ADC that works beside Wi-Fi")
        if pin in taken:
            found.append("%s is %s already" % (name, taken[pin]))
        taken[pin] = "%s %s" % (where, use)
    if not board["connectors"]:
        found.append("there is no connector")
    return found
