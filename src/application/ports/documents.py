"""Documents: an invoice as people and as programs read it."""

from dataclasses import dataclass
from typing import Protocol

from domain.invoice import Invoice


@dataclass(frozen=True, slots=True)
class CoveringNote:
    """The mail that an invoice is sent with."""

    subject: str
    text: str


class InvoiceDocuments(Protocol):
    """Makes them; the same invoice always comes out byte for byte the same."""

    def pdf(self, invoice: Invoice) -> bytes:
        """For people, with the structured data inside (PDF/A-3, Factur-X)."""
        ...

    def xml(self, invoice: Invoice) -> bytes:
        """Structured data alone (EN 16931 in CII)."""
        ...

    def note(self, invoice: Invoice) -> CoveringNote:
        """What is written in the mail."""
        ...


class NoDocuments(InvoiceDocuments):
    """Where nobody reads them, such as in a simulation."""

    def pdf(self, invoice: Invoice) -> bytes:
        """Its name."""
        return invoice.name.encode()

    def xml(self, invoice: Invoice) -> bytes:
        """Its name."""
        return invoice.name.encode()

    def note(self, invoice: Invoice) -> CoveringNote:
        """Its name."""
        return CoveringNote(invoice.name, invoice.name)
