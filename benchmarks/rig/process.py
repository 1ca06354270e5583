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
    """A server that runs, in one process or in several that share its port."""

    processes: tuple[asyncio.subprocess.Process, ...]
    port: int
    tenant: str
    key: str = ""

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ocpp/{self.tenant}"

    async def figures(self, *, collect: bool = False) -> dict:
        """What all of it has used so far; `collect` its garbage first."""
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.write(b"collect\n" if collect else b"figures\n")
        told = [await _line(process) for process in self.processes]
        return {name: sum(one[name] for one in told) for name in told[0]}


@asynccontextmanager
async def running(
    module: str, url: str, tenant: str = "bench", processes: int = 1
) -> AsyncIterator[Running]:
    """`python -m module url`, until the block ends; all processes share the first one's port."""
    started: list[asyncio.subprocess.Process] = []
    try:
        first, said = await _start(module, url, *_share(1, processes, 0))
        started.append(first)
        for number in range(2, processes + 1):
            further, _ = await _start(module, url, *_share(number, processes, said["port"]))
            started.append(further)
        yield Running(tuple(started), said["port"], tenant, said.get("key", ""))
        for process in started:
            assert process.stdin is not None
            process.stdin.close()
        async with asyncio.timeout(END_SECONDS):
            await asyncio.gather(*(process.wait() for process in started))
    finally:
        for process in started:
            if process.returncode is None:
                process.kill()
                await process.wait()


def _share(number: int, processes: int, port: int) -> tuple[str, ...]:
    return () if processes == 1 else (f"bench-{number}", str(port))


async def _start(module: str, *words: str) -> tuple[asyncio.subprocess.Process, dict]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *words,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=LINE_LIMIT, cwd=ROOT,
    )  # fmt: skip
    try:
        async with asyncio.timeout(START_SECONDS):
            return process, await _line(process)
    except BaseException:
        if process.returncode is None:
            process.kill()
            await process.wait()
        raise


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
