"""An invoice as people or programs read it."""

from dataclasses import dataclass
from enum import StrEnum

from application.ports.billing import Invoices
from application.ports.documents import InvoiceDocuments
from domain.identity import InvoiceId


class Form(StrEnum):
    """How it is wanted."""

    PDF = "pdf"
    XML = "xml"


@dataclass(frozen=True, slots=True)
class RenderInvoice:
    """That invoice, in that form."""

    invoice: InvoiceId
    form: Form


@dataclass(frozen=True, slots=True)
class RenderInvoiceHandler:
    """Make a document of an invoice.

    - A draft says that it is one.
    - The same invoice always comes out byte for byte the same.
    """

    invoices: Invoices
    documents: InvoiceDocuments

    async def __call__(self, command: RenderInvoice) -> bytes:
        invoice = await self.invoices.get(command.invoice)
        make = {Form.PDF: self.documents.pdf, Form.XML: self.documents.xml}
        return make[command.form](invoice)
