"""Started by MicroPython on the board after boot.py."""

import asyncio

import micropython

micropython.opt_level(3)

from hal.names import reserve, settle  # noqa: E402

RESERVE = [reserve()]


def main():
    from hal.esp32.starting import live

    settle(RESERVE.clear)
    asyncio.run(live())


if __name__ == "__main__":
    main()
