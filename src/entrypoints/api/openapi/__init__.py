"""The description of the API (OpenAPI 3.1), made from its table of operations."""

from entrypoints.api.openapi.document import document

__all__ = ["document"]
