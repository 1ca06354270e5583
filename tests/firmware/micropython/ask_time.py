"""Asks a time server on this machine; prints the time, or what was wrong.

ask_time.py FIRMWARE PORT
"""

import asyncio
import sys

sys.path.insert(0, sys.argv[1])

from hal import sntp  # noqa: E402 - after the path is set

sntp.WITHIN = 400
try:
    print(asyncio.run(sntp.ask("127.0.0.1", port=int(sys.argv[2]))))
except OSError as error:
    print(error)
