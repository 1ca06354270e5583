"""Words for what can be done to a simulated charge point, from another process.

python firmware/sim/hands.py PORT [WORDS]        without words: from the keyboard

plug [N]   unplug [N]   car [N] STATE   draws [N] mA   tag ID
weld [N] 0|1   meter [N] 0|1   reads [N] Wh   net 0|1   lock 0|1|none
config NAME TEXT   clock SECONDS   ends [N] REASON   samples [N]   checks [N]   heartbeat
hang MS   fail TASK   url URL   state   waiting   meters   memory   log   stop
with ears=1 also: asked   answers   rests
"""

import json
import socket
import sys

# word → expression; {n} is the outlet's place, {0}, {1} the words after it
WORDS = {
    "plug": "(o[{n}].advance(), setattr(o[{n}], 'car', 'C'))",
    "unplug": "(o[{n}].advance(), setattr(o[{n}], 'car', 'A'))",
    "car": "(o[{n}].advance(), setattr(o[{n}], 'car', '{0}'))",
    "draws": "(o[{n}].advance(), setattr(o[{n}], 'draws', {0}))",
    "weld": "setattr(o[{n}], 'welded', {0} == 1)",
    "meter": "setattr(o[{n}], 'silent', {0} == 0)",
    "reads": "(s.metering.registers[{n}].clear(), s.metering.registers[{n}].extend([0, o[{n}].reads({0})]))",
    "samples": "s.block('values').sample(s, s.connectors[{n}], 0, 'Sampled')",
    "ends": "s.transactions.stop(s.connectors[{n}], '{0}')",
    "clock": "setattr(s.clock.__class__, 'now', lambda _: {0})",  # it stands still from now on
    "tag": "s.hal.reader.shown.append('{0}')",
    "net": "(setattr(s.hal.net, 'down', {0} == 0), s.link.drop() if {0} == 0 else None)",
    "lock": "setattr(s.hal, 'locks', {{'0': False, '1': True}}.get('{0}'))",
    "config": "s.block('settings').changed(s.config, '{0}', '{1}')",
    "hang": "__import__('sim.faults', None, None, ['hang']).hang(s, {0})",
    "fail": "__import__('sim.faults', None, None, ['fail']).fail(s, '{0}')",
    "state": "__import__('sim.watching', None, None, ['state']).state(s)",
    "rests": "__import__('sim.ears', None, None, ['at_rest']).at_rest(s)",
    "asked": "s.jobs['heard'][1]",
    "answers": "s.jobs['heard'][0]",
    "heartbeat": "__import__('asyncio').create_task(s.block('boot').heartbeat(s))",
    "checks": "s.block('ending').check(s, s.connectors[{n}])",
    "meters": "len([each for each in s.metering.latest if each])",
    "url": "s.settings.update({{'url': '{0}'}})",
    "slot": "s.hal.slot",
    "note": "s.note('{0}', '{1}')",
    "block": "s.block('{0}')",
    "names": "__import__('micropython').qstr_info()",  # printed
    "memory": "[gc.mem_alloc(), gc.mem_free()]",
    "waiting": "s.outbox.waiting",
    "log": "s.log.lines()",
    "stop": "__import__('sys').exit(0)",
}
HAS_OUTLET = {"plug": 1, "unplug": 1, "car": 2, "draws": 2, "weld": 2, "meter": 2,
              "reads": 2, "samples": 1, "checks": 1, "ends": 2}  # fmt: skip
"""How many words such a line has if it names its connector."""


def expression(line: str) -> str:
    """What a line of words means; raises ValueError where it means nothing."""
    word, *rest = line.split()
    if word not in WORDS:
        raise ValueError(f"no word {word!r}: {', '.join(WORDS)}")
    place = 0
    if word in HAS_OUTLET and len(rest) == HAS_OUTLET[word]:
        place = int(rest.pop(0)) - 1
    try:
        meant = WORDS[word].format(*[*rest, "", ""], n=place)
    except (IndexError, KeyError) as missing:
        raise ValueError(f"{word}: a word is missing") from missing
    return " ".join(meant.replace("o[", "s.hal.outlets[").split())


def ask(hands: "socket.SocketIO", line: str) -> object:
    """Have it done; the answer."""
    hands.write(expression(line).encode() + b"\n")
    hands.flush()
    return json.loads(hands.readline())


def main() -> int:
    port, *words = sys.argv[1:]
    with socket.create_connection(("127.0.0.1", int(port))).makefile("rwb") as hands:
        lines = [" ".join(words)] if words else map(str.strip, sys.stdin)
        for line in lines:
            try:
                print(json.dumps(ask(hands, line)) if line else __doc__)
            except ValueError as error:
                print(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
