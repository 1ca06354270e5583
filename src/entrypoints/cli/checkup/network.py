"""Ports and Redis."""

import asyncio
import urllib.request
from collections.abc import AsyncIterator

from entrypoints.cli.checkup.finding import Finding, well, wrong
from entrypoints.settings import Settings
from entrypoints.supervisor import why_taken

PATIENCE = 3.0


async def redis(settings: Settings) -> AsyncIterator[Finding]:
    """Whether it answers, where one is set."""
    if settings.bus.redis_url is None:
        yield well("bus", "on PostgreSQL: enough for one machine")
        return
    from redis.asyncio import Redis  # noqa: PLC0415 - only where Redis is used - slow to import, and seldom needed
    from redis.exceptions import RedisError  # noqa: PLC0415 - only where it is asked

    client = Redis.from_url(settings.bus.redis_url.reveal(), socket_connect_timeout=PATIENCE)
    try:
        info = await client.info("server")
        yield well("bus", f"Redis {info.get('redis_version', '?')} answers")
    except (RedisError, OSError) as error:
        yield wrong(
            "bus", f"Redis does not answer: {type(error).__name__}",
            "Look at OPEN_CSMS_REDIS_URL, and whether the server runs and lets us in.",
        )  # fmt: skip
    finally:
        await client.aclose()


async def ports(settings: Settings) -> AsyncIterator[Finding]:
    """Whether they are free, or ours already."""
    running = await asyncio.to_thread(_answers, settings)
    wanted = [
        ("API", settings.api.host, settings.api.port, "OPEN_CSMS_API_PORT"),
        ("gateway", settings.gateway.host, settings.gateway.port, "OPEN_CSMS_GATEWAY_PORT"),
    ]
    if settings.tls.certificate is not None:
        gateway = settings.gateway
        wanted.append(("TLS", gateway.host, gateway.tls_port, "OPEN_CSMS_GATEWAY_TLS_PORT"))
    for what, host, port, setting in wanted:
        why = why_taken(host, port)
        if why is None:
            yield well("ports", f"{what} {host}:{port} is free")
        elif running:
            yield well("ports", f"{what} {host}:{port} is in use; open-csms is running")
        else:
            yield wrong(
                "ports", f"{what} {host}:{port}: {why}", f"Stop who uses it, or change {setting}."
            )


def _answers(settings: Settings) -> bool:
    """Whether an open-csms answers where ours would."""
    try:
        with urllib.request.urlopen(
            f"http://{settings.api.host}:{settings.api.port}/healthz", timeout=PATIENCE
        ) as answer:
            return b"alive" in answer.read(100)
    except (OSError, ValueError):
        return False
