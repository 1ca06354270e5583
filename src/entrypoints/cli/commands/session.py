"""`open-csms session`."""

from cyclopts import App

from entrypoints.cli.output import AsJson, as_json, console
from entrypoints.cli.rest import Key, Tenant, Url, rest

app = App(name="session", help="Settle by hand what no rule can settle.")


@app.command
def settle(
    session: str,
    reason: str,
    *,
    url: Url = None,
    key: Key = None,
    tenant: Tenant = None,
    json: AsJson = False,
) -> None:
    """Let a session that has a gap, or is marked for review, count with what is known of it.

    Args:
        session: Its id.
        reason: Why nothing more is waited for, for whoever asks later.
        url: The API.
        key: The API key.
        tenant: The tenant to act for.
        json: Print JSON.
    """
    settled = rest(url, key, tenant).post(f"/sessions/{session}/settle", {"reason": reason})
    if json:
        as_json(settled)
        return
    console.print(f"Session [bold]{session}[/] counts as it is: {settled['energy_wh']} Wh.")
