"""Started by MicroPython on the board after boot.py."""

import asyncio
import sys

import machine
import micropython

micropython.opt_level(3)

from hal.names import reserve, settle  # noqa: E402 - after the path is set

RESERVE = [reserve()]


def main():
    from hal.esp32.starting import live

    settle(RESERVE.clear)
    try:
        asyncio.run(live())
    except KeyboardInterrupt:
        return  # somebody who may: see `repl` in provisioning/settings.txt
    except BaseException as error:
        sys.print_exception(error)
    machine.reset()


if __name__ == "__main__":
    main()
