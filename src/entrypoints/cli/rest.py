"""The REST API as commands use it."""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from cyclopts import Parameter

from entrypoints.cli.failures import CannotDo
from entrypoints.settings import ConfigurationError, read_settings

URL, KEY = "CSMS_URL", "CSMS_KEY"
DEMO_KEY = "demo.key"
"""Of the data folder: the key that `open-csms demo` made."""

Url = Annotated[str | None, Parameter(help=f"The API; by default ${URL}, or this machine's.")]
Key = Annotated[
    str | None, Parameter(help=f"The API key; by default ${KEY}, or the demonstration's.")
]
Tenant = Annotated[str | None, Parameter(help="For a platform key: the tenant to act for.")]

PATIENCE = 60.0
PAGE = 500


@dataclass(frozen=True, slots=True)
class Rest:
    """One server and one key."""

    url: str
    key: str = field(repr=False)
    tenant: str | None = None

    def get(self, path: str, **query: object) -> Any:  # noqa: ANN401 - any JSON
        """The answer to GET."""
        given = {name: value for name, value in query.items() if value is not None}
        return self._ask("GET", f"{path}?{urlencode(given)}" if given else path)

    def pages(self, path: str, most: int, **query: object) -> Iterator[dict[str, Any]]:
        """At most so many items of a list, page after page."""
        cursor: str | None = None
        while most > 0:
            page = self.get(path, limit=min(most, PAGE), cursor=cursor, **query)
            yield from page["items"]
            most -= len(page["items"])
            cursor = page["next"]
            if cursor is None:
                return

    def fetch(self, path: str, media_type: str) -> bytes:
        """A document as it is."""
        return self._answer("GET", path, accept=media_type)

    def post(self, path: str, body: object, **headers: str) -> Any:  # noqa: ANN401 - any JSON
        """The answer to POST."""
        return self._ask("POST", path, json.dumps(body).encode(), headers)

    def put(self, path: str, body: object, **headers: str) -> Any:  # noqa: ANN401 - any JSON
        """The answer to PUT."""
        return self._ask("PUT", path, json.dumps(body).encode(), headers)

    def _ask(
        self, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> Any:  # noqa: ANN401 - any JSON
        answer = self._answer(method, path, body, more)
        try:
            return json.loads(answer)
        except ValueError as error:
            raise CannotDo(f"{self.url} did not answer with JSON: {error}.") from None

    def _answer(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        more: dict[str, str] | None = None,
        accept: str = "application/json",
    ) -> bytes:
        headers = {"Authorization": f"Bearer {self.key}", "Accept": accept}
        if self.tenant:
            headers["Open-CSMS-Tenant"] = self.tenant
        if body is not None:
            headers["Content-Type"] = "application/json"
        headers |= {name.replace("_", "-"): value for name, value in (more or {}).items()}
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            f"{self.url}/api/v1{path}", body, headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - likewise
                content: bytes = answer.read()
                return content
        except urllib.error.HTTPError as refusal:
            raise CannotDo(_problem(refusal)) from None
        except (urllib.error.URLError, OSError) as error:
            why = getattr(error, "reason", error)
            raise CannotDo(
                f"No answer from {self.url}: {why}. Is the server running? --url or ${URL} "
                "names another."
            ) from None

    def station(self, identity: str) -> dict[str, Any]:
        """The station that calls itself so, or that has this id.

        Raises:
            CannotDo: there is no such station.
        """
        for found in self.get("/stations", text=identity, limit=500)["items"]:
            if identity in {found["identity"], found["id"]}:
                return dict(found)
        raise CannotDo(f"There is no station {identity!r}.")


def rest(url: str | None, key: str | None, tenant: str | None) -> Rest:
    """The server and key to use.

    Raises:
        CannotDo: there is no key.
    """
    folder, address = _around()
    chosen = (url or os.environ.get(URL) or address).rstrip("/")
    if not chosen.startswith(("http://", "https://")):
        raise CannotDo(f"{chosen!r} is no address of an API: begin with http:// or https://.")
    file = folder / DEMO_KEY
    shown = key or os.environ.get(KEY) or (file.read_text().strip() if _readable(file) else "")
    if not shown:
        raise CannotDo(f"Give an API key: --key or ${KEY}. `open-csms key create` makes one.")
    return Rest(chosen, shown, tenant)


def _around() -> tuple[Path, str]:
    """The data folder and the API's address; those of the defaults, where settings are wrong."""
    try:
        settings = read_settings(os.environ)
    except ConfigurationError:
        settings = read_settings({})
    return settings.data_dir, settings.api.address


def _readable(file: Path) -> bool:
    return file.is_file() and os.access(file, os.R_OK)


def _problem(refusal: urllib.error.HTTPError) -> str:
    """What an RFC 9457 problem says, with every wrong field."""
    try:
        said = json.load(refusal)
    except ValueError:
        return f"The server answered {refusal.code} {refusal.reason}."
    lines = [str(said.get("detail") or said.get("title") or refusal.reason)]
    lines += [
        f"  {fault.get('pointer') or fault.get('parameter', '')}: {fault.get('detail', '')}"
        for fault in said.get("errors", ())
    ]
    return "\n".join(lines)
