"""A measured server in its own process, and the load upon it in another."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINE_LIMIT = 2**24
START_SECONDS, END_SECONDS = 60.0, 60.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs."""

    process: asyncio.subprocess.Process
    port: int
    tenant: str
    key: str = ""

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ocpp/{self.tenant}"

    async def figures(self, *, collect: bool = False) -> dict:
        """What it has used so far; `collect` its garbage first."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"collect\n" if collect else b"figures\n")
        return await _line(self.process)


@asynccontextmanager
async def running(module: str, url: str, tenant: str = "bench") -> AsyncIterator[Running]:
    """`python -m module url`, until the block ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, url,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=LINE_LIMIT, cwd=ROOT,
    )  # fmt: skip
    try:
        async with asyncio.timeout(START_SECONDS):
            said = await _line(process)
        yield Running(process, said["port"], tenant, said.get("key", ""))
        assert process.stdin is not None
        process.stdin.close()
        async with asyncio.timeout(END_SECONDS):
            await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def load(server: Running, identities: Path, scenario: str, **options: object) -> dict:
    """Run the load generator against `server`; what it reports.

    Raises:
        RuntimeError: it could not run. Errors that it counted are in the report.
    """
    words = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.load", "--scenario", scenario, "--url", server.url,
        "--identities", str(identities), *words,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    try:
        out, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if not out.strip():
        raise RuntimeError(f"the load did not run: {said.decode()[-2000:]}")
    return json.loads(out)


async def _line(process: asyncio.subprocess.Process) -> dict:
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line:
        raise RuntimeError(f"the measured process ended with {await process.wait()}")
    return json.loads(line)
