"""`open-csms key`."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from cyclopts import App, Parameter, validators

from application.access.keys import CreateKey
from domain.access import ApiKey, Scope
from entrypoints.cli.office import Office, at_the_office
from entrypoints.cli.output import AsJson, as_json, console

app = App(name="key", help="Make keys for the API.")

OF_A_TENANT = tuple(scope for scope in Scope if scope is not Scope.PLATFORM)

Days = Annotated[int, Parameter(validator=validators.Number(gte=1, lte=36_500))]


@app.command
def create(
    *,
    tenant: str | None = None,
    name: str = "command line",
    scope: list[Scope] | None = None,
    days: Days | None = None,
    json: AsJson = False,
) -> None:
    """Make a key, and print it: once.

    Args:
        tenant: Whose it is. Without, it is a platform key, which may act for every tenant.
        name: What it is for.
        scope: What it may do; may be given several times. By default everything.
        days: After how many days it expires; by default never.
        json: Print JSON.
    """

    async def make(office: Office) -> tuple[ApiKey, str]:
        owner = (await office.of(tenant))[0] if tenant is not None else None
        scopes = scope or (tuple(Scope) if owner is None else OF_A_TENANT)
        until = datetime.now(UTC) + timedelta(days=days) if days else None
        made: tuple[ApiKey, str] = await office.platform.run(
            CreateKey(owner, name, frozenset(scopes), until)
        )
        return made

    made, text = at_the_office(make)
    if json:
        as_json({
            "id": made.id, "key": text, "tenant": made.tenant, "scopes": sorted(made.scopes),
            "expires_at": made.expires_at,
        })  # fmt: skip
        return
    console.print(f"[bold]{text}[/]")
    owner = f"tenant {made.tenant}" if made.tenant else "the platform, for every tenant"
    console.print(f"A key of {owner}: {', '.join(sorted(made.scopes))}. It is shown only now.")
