"""Everything the domain refuses: one tree, which each edge maps to its own answers by a table."""


class DomainError(Exception):
    """A sentence about what cannot be, in words an operator understands."""


class NotFound(DomainError):
    """A thing that was named does not exist for this tenant."""

    def __init__(self, kind: str, name: object) -> None:
        super().__init__(f"There is no {kind} {str(name)!r}.")
        self.kind = kind
        self.name = str(name)


class AlreadyExists(DomainError):
    """A thing with this natural key exists."""

    def __init__(self, kind: str, name: object) -> None:
        super().__init__(f"There is already a {kind} {str(name)!r}.")
        self.kind = kind
        self.name = str(name)


class Invalid(DomainError):
    """A value cannot be what was asked for; `field` names it in the caller's terms."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


class NotPossibleNow(DomainError):
    """The thing exists, but its present state forbids the step."""


class StaleState(DomainError):
    """Somebody else changed the aggregate first: read it again and run the command again."""

    def __init__(self, kind: str, name: object) -> None:
        super().__init__(f"The {kind} {name} was changed by somebody else meanwhile.")
        self.kind = kind
        self.name = str(name)


class Outdated(DomainError):
    """Somebody wants to change what he has not seen as it is now; reading it again is up to him."""

    def __init__(self, kind: str, name: object) -> None:
        super().__init__(f"The {kind} {str(name)!r} has been changed since it was read.")
        self.kind = kind
        self.name = str(name)


class Fenced(DomainError):
    """A newer connection of the same station has taken over; this one may write no more."""

    def __init__(self, station: object) -> None:
        super().__init__(f"Station {station} has a newer connection.")
        self.station = str(station)


class StillReferenced(DomainError):
    """A thing cannot be removed while others refer to it."""

    def __init__(self, kind: str, name: object, by: str) -> None:
        super().__init__(f"The {kind} {str(name)!r} is still used by {by}.")
        self.kind = kind
        self.name = str(name)
