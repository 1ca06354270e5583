"""Invoices as documents: PDF for people, EN 16931 for programs, both in one file."""

from adapters.documents.documents import TypstDocuments

__all__ = ["TypstDocuments"]
