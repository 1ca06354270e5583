"""TypstDocuments: invoices as PDF/A-3 with the structured data inside (Factur-X)."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from adapters.documents.cii import cii
from adapters.documents.factur_x import marked_as_factur_x
from adapters.documents.sheet import sheet_of
from adapters.documents.texts import texts_of
from adapters.documents.writing import hand_of, settable
from application.ports.documents import CoveringNote, InvoiceDocuments
from domain.invoice import Invoice, InvoiceState

TEMPLATE = files("adapters.documents").joinpath("invoice.typ")


@dataclass(slots=True)
class TypstDocuments(InvoiceDocuments):
    """Sets them with Typst, in the fonts that come with it: no machine's own fonts matter."""

    _template: bytes = field(default=b"", init=False)

    def pdf(self, invoice: Invoice) -> bytes:
        """A draft has no structured data inside: it is no invoice yet."""
        sealed = invoice.state is not InvoiceState.DRAFT
        made = invoice.issued_on or invoice.created_at.date()
        given = {"data": json.dumps(sheet_of(invoice), ensure_ascii=False)}
        if sealed:
            given["xml"] = cii(invoice).decode()
        when = int(datetime(made.year, made.month, made.day, tzinfo=UTC).timestamp())
        try:
            plain = self._set(given, pdf_standards=["a-3b"], timestamp=when)
        except RuntimeError:
            # PDF/A shows every letter or is none; the structured data still has them as they are.
            given["data"] = settable(given["data"])
            plain = self._set(given, pdf_standards=["a-3b"], timestamp=when)
        return marked_as_factur_x(plain) if sealed else plain

    def xml(self, invoice: Invoice) -> bytes:
        """See the port."""
        return cii(invoice)

    def note(self, invoice: Invoice) -> CoveringNote:
        """In the language of the invoice."""
        content = invoice.content
        said, hand = texts_of(content.language), hand_of(content.language)
        parties = (content.buyer, content.seller)
        to, writer = reversed(parties) if invoice.self_billed else parties
        title = said[invoice.kind]
        made = invoice.issued_on or invoice.created_at.date()
        amount = hand.money(content.totals.gross + content.totals.rounding, content.currency)
        return CoveringNote(
            subject=said["mail_subject"].format(title=title, number=invoice.name),
            text=said["mail_text"].format(
                name=to.name,
                kind=title,
                number=invoice.name,
                date=hand.date(made),
                amount=amount.replace("\u00a0", " "),
                seller=writer.name,
            ),
        )

    def _set(self, given: dict[str, str], **how: Any) -> bytes:  # noqa: ANN401 - typst's own
        # 40 ms of importing that most processes do not need.
        import typst  # noqa: PLC0415

        if not self._template:
            self._template = TEMPLATE.read_bytes()
        options = {"format": "pdf", **how}
        made = typst.compile(self._template, sys_inputs=given, ignore_system_fonts=True, **options)
        if isinstance(made, list):
            made = made[0]
        assert isinstance(made, bytes)  # noqa: S101 - typst's stubs say more
        return made
