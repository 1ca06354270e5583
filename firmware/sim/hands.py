"""What the lines of sim/control.py do."""

import gc
import time


class Hands:
    def __init__(self, station):
        self._station = station

    async def do(self, words):
        if not words or not hasattr(self, "do_" + words[0]):
            raise ValueError("no such word")
        answer = getattr(self, "do_" + words[0])(*words[1:])
        return {"done": words[0]} if answer is None else answer

    def _outlet(self, words):
        """(outlet, rest of the words): the first word may be a connector."""
        if len(words) > 1 or (words and words[0].isdigit() and len(words[0]) == 1):
            outlet, words = self._station.hal.outlets[int(words[0]) - 1], words[1:]
        else:
            outlet = self._station.hal.outlets[0]
        outlet.advance()
        return outlet, words

    def do_plug(self, *words):
        outlet, _ = self._outlet(words)
        outlet.car = "C"

    def do_unplug(self, *words):
        outlet, _ = self._outlet(words)
        outlet.car = "A"

    def do_car(self, *words):
        outlet, rest = self._outlet(words)
        outlet.car = rest[0]

    def do_draws(self, *words):
        if len(words) == 1:
            words = ("1",) + words
        outlet, rest = self._outlet(words)
        outlet.draws = int(rest[0])

    def do_weld(self, *words):
        if len(words) == 1:
            words = ("1",) + words
        outlet, rest = self._outlet(words)
        outlet.welded = rest[0] == "1"

    def do_meter(self, *words):
        if len(words) == 1:
            words = ("1",) + words
        outlet, rest = self._outlet(words)
        outlet.silent = rest[0] == "0"

    def do_tag(self, tag):
        self._station.hal.reader.shown.append(tag)

    def do_net(self, up):
        self._station.hal.net.down = up == "0"
        if up == "0":
            self._station.link.drop()

    def do_lock(self, answer):
        self._station.hal.locks = {"0": False, "1": True}.get(answer)

    def do_config(self, name, text=""):
        return {"status": self._station.block("settings").changed(self._station.config, name, text)}

    def do_hang(self, ms):
        """Every task stands still; only the guard's thread goes on."""
        outlet = self._station.hal.outlets[0]
        began = time.ticks_ms()
        while time.ticks_diff(time.ticks_ms(), began) < int(ms):
            pass
        opened = time.ticks_diff(outlet.switched, began)
        return {"opened_after": opened if opened >= 0 else None, "trips": self._station.guard.trips}

    def do_fail(self, task):
        """The next thing that this task does goes wrong."""
        station = self._station
        if task == "control":
            def broken(connector):
                station.control.round = whole
                raise RuntimeError("planted")

            whole = station.control.round
            station.control.round = broken

    def do_state(self):
        station = self._station
        return {
            "online": station.rpc.online, "registration": station.registration.status,
            "waiting": station.outbox.waiting, "now": station.clock.now(),
            "attempts": station.link.attempts, "status": station.status,
            "connectors": [self._connector(c) for c in station.connectors],
        }

    def _connector(self, connector):
        at = connector.number - 1
        tx, outlet = connector.transaction, self._station.hal.outlets[at]
        return {
            "status": connector.status, "error": connector.error,
            "wh": self._station.metering.wh(connector), "limit": connector.limit,
            "offered": outlet.offered, "relay": outlet.shut,
            "transaction": tx and {"id": tx.id, "tag": tx.tag, "number": tx.number},
        }

    def do_memory(self):
        gc.collect()
        return {"used": gc.mem_alloc(), "free": gc.mem_free()}

    def do_log(self):
        return {"lines": self._station.log.lines()}

    def do_stop(self):
        raise SystemExit(0)
