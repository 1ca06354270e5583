"""The read side over PostgreSQL: lists by keyset, straight from the rows."""

from adapters.persistence.views.bundle import PostgresViews

__all__ = ["PostgresViews"]
