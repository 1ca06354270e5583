"""Invoices as PDF and as structured data."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID
from xml.etree import ElementTree as ET

import pypdf
import pytest

from adapters.documents import TypstDocuments
from adapters.documents.cii import NAMES
from adapters.documents.factur_x import NotAsExpected, marked_as_factur_x
from adapters.documents.texts import TEXTS
from domain.invoice import (
    BankAccount,
    Detail,
    Invoice,
    InvoiceContent,
    InvoiceKind,
    Line,
    Party,
    TaxCategory,
)
from domain.location import Address
from domain.quantities import Currency

VOLTA = Party(
    name="Volta Laden GmbH",
    address=Address("Marktstraße 12", "Berlin", "10115", "DE"),
    vat_id="DE123456789",
    registration="HRB 4711",
    email="billing@volta.example",
    phone="+49 30 1",
)
ADA = Party(name="Ada & Söhne <KG>", address=Address("Ringweg 5", "Potsdam", "14467", "DE"))


def line(number: int, **more: object) -> Line:
    return Line(
        **{
            "cdr": UUID(int=number),
            "session": UUID(int=100 + number),
            "began_at": datetime(2026, 3, number % 27 + 1, 7, 13, tzinfo=UTC),
            "ended_at": datetime(2026, 3, number % 27 + 1, 9, 24, tzinfo=UTC),
            "energy_wh": Decimal(18_450),
            "place": "Marktplatz",
            "token": "04E2B1C2",
            "details": (
                Detail(
                    component="ENERGY",
                    quantity=Decimal("18.45"),
                    unit="kWh",
                    price=Decimal("0.39"),
                    amount=Decimal("7.1955"),
                ),
            ),
            "price": Decimal("7.20"),
            "percent": Decimal(19),
            **more,
        }
    )


def issued(*lines: Line, kind: InvoiceKind = InvoiceKind.INVOICE, **more: object) -> Invoice:
    content = InvoiceContent(
        **{
            "seller": VOLTA,
            "buyer": ADA,
            "bank": BankAccount(iban="DE89370400440532013000", bic="COBADEFFXXX"),
            "currency": Currency("EUR"),
            "lines": lines or (line(1),),
            "told": Decimal("8.56") * max(len(lines), 1),
            "language": "de",
            "time_zone": "Europe/Berlin",
            **more,
        }
    )
    invoice = Invoice(
        id=UUID(int=9),
        tenant="volta",
        kind=kind,
        customer=UUID(int=7),
        content=content,
        created_at=datetime(2026, 4, 1, tzinfo=UTC),
    )
    invoice.issue("INV-2026-000017", date(2026, 4, 1), 14, datetime(2026, 4, 1, tzinfo=UTC))
    return invoice


def words(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def found(xml: bytes, path: str) -> list[str]:
    return [each.text for each in ET.fromstring(xml).iterfind(path, NAMES)]


def test_the_pdf_says_what_is_to_be_paid_by_whom_until_when():
    said = words(TypstDocuments().pdf(issued()))
    for each in (
        "Rechnung", "INV-2026-000017", "Ada & Söhne <KG>", "15.04.2026", "8,56", "Marktplatz",
        "08:13", "DE89 3704 0044 0532 0130 00", "USt-IdNr. DE123456789",
    ):  # fmt: skip
        assert each in said.replace("\u00a0", " "), each


@pytest.mark.parametrize("language", sorted(TEXTS))
@pytest.mark.parametrize("kind", list(InvoiceKind))
def test_every_kind_is_set_in_every_language(kind, language):
    more = {"paid": Decimal("8.56"), "paid_by": "card"} if kind is InvoiceKind.RECEIPT else {}
    made = TypstDocuments().pdf(issued(kind=kind, language=language, **more))
    assert TEXTS[language][kind] in words(made)


def test_all_languages_say_the_same_things():
    assert len({frozenset(texts) for texts in TEXTS.values()}) == 1


def test_the_same_invoice_is_the_same_file_and_another_day_does_not_matter():
    invoice = issued()
    assert TypstDocuments().pdf(invoice) == TypstDocuments().pdf(invoice)


def test_the_pdf_is_a_factur_x():
    invoice = issued()
    reader = pypdf.PdfReader(io.BytesIO(TypstDocuments().pdf(invoice)))
    assert list(reader.attachments) == ["factur-x.xml"]
    (inside,) = reader.attachments["factur-x.xml"]
    assert inside == TypstDocuments().xml(invoice)
    packet = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>" in packet
    assert "<pdfaid:part>3</pdfaid:part>" in packet
    ET.fromstring(packet[packet.index("<x:xmpmeta") : packet.index("<?xpacket end")])


def test_a_pdf_of_another_make_is_not_touched():
    with pytest.raises(NotAsExpected):
        marked_as_factur_x(b"%PDF-1.7\n%%EOF\n")


def test_many_sessions_take_many_pages_each_with_its_number():
    lines = tuple(line(number) for number in range(1, 61))
    made = TypstDocuments().pdf(issued(*lines))
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    assert len(pages) > 3
    assert f"Seite 2 von {len(pages)}" in pages[1].extract_text()


def test_hostile_words_are_only_words():
    hostile = '#panic("x") $ */ \\ `]] <script>\u202e\ufdd0\U0001f600\n[{"'
    buyer = replace(ADA, name=hostile[:60])
    invoice = issued(line(1, place=hostile, token=hostile), buyer=buyer, footer=hostile)
    made = TypstDocuments()
    assert made.pdf(invoice).startswith(b"%PDF")
    assert made.pdf(issued(buyer=replace(ADA, name="王小明 \u05d0\u05d1 علي"))).startswith(b"%PDF")
    ET.fromstring(made.xml(invoice))


def test_the_sums_of_the_data_are_those_of_the_invoice():
    free = line(3, price=Decimal(0), percent=Decimal(0), category=TaxCategory.ZERO)
    back = line(2, quantity=-1)
    invoice = issued(line(1), line(4), back, free, told=Decimal("8.56"))
    xml = TypstDocuments().xml(invoice)
    assert found(xml, ".//ram:LineTotalAmount") == ["7.20", "7.20", "-7.20", "0", "7.20"]
    assert found(xml, ".//ram:DuePayableAmount") == ["8.56"]
    assert found(xml, ".//ram:RoundingAmount") == ["-0.01"]
    assert found(xml, ".//ram:GrandTotalAmount") == ["8.57"]
    shares = ".//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax/"
    assert found(xml, f"{shares}ram:CategoryCode") == ["S", "Z"]
    assert found(xml, f"{shares}ram:CalculatedAmount") == ["1.37", "0.00"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (InvoiceKind.INVOICE, "380"),
        (InvoiceKind.RECEIPT, "380"),
        (InvoiceKind.CREDIT_NOTE, "381"),
        (InvoiceKind.SELF_BILLED, "389"),
    ],
)
def test_kinds_have_the_codes_of_untdid_1001(kind, code):
    xml = TypstDocuments().xml(issued(kind=kind))
    assert found(xml, "rsm:ExchangedDocument/ram:TypeCode") == [code]


def test_what_takes_a_self_billed_statement_back_is_a_self_billed_credit_note():
    private = Party(name="Ada", address=Address(country="DE"), email="ada@example.com")
    outside = line(1, percent=Decimal(0), category=TaxCategory.OUTSIDE)
    statement = issued(
        outside, kind=InvoiceKind.SELF_BILLED, seller=private, buyer=VOLTA, told=Decimal("7.20")
    )
    note = statement.credit(UUID(int=10), datetime(2026, 4, 2, tzinfo=UTC), "not at home")
    note.issue("CRN-2026-000001", date(2026, 4, 2), 14, datetime(2026, 4, 2, tzinfo=UTC))
    documents = TypstDocuments()
    xml = documents.xml(note)
    assert found(xml, "rsm:ExchangedDocument/ram:TypeCode") == ["261"]  # EN 16931 BR-CL-01
    assert found(xml, ".//ram:SellerTradeParty/ram:ID") == [str(UUID(int=7))]  # BR-CO-26
    text = pypdf.PdfReader(io.BytesIO(documents.pdf(note))).pages[0].extract_text()
    assert "Zurückgenommen" in text
    assert "Volta Laden GmbH" in documents.note(note).text


def test_what_a_private_person_gets_back_is_outside_of_vat():
    outside = line(1, percent=Decimal(0), category=TaxCategory.OUTSIDE)
    private = Party(name="Ada", address=Address(country="DE"))
    invoice = issued(
        outside, kind=InvoiceKind.SELF_BILLED, seller=private, buyer=VOLTA, told=Decimal("7.20")
    )
    xml = TypstDocuments().xml(invoice)
    assert found(xml, ".//ram:ExemptionReasonCode") == ["VATEX-EU-O"]
    assert found(xml, ".//ram:RateApplicablePercent") == []
    assert found(xml, ".//ram:SellerTradeParty/ram:ID") == [str(UUID(int=7))]


def test_the_note_of_the_mail_is_in_the_language_of_the_invoice():
    note = TypstDocuments().note(issued())
    assert note.subject == "Rechnung INV-2026-000017"
    assert "8,56 EUR" in note.text
    assert "Volta Laden GmbH" in note.text
