"""The door: who shows a key is let in, who shows wrong ones is made to wait."""

import math
from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection

from application.ports.authentication import Authenticator, Caller
from entrypoints.api.attempts import Attempts
from entrypoints.api.problems import Problem

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="open-csms"'}

Connection = ASGIConnection[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Door:
    """Of this process."""

    authenticator: Authenticator
    attempts: Attempts

    async def enter(self, connection: Connection) -> Caller:
        """Who calls, by the header `Authorization`; raises Problem."""
        scheme, _, credential = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not credential.strip():
            raise Problem("unauthenticated", "Send a key as a bearer token.", headers=CHALLENGE)
        return await self.check(source(connection), credential.strip())

    async def check(self, from_: str, credential: str) -> Caller:
        """Who shows `credential`; raises Problem."""
        wait = self.attempts.wait_before(from_, credential)
        if wait is not None:
            seconds = str(math.ceil(wait.total_seconds()))
            raise Problem(
                "too-many-attempts", f"Try again in {seconds} s.", headers={"Retry-After": seconds}
            )
        caller = await self.authenticator.caller(credential)
        if caller is None:
            self.attempts.failed(from_)
            raise Problem("unauthenticated", "The key opens nothing.", headers=CHALLENGE)
        self.attempts.succeeded(credential)
        return caller


def source(connection: Connection) -> str:
    """The address that a connection comes from."""
    return connection.client.host if connection.client else ""
