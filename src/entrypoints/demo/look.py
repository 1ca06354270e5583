"""What the demonstration's own server says, asked through its REST API like anybody would."""

import asyncio
import json
import urllib.request
from dataclasses import dataclass, field
from typing import Any

PATIENCE = 5.0
PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Look:
    """One server, seen with one key."""

    address: str
    key: str = field(repr=False)

    async def until_ready(self) -> None:
        """Wait until the API answers and every part of it works."""
        while True:
            try:
                await asyncio.to_thread(self._get, "/readyz")
            except OSError:
                await asyncio.sleep(PAUSE)
            else:
                return

    async def summary(self) -> str | None:
        """Who is there and what goes on, in one line; None while it cannot be asked."""
        try:
            online, charging = await asyncio.gather(
                asyncio.to_thread(self._get, "/api/v1/stations?online=true&limit=500"),
                asyncio.to_thread(self._get, "/api/v1/sessions?open=true&limit=500"),
            )
        except OSError:
            return None
        running = charging["items"]
        energy = sum(float(session["energy_wh"]) for session in running) / 1000
        return (
            f"{len(online['items'])} stations connected, {len(running)} charging, "
            f"{energy:.2f} kWh flowing into them so far"
        )

    def _get(self, path: str) -> Any:  # noqa: ANN401 - any JSON
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{self.address}{path}", headers={"Authorization": f"Bearer {self.key}"}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            return json.load(answer)
