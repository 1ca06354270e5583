"""Strict readers of what callers send: every fault is found, not only the first."""

from entrypoints.api.reading.body import read_body
from entrypoints.api.reading.query import read_query

__all__ = ["read_body", "read_query"]
