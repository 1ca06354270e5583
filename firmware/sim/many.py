"""Charges a given number of times, as fast as the outlet can."""

import asyncio


async def play(station, given):
    outlet, connector = station.hal.outlets[0], station.connectors[0]
    for turn in range(int(given["turns"])):
        outlet.car = "C"
        while not connector.plugged or not station.metering.known(connector):
            await asyncio.sleep_ms(5)
        station.hal.reader.shown.append("TAG%d" % (turn % 7))
        while not connector.transaction:
            await asyncio.sleep_ms(5)
        outlet.car = "A"
        while connector.transaction:
            await asyncio.sleep_ms(5)
