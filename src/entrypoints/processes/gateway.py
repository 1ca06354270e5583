"""The gateway process: the sockets of the stations."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from application.ports.bus import Bus
from application.ports.stores import FramesLog, Storage
from domain.identity import tenant_id
from entrypoints.gateway.node import Gateway, GatewayOptions, GatewayParts
from entrypoints.gateway.tls import station_context
from entrypoints.processes.metrics import CommitCounts, GatewayCounts
from entrypoints.settings import Settings
from entrypoints.wiring.handlers import Desks, World
from entrypoints.wiring.runtime import open_runtime


@asynccontextmanager
async def running(settings: Settings, *, shared_port: bool) -> AsyncIterator[str]:
    """See `entrypoints.processes.roles.Role`."""
    async with open_runtime(settings, CommitCounts()) as runtime:
        parts = GatewayParts(
            storage=await runtime.get(Storage),
            desks=await runtime.get(Desks),
            world=await runtime.get(World),
            bus=await runtime.get(Bus),
            frames=await runtime.get(FramesLog),
            counts=GatewayCounts(),
        )
        gateway = Gateway(options_of(settings, shared_port=shared_port), parts)
        await gateway.start()
        try:
            yield "stations can connect to " + " and ".join(
                f"{scheme}://{settings.gateway.host}:{port}"
                for scheme, port in gateway.ports.items()
            )
        finally:
            await gateway.stop()


def options_of(settings: Settings, *, shared_port: bool) -> GatewayOptions:
    """The node's options, as the settings say."""
    gateway, tls = settings.gateway, settings.tls
    pairs: list[tuple[Path, Path]] = [
        (chain, key)
        for chain, key in ((tls.certificate, tls.key), (tls.rsa_certificate, tls.rsa_key))
        if chain is not None and key is not None
    ]
    context = station_context(pairs, tls.client_ca, legacy_suites=tls.legacy_suites)
    return GatewayOptions(
        node=settings.node,
        host=gateway.host,
        port=gateway.port,
        tls_port=gateway.tls_port if pairs else None,
        tls=context if pairs else None,
        operator=tls.operator_name,
        default_tenant=tenant_id(settings.default_tenant),
        unsecured_allowed=settings.security.profile_0,
        call_timeout=gateway.call_timeout.total_seconds(),
        ping_interval=gateway.ping_interval.total_seconds(),
        max_frame=gateway.max_frame,
        grace=settings.grace.total_seconds(),
        reuse_port=shared_port,
    )
