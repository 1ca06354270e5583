"""`open-csms health`."""

import os
from dataclasses import replace
from http import HTTPStatus
from urllib.error import URLError
from urllib.request import urlopen

from entrypoints.cli.output import AsJson, as_json, console
from entrypoints.processes.pulse import pulses
from entrypoints.settings import Settings, read_settings

WITHIN = 4.0
"""Seconds for the API to answer; health checks of containers wait for five."""

BEATS, STUCK, NOT_READY = "works", "does not answer", "works, but database or bus do not"


def health(*, json: AsJson = False) -> int:
    """Say whether what runs here is well: for health checks of containers.

    It follows what was started here: all three after `serve`, one after `serve --only`. The API
    is asked whether it is ready as well. The exit code is 1 when something is not well, or nothing
    runs.

    Args:
        json: Print JSON.
    """
    settings = read_settings(os.environ)
    said = {role: BEATS if lives else STUCK for role, lives in pulses(settings.data_dir).items()}
    if said.get("api") == BEATS and not _is_ready(settings):
        said["api"] = NOT_READY
    well = bool(said) and set(said.values()) == {BEATS}
    if json:
        as_json({"well": well, "processes": said})
    else:
        for role, state in said.items():
            console.print(f"{role} {state}", markup=False)
        if not said:
            console.print("Nothing runs here.", markup=False)
    return 0 if well else 1


def _is_ready(settings: Settings) -> bool:
    api = settings.api
    if api.port == 0:
        return True  # nobody knows where to ask
    here = replace(api, public_url=None).address  # on this machine, not through a proxy
    try:
        with urlopen(f"{here}/readyz", timeout=WITHIN) as answer:  # noqa: S310 - our own
            return bool(answer.status == HTTPStatus.OK)
    except (URLError, OSError):
        return False
