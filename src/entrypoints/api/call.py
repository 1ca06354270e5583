"""One request on its way to its operation: who calls, for whom, under which conditions."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from application.desk import Desk
from application.ports.authentication import Caller
from application.ports.stores import Stores
from application.views.bundle import PlatformViews, TenantViews
from application.views.paging import Page
from domain.errors import NotFound
from domain.identity import TenantId
from entrypoints.api import cursor
from entrypoints.api.conditions import Conditions
from entrypoints.api.dependencies import ApiDependencies


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers, where it is more than the thing itself."""

    content: Any = None
    version: int | None = None
    location: str | None = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """What an operation works with."""

    api: ApiDependencies
    caller: Caller
    acting_for: TenantId | None
    conditions: Conditions
    content: bytes = b""
    """Of the body, for operations that read it themselves."""

    @property
    def tenant(self) -> TenantId:
        """The tenant it acts for."""
        if self.acting_for is None:
            raise NotFound("tenant", "")
        return self.acting_for

    @cached_property
    def stores(self) -> Stores:
        """A scope of the tenant's stores, in which the caller acts."""
        return self.api.storage.scope(self.tenant, self.caller.name)

    @cached_property
    def desk(self) -> Desk:
        """Where the tenant's commands are handed in."""
        return self.api.desks.tenant(self.stores)

    @cached_property
    def platform_desk(self) -> Desk:
        """Where the platform's commands are handed in."""
        return self.api.desks.platform(self.api.storage.platform(self.caller.name))

    @cached_property
    def views(self) -> TenantViews:
        """What the tenant may see."""
        return self.api.views.tenant(self.tenant)

    @cached_property
    def platform_views(self) -> PlatformViews:
        """What is above all tenants."""
        return self.api.views.platform()


def listed(page: Page[Any], sort: str) -> dict[str, Any]:
    """A page as it is answered."""
    return {"items": page.items, "next": cursor.written(sort, page.next)}


def found(kind: str, name: UUID | str, thing: Any) -> Any:  # noqa: ANN401 - any view
    """The thing; raises NotFound for None."""
    if thing is None:
        raise NotFound(kind, name)
    return thing


def identity_in(kind: str, text: str) -> UUID:
    """An identity in a path: what can be none names nothing, and that is all there is to say."""
    try:
        parsed = UUID(text)
    except ValueError:
        raise NotFound(kind, text) from None
    if str(parsed) != text.lower():
        raise NotFound(kind, text)
    return parsed
