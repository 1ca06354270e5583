"""Charges and stops without rest, for drills in which the process is killed."""

import asyncio


async def play(station, given):
    """Cable in, tag, a moment, tag or cable out, a moment: for ever."""
    outlet, reader = station.hal.outlets[0], station.hal.reader
    while station.registration.status != "Accepted" and not given.get("offline"):
        await asyncio.sleep_ms(10)
    turn = 0
    while True:
        turn += 1
        connector = station.connectors[0]
        if not connector.transaction:
            outlet.car = "A"
            await asyncio.sleep_ms(40)
            outlet.car = "C"
            await asyncio.sleep_ms(40)
            reader.shown.append(given.get("tag", "TAG2"))
            await asyncio.sleep_ms(120)
        await asyncio.sleep_ms(station.hal.random(1)[0] // 2)
        if turn % 2:
            outlet.car = "A"
        elif connector.transaction:
            reader.shown.append(connector.transaction.tag)
        await asyncio.sleep_ms(120)
