"""Several processes as one load: all arrive, then all begin at the same moment."""

import asyncio
import json
import sys

LINE_LIMIT = 2**26  # bytes: a part's whole result is one line


async def run_crowd(arguments: list[str], processes: int) -> list[dict]:
    """Run the same command in so many processes, a part of the stations each."""
    crowd = [await _part(arguments, index, processes) for index in range(processes)]
    try:
        for process in crowd:
            if not await process.stdout.readline():
                raise RuntimeError("a load process ended before it was ready")
        for process in crowd:
            process.stdin.write(b"go\n")
            await process.stdin.drain()
        results = [json.loads(await process.stdout.readline()) for process in crowd]
        for process in crowd:
            await process.wait()
    finally:
        for process in crowd:
            if process.returncode is None:
                process.kill()
                await process.wait()
    return results


async def _part(arguments: list[str], index: int, processes: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.load",
        *arguments,
        "--part",
        f"{index}/{processes}",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=LINE_LIMIT,
    )
