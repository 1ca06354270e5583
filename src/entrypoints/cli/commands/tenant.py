"""`open-csms tenant`."""

import json as text
from pathlib import Path
from typing import Any

from cyclopts import App

from application.access.tenants import CreateTenant
from domain.tenant import Tenant, TenantPolicy
from entrypoints.cli.failures import CannotDo
from entrypoints.cli.office import Office, at_the_office
from entrypoints.cli.output import AsJson, as_json, console, table
from entrypoints.cli.rest import Key, Url, rest
from entrypoints.cli.rest import Tenant as ActingFor

app = App(name="tenant", help="Take in operators, and choose what is accepted from stations.")


@app.command
def add(
    tenant: str,
    *,
    name: str = "",
    currency: str = "EUR",
    auto_provision: bool = False,
    json: AsJson = False,
) -> None:
    """Take in an operator.

    Args:
        tenant: Its name in URLs: 1 to 36 of a-z, 0-9 and '-'. It never changes.
        name: What people call it; by default the same.
        currency: ISO 4217.
        auto_provision: Let unknown stations in, pending until an operator accepts them.
        json: Print JSON.
    """

    async def take_in(office: Office) -> Tenant:
        policy = TenantPolicy(auto_provision=auto_provision)
        made: Tenant = await office.platform.run(
            CreateTenant(tenant, name or tenant, currency, policy)
        )
        return made

    made = at_the_office(take_in)
    if json:
        as_json({"tenant": made.id, "name": made.name, "currency": made.currency.code})
        return
    console.print(f"Tenant [bold]{made.id}[/] is there. Its stations connect to /ocpp/{made.id}/…")
    console.print(f"Next: open-csms key create --tenant {made.id} --name first")


@app.command
def tolerances(
    *,
    file: Path | None = None,
    url: Url = None,
    key: Key = None,
    tenant: ActingFor = None,
    json: AsJson = False,
) -> None:
    """List which faults are accepted from which kinds of stations; or choose them anew.

    Args:
        file: JSON, as this command prints it with --json: these hold from now on, and no others.
        url: The API.
        key: The API key; choosing needs the scope admin.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    api = rest(url, key, tenant)
    seen = api.get("/tenant")
    if file is not None:
        chosen = {"tolerances": _read(file)}
        # What somebody else has chosen in between is not overwritten.
        seen = api.put("/tenant/tolerances", chosen, If_Match=f'"v{seen["version"]}"')
    accepted = seen["policy"]["tolerances"]
    if json:
        as_json(accepted)
    elif accepted:
        table(("name", "vendor", "model", "firmware", "accepts"), [_row(each) for each in accepted])
    else:
        console.print("Nothing is accepted beyond what is known of vendors' faults.")


def _read(file: Path) -> Any:  # noqa: ANN401 - any JSON; the API says what is wrong with it
    try:
        return text.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise CannotDo(f"{file} cannot be read as JSON: {error}.") from None


def _row(accepted: dict[str, Any]) -> tuple[str, ...]:
    names = ("name", "vendor", "model", "firmware")
    return (*(str(accepted[name]) for name in names), ", ".join(accepted["accepts"]))
