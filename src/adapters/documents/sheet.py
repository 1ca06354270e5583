"""All words and numbers of an invoice, ready to be set: the template only places them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from adapters.documents.texts import texts_of
from adapters.documents.writing import Hand, duration, hand_of
from domain.invoice import (
    Invoice,
    InvoiceContent,
    InvoiceKind,
    InvoiceState,
    Line,
    Party,
    TaxCategory,
)

Sheet = dict[str, Any]
UNTIL, TIMES = "\u2013", "\u00d7"


def sheet_of(invoice: Invoice) -> Sheet:
    """What the template takes."""
    return _Writer(
        invoice, texts_of(invoice.content.language), hand_of(invoice.content.language)
    ).sheet()


@dataclass(frozen=True, slots=True)
class _Writer:
    invoice: Invoice
    said: Mapping[str, str]
    hand: Hand

    @property
    def content(self) -> InvoiceContent:
        return self.invoice.content

    def sheet(self) -> Sheet:
        content, seller = self.content, self.content.seller
        writer = content.buyer if self.invoice.self_billed else seller
        to = seller if self.invoice.self_billed else content.buyer
        made = self.invoice.issued_on or self.invoice.created_at.date()
        return {
            "title": self.said[self.invoice.kind],
            "draft": self.said["draft_mark"] if self._is_draft else "",
            "number": self.invoice.number or self.said["draft"],
            "language": content.language,
            "made": [made.year, made.month, made.day],
            "writer": writer.name,
            "sender": " · ".join(part for part in (writer.name, *_address(writer)) if part),
            "to": [part for part in (to.name, *_address(to)) if part],
            "facts": list(self._facts()),
            "heads": [self.said[key] for key in ("session", "energy", "duration", "tax", "amount")],
            "lines": [self._line(line) for line in content.lines],
            "sums": list(self._sums()),
            "payable": self._payable(),
            "notes": list(self._notes()),
            "footer": self._footer(writer),
            "page": self.said["page"],
        }

    @property
    def _is_draft(self) -> bool:
        return self.invoice.state is InvoiceState.DRAFT

    def _facts(self) -> Iterator[list[str]]:
        invoice, content = self.invoice, self.content
        yield [self.said["number"], invoice.number or self.said["draft"]]
        if invoice.issued_on:
            yield [self.said["date"], self.hand.date(invoice.issued_on)]
        if content.period_begin and content.period_end:
            begin, end = self.hand.date(content.period_begin), self.hand.date(content.period_end)
            yield [self.said["period"], f"{begin} {UNTIL} {end}"]
        if invoice.due_on:
            yield [self.said["due"], self.hand.date(invoice.due_on)]
        if content.credited_number:
            yield [self.said["credited"], content.credited_number]
        if content.reference:
            yield [self.said["reference"], content.reference]
        if content.buyer.vat_id and not invoice.self_billed:
            yield [self.said["their_vat"], content.buyer.vat_id]

    def _line(self, line: Line) -> Sheet:
        zone = ZoneInfo(self.content.time_zone)
        where = " · ".join(part for part in (line.place, line.identity) if part)
        back = self.said["taken_back"] if line.quantity < 0 else ""
        more = [*self._details(line)]
        if line.token:
            more.append(f"{self.said['card']} {line.token}")
        return {
            "when": self.hand.moment(line.began_at, zone),
            "where": where,
            "back": back,
            "more": more,
            "energy": f"{self.hand.number(line.energy_wh / 1000, 2)}\u00a0kWh",
            "duration": duration(line.ended_at - line.began_at),
            "tax": f"{self.hand.shortest(line.percent)}\u00a0%" if line.percent else UNTIL,
            "amount": self._number(line.net),
        }

    def _details(self, line: Line) -> Iterator[str]:
        currency = self.content.currency
        for each in line.details:
            name = self.said.get(each.component, each.component)
            price = self.hand.shortest(each.price, currency.minor_digits)
            if each.unit == "session":
                yield f"{name} {price}"
            else:
                quantity = self.hand.shortest(each.quantity, 0, 3)
                yield f"{name} {quantity}\u00a0{each.unit} {TIMES} {price}"

    def _sums(self) -> Iterator[list[str]]:
        totals, currency = self.content.totals, self.content.currency
        taxed = any(share.percent for share in totals.shares)
        if taxed:
            yield [self.said["net"], self._number(totals.net)]
        for share in totals.shares:
            taxable = self.hand.money(share.taxable, currency)
            if share.percent:
                percent = self.hand.shortest(share.percent)
                label = self.said["tax_line"].format(percent=percent, taxable=taxable)
                yield [label, self._number(share.tax)]
            elif taxed and share.taxable:
                yield [self.said["zero_line"].format(taxable=taxable), self._number(share.tax)]
        yield [self.said["gross" if taxed else "gross_untaxed"], self._number(totals.gross)]
        if totals.rounding:
            yield [self.said["rounding"], self._number(totals.rounding)]
        if totals.paid:
            means = self.content.paid_by
            label = self.said["paid_by"].format(means=means) if means else self.said["paid"]
            yield [label, self._number(-totals.paid)]

    @property
    def _reclaims(self) -> bool:
        """Whether it takes back what was to be paid out."""
        return self.invoice.self_billed and self.invoice.kind is InvoiceKind.CREDIT_NOTE

    def _payable(self) -> list[str]:
        labels = {
            InvoiceKind.CREDIT_NOTE: "given_back",
            InvoiceKind.SELF_BILLED: "to_be_paid_out",
        }
        label = self.said[labels.get(self.invoice.kind, "payable")]
        if self._reclaims:
            label = self.said["reclaimed"]
        payable = self.content.totals.payable
        return [label, self.hand.money(payable, self.content.currency)]

    def _notes(self) -> Iterator[str]:
        content = self.content
        payable = content.totals.payable
        if content.why:
            yield f"{self.said['reason']}: {content.why}"
        if self.invoice.self_billed:
            yield self.said["self_billed_note"]
        if any(line.category is TaxCategory.OUTSIDE for line in content.lines):
            yield self.said["outside_note"]
        if content.exemption:
            yield content.exemption
        yield self._what_to_do(payable)
        if content.footer:
            yield content.footer

    def _what_to_do(self, payable: Decimal) -> str:
        content, kind = self.content, self.invoice.kind
        if kind is InvoiceKind.SELF_BILLED:
            return self.said["out" if content.bank else "out_bare"]
        if self._reclaims:
            return self.said["set_off"]
        if kind is InvoiceKind.CREDIT_NOTE or payable < 0:
            return self.said["back"]
        if payable == 0:
            return self.said["settled" if content.paid else "free"]
        due = self.invoice.due_on
        if due is None or content.bank is None:
            return ""
        return self.said["pay"].format(
            amount=self.hand.money(payable, content.currency),
            due=self.hand.date(due),
            number=self.invoice.number,
        )

    def _footer(self, writer: Party) -> list[list[str]]:
        bank = self.content.bank
        reach = [part for part in (writer.phone, writer.email) if part]
        numbers = [
            f"{self.said[key]} {value}"
            for key, value in (
                ("vat_id", writer.vat_id),
                ("tax_number", writer.tax_number),
                ("registration", writer.registration),
            )
            if value
        ]
        account = []
        if bank is not None:
            account = [self.said["bank"], _grouped(bank.iban), bank.bic, bank.holder]
        columns = [[writer.name, *_address(writer)], reach, numbers, account]
        return [[part for part in column if part] for column in columns if any(column)]

    def _number(self, amount: Decimal) -> str:
        """Credit notes show what is given back, without signs."""
        return self.hand.number(amount, self.content.currency.minor_digits)


def _address(party: Party) -> list[str]:
    at = party.address
    town = " ".join(part for part in (at.postal_code, at.city) if part)
    return [part for part in (at.street, town, at.country) if part]


def _grouped(iban: str) -> str:
    return " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))
