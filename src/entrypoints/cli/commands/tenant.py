"""`open-csms tenant`."""

from cyclopts import App

from application.access.tenants import CreateTenant
from domain.tenant import Tenant, TenantPolicy
from entrypoints.cli.office import Office, at_the_office
from entrypoints.cli.output import AsJson, as_json, console

app = App(name="tenant", help="Take in operators.")


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
