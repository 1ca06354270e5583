"""Register maps: rows of text as what the Modbus meter reads, and what may be wrong with them.

Only needed while a board is built or provisioned.
"""

FILE = (__file__.rpartition("/")[0] or ".") + "/meters.txt"

# type → registers
TYPES = {"u16": 1, "s16": 1, "u32": 2, "s32": 2, "u64": 4, "s64": 4, "f32": 2}
KEYS = ("wh", "w", "ma1", "ma2", "ma3", "dv1", "dv2", "dv3", "mhz", "dc", "soc")
MOST = 60  # registers in one request: more is more than some meters answer
POWERS = 9  # of ten, up and down


def names():
    """Of all maps in the table."""
    found = []
    for words in lines():
        if words[0] not in found:
            found.append(words[0])
    return found


def lines():
    with open(FILE) as file:
        for line in file:
            if line[0] not in "#\n":
                yield line.split()


def rows(name, own=""):
    """The rows of a map; `own` is the text of the map `custom`: rows without name, between `;`."""
    if name != "custom":
        return [words[1:] for words in lines() if words[0] == name]
    return [row.split() for row in own.replace("\n", ";").split(";") if row.split()]


def faults(found):
    """What is wrong with rows, as sentences; none if they can be read."""
    said, seen = [], []
    for words in found:
        row = "register map, row '%s': " % " ".join(words)
        if len(words) != 5:
            said.append(row + "has %d words, not: function address type power key" % len(words))
            continue
        function, address, kind, power, key = words
        if function not in ("3", "4"):
            said.append(row + "function %s is neither 3 nor 4" % function)
        if number(address, 0, 0xFFFF) is None:
            said.append(row + "address %s is not between 0 and 0xFFFF" % address)
        if kind not in TYPES and kind[:-1] not in TYPES or kind in ("u16l", "s16l"):
            said.append(row + "no type %s" % kind)
        if number(power, -POWERS, POWERS) is None:
            said.append(row + "power %s is not between -9 and 9" % power)
        if key not in KEYS:
            said.append(row + "no key %s; there are %s" % (key, " ".join(KEYS)))
        if key in seen:
            said.append(row + "%s is there already" % key)
        seen.append(key)
    if not found:
        said.append("register map: there is no row")
    elif "wh" not in seen:
        said.append("register map: there is no row for wh")
    return said


def number(text, least, most):
    try:
        found = int(text, 16) if text[:2] in ("0x", "0X") else int(text)
    except ValueError:
        return None
    return found if least <= found <= most else None


def plan(found):
    """Requests: [(function, first address, registers, ((type, place, power, key) …)) …]."""
    asked, last = [], None
    for function, address, kind, power, key in found:
        function, address = int(function), number(address, 0, 0xFFFF)
        size = TYPES[kind if kind in TYPES else kind[:-1]]
        if (
            last is None
            or (last[0], last[1] + last[2]) != (function, address)
            or last[2] + size > MOST
        ):
            last = [function, address, 0, []]
            asked.append(last)
        last[3].append((kind, last[2] * 2, int(power), key))
        last[2] += size
    return [(one[0], one[1], one[2], tuple(one[3])) for one in asked]
