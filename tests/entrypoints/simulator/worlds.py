"""Small worlds: one impatient station and a fake CSMS."""

import asyncio
from contextlib import asynccontextmanager

from tests.entrypoints.simulator.fake_csms import FakeCsms, fake_csms

from entrypoints.simulator import Patience, Rhythm, SimulatedStation, StationPlan

IMPATIENT = Patience(
    first_retry=0.02, longest_retry=0.1, answer=1.0, boot_retry=0.05, restarting=0.02
)
LIVELY = Rhythm(
    pause=(0.01, 0.02), session=(0.2, 0.3), reading_seconds=0.05, sessions=1, acceleration=1000
)
QUIET = None


def plan(csms: FakeCsms, version: str = "2.0.1", **traits) -> StationPlan:
    usual = {"patience": IMPATIENT, "rhythm": QUIET, "identity": "DE-01"}
    return StationPlan(url=csms.url, version=version, **(usual | traits))


@asynccontextmanager
async def alive(station: SimulatedStation):
    living = asyncio.create_task(station.run())
    try:
        yield station
    finally:
        await station.stop(drain_seconds=2)
        await living


@asynccontextmanager
async def world(version: str = "2.0.1", csms_traits: dict | None = None, **traits):
    """Yield a fake CSMS and a running station that it has accepted."""
    async with (
        fake_csms(**(csms_traits or {})) as csms,
        alive(SimulatedStation(plan(csms, version, **traits))) as station,
    ):
        await station.presence.ready.wait()
        yield csms, station
