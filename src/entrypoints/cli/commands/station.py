"""`open-csms station`."""

import os
from typing import Annotated

from cyclopts import App, Parameter, validators

from application.provisioning.register_station import RegisterStation
from domain.station import Connector, Evse, SecurityProfile, Station
from entrypoints.cli.office import Office, at_the_office
from entrypoints.cli.output import AsJson, as_json, console, facts
from entrypoints.settings import Settings, read_settings

app = App(name="station", help="Make stations known.")

SECRET_BYTES = 20
"""An AuthorizationKey of OCPP 1.6 has 16 to 20 bytes; written in hexadecimal it is a password
of 40 characters for 2.x. The gateway takes either for the other."""

Outlets = Annotated[int, Parameter(validator=validators.Number(gte=0, lte=100))]
Profile = Annotated[int, Parameter(validator=validators.Number(gte=0, lte=3))]


@app.command
def add(
    identity: str,
    *,
    tenant: str = "",
    name: str = "",
    evses: Outlets = 0,
    profile: Profile = 1,
    json: AsJson = False,
) -> None:
    """Make a station known, and print its password: once.

    Args:
        identity: What the station calls itself in its URL.
        tenant: Whose it is; by default the default tenant.
        name: What people call it.
        evses: How many EVSEs it has; by default it will tell.
        profile: The lowest security profile that is let in: 0 none (laboratory), 1 password,
            2 TLS and password, 3 client certificate.
        json: Print JSON.
    """
    settings = read_settings(os.environ)
    tenant = tenant or settings.default_tenant
    secrets: list[bytes] = []

    async def register(office: Office) -> Station:
        owner, desk = await office.of(tenant)
        wants = SecurityProfile(profile)
        if wants in {SecurityProfile.BASIC, SecurityProfile.TLS}:
            secrets.append(office.randomness.secret(SECRET_BYTES))
        made: Station = await desk.run(
            RegisterStation(
                owner,
                identity,
                name=name,
                secret=secrets[0] if secrets else None,
                profile=wants,
                evses=tuple(Evse(n, (Connector(1),)) for n in range(1, evses + 1)),
            )
        )
        return made

    made = at_the_office(register)
    url, password = address(settings, tenant), secrets[0].hex() if secrets else None
    if json:
        as_json({"id": made.id, "identity": identity, "url": url, "password": password})
        return
    console.print(f"Station [bold]{identity}[/] is known. Configure it with:")
    facts(how_to_connect(url, identity, password))
    if password:
        console.print("The password is shown only now. OCPP 1.6 calls it AuthorizationKey.")


def address(settings: Settings, tenant: str) -> str:
    """Where a station of that tenant connects to; the station adds its identity."""
    gateway = settings.gateway
    if settings.tls.certificate is not None:
        return f"wss://{gateway.host}:{gateway.tls_port}/ocpp/{tenant}"
    return f"ws://{gateway.host}:{gateway.port}/ocpp/{tenant}"


def how_to_connect(url: str, identity: str, password: str | None) -> dict[str, str]:
    """What to type into a station."""
    return {
        "URL": url,
        "identity": identity,
        "password": password or "none",
        "full address": f"{url}/{identity}",
    }
