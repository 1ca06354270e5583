"""A record as OCPI 2.2.1 has it (mod_cdrs, CDR object)."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from adapters.ocpi.countries import ALPHA_3
from adapters.ocpi.tariff_writing import Written, write_tariff
from domain.cdr import Badge, Basis, Cdr, ChargingPeriod, Place, SignedReading
from domain.metering import ReadingContext
from domain.tariff import Bill, Heading, Sums

NOT_AVAILABLE = "#NA"
"""For what is required and truly cannot be known (transport_and_format)."""

CONNECTORS = {
    "IEC_62196_T1": ("CABLE", "AC_1_PHASE"),
    "IEC_62196_T1_COMBO": ("CABLE", "DC"),
    "IEC_62196_T2": ("SOCKET", "AC_3_PHASE"),
    "IEC_62196_T2_COMBO": ("CABLE", "DC"),
    "CHADEMO": ("CABLE", "DC"),
    "TESLA_S": ("CABLE", "DC"),
}
"""Plug → format and power type, as they are usual; nobody tells us of others."""
USUAL_PLUG = "IEC_62196_T2"

TOKEN_TYPES = {"rfid": "RFID", "app": "APP_USER", "ad_hoc": "AD_HOC_USER", "emaid": "OTHER"}
NATURES = {
    ReadingContext.TRANSACTION_BEGIN: "Start",
    ReadingContext.TRANSACTION_END: "End",
}
_HOUR = timedelta(hours=1)


class Price(msgspec.Struct, frozen=True, omit_defaults=True):
    """An amount, before and after taxes."""

    excl_vat: Decimal
    incl_vat: Decimal | None = None


class CdrToken(msgspec.Struct, frozen=True):
    """Who charged."""

    country_code: str
    party_id: str
    uid: str
    type: str
    contract_id: str


class GeoLocation(msgspec.Struct, frozen=True):
    """WGS 84, decimal degrees as text."""

    latitude: str
    longitude: str


class CdrLocation(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where it was."""

    id: str
    name: str | None = None
    address: str
    city: str
    postal_code: str | None = None
    country: str
    coordinates: GeoLocation
    evse_uid: str
    evse_id: str
    connector_id: str
    connector_standard: str
    connector_format: str
    connector_power_type: str


class CdrDimension(msgspec.Struct, frozen=True):
    """How much of something."""

    type: str
    volume: Decimal


class OcpiChargingPeriod(msgspec.Struct, frozen=True, omit_defaults=True):
    """From then to the next one."""

    start_date_time: str
    dimensions: tuple[CdrDimension, ...]
    tariff_id: str | None = None


class OcpiSignedValue(msgspec.Struct, frozen=True):
    """One value that the meter signed."""

    nature: str
    plain_data: str
    signed_data: str


class SignedData(msgspec.Struct, frozen=True, omit_defaults=True):
    """All values that the meter signed, untouched."""

    encoding_method: str
    signed_values: tuple[OcpiSignedValue, ...]
    public_key: str | None = None


class OcpiCdr(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The CDR object of OCPI 2.2.1."""

    country_code: str
    party_id: str
    id: str
    start_date_time: str
    end_date_time: str
    session_id: str
    cdr_token: CdrToken
    auth_method: str
    cdr_location: CdrLocation
    meter_id: str | None = None
    currency: str
    tariffs: tuple[dict[str, Any], ...] = ()
    """Tariff objects, as they were when they priced it."""
    charging_periods: tuple[OcpiChargingPeriod, ...]
    signed_data: SignedData | None = None
    total_cost: Price
    total_fixed_cost: Price | None = None
    total_energy: Decimal
    total_energy_cost: Price | None = None
    total_time: Decimal
    total_time_cost: Price | None = None
    total_parking_time: Decimal | None = None
    total_parking_cost: Price | None = None
    total_reservation_cost: Price | None = None
    remark: str | None = None
    invoice_reference_id: str | None = None
    credit: bool | None = None
    credit_reference_id: str | None = None
    home_charging_compensation: bool | None = None
    last_updated: str


def ocpi_cdr(cdr: Cdr, bill: Bill, country: str, party: str, invoice: str | None) -> OcpiCdr:
    """The record as partners read it.

    Only `total_cost` of a credit is negative: all other amounts are those of the record that it
    takes back.

    Args:
        cdr: the record.
        bill: its price: partners get no record without one.
        country: of the operator, two letters.
        party: the operator's three letters.
        invoice: the number of the invoice that lists it.
    """
    said = cdr.particulars
    parking = sum((p.parking for p in said.periods), timedelta(0))
    reserved = sum((p.reserved for p in said.periods), timedelta(0))
    # A reservation is part of the record, though not of the session (2.2.1 start_date_time).
    begin = min([cdr.began_at, *(p.begin for p in said.periods if p.reserved)])
    copy = _tariff(cdr, said.basis, country, party) if said.basis else None
    return OcpiCdr(
        country_code=country or NOT_AVAILABLE,
        party_id=party or NOT_AVAILABLE,
        id=str(cdr.id),
        start_date_time=_time(begin),
        end_date_time=_time(cdr.ended_at),
        session_id=str(cdr.session),
        cdr_token=_token(cdr.token, said.badge, country, party),
        auth_method=said.auth_method,
        cdr_location=_location(cdr, said.place, country, party),
        meter_id=said.meter,
        currency=bill.currency.code,
        tariffs=(copy.document,) if copy else (),
        charging_periods=tuple(_period(p, cdr) for p in said.periods),
        signed_data=_signed(said.signed),
        total_cost=_total(cdr, bill),
        total_fixed_cost=_cost(bill.under(Heading.FIXED)),
        total_energy=_short(cdr.energy.kwh),
        total_energy_cost=_cost(bill.under(Heading.ENERGY)),
        total_time=_hours(cdr.ended_at - cdr.began_at),
        total_time_cost=_cost(bill.under(Heading.TIME)),
        total_parking_time=_hours(parking) if parking else None,
        total_parking_cost=_cost(bill.under(Heading.PARKING)),
        total_reservation_cost=_cost(bill.under(Heading.RESERVATION)) if reserved else None,
        remark=_remark(said.remarks, copy),
        invoice_reference_id=invoice,
        credit=True if cdr.is_credit else None,
        credit_reference_id=str(cdr.credits) if cdr.credits else None,
        home_charging_compensation=True if said.home else None,
        last_updated=_time(cdr.written_at),
    )


def _tariff(cdr: Cdr, basis: Basis, country: str, party: str) -> Written:
    """With the prices of the driver's group where it had some: those are what he paid."""
    tariff = basis.tariff.tariff(cdr.tenant)
    group = next((g for g in tariff.terms.groups if g.group in basis.groups), None)
    tariff.elements = group.elements if group else tariff.elements
    tariff.terms = replace(tariff.terms, groups=())
    return write_tariff(
        tariff,
        "2.2.1",
        country_code=country or NOT_AVAILABLE,
        party_id=party or NOT_AVAILABLE,
        last_updated=cdr.began_at,  # no later than that it became what it is here
    )


def _remark(said: str, copy: Written | None) -> str | None:
    """With what of the tariff has no form in OCPI, so that nobody wonders about the total."""
    lost = f"Beyond OCPI in the tariff: {', '.join(copy.losses)}." if copy and copy.losses else ""
    return " ".join(filter(None, (said, lost)))[:255] or None


def _token(uid: str | None, badge: Badge | None, country: str, party: str) -> CdrToken:
    kind = badge.kind if badge else ""
    return CdrToken(
        country_code=country or NOT_AVAILABLE,
        party_id=party or NOT_AVAILABLE,
        uid=(uid or NOT_AVAILABLE)[:36],
        type=TOKEN_TYPES.get(kind, "RFID" if uid else "AD_HOC_USER"),
        contract_id=((badge.contract if badge else None) or uid or NOT_AVAILABLE)[:36],
    )


def _location(cdr: Cdr, place: Place, country: str, party: str) -> CdrLocation:
    plug = place.plug or USUAL_PLUG
    shape, power = CONNECTORS.get(plug, CONNECTORS[USUAL_PLUG])
    at = place.coordinates
    return CdrLocation(
        id=place.location or NOT_AVAILABLE,
        name=place.name or None,
        address=place.address.street[:45] or NOT_AVAILABLE,
        city=place.address.city[:45] or NOT_AVAILABLE,
        postal_code=place.address.postal_code[:10] or None,
        country=ALPHA_3.get(place.address.country, NOT_AVAILABLE),
        coordinates=GeoLocation(
            latitude=f"{at.latitude:.6f}" if at else NOT_AVAILABLE,
            longitude=f"{at.longitude:.6f}" if at else NOT_AVAILABLE,
        ),
        evse_uid=f"{cdr.station.hex}-{place.evse}" if place.evse is not None else NOT_AVAILABLE,
        evse_id=_evse_id(place, country, party),
        connector_id=NOT_AVAILABLE if place.connector is None else str(place.connector),
        connector_standard=plug,
        connector_format=shape,
        connector_power_type=power,
    )


def _evse_id(place: Place, country: str, party: str) -> str:
    """By eMI3: country, operator, and what tells EVSEs apart."""
    if not (country and party and place.identity) or place.evse is None:
        return NOT_AVAILABLE
    outlet = re.sub(r"[^A-Z0-9*]", "*", place.identity.upper())
    return f"{country}*{party}*E{outlet}*{place.evse}"[:48]


def _period(period: ChargingPeriod, cdr: Cdr) -> OcpiChargingPeriod:
    volumes = (
        ("ENERGY", _short(period.energy.kwh) if period.energy else None),
        ("TIME", _hours(period.charging) if period.charging else None),
        ("PARKING_TIME", _hours(period.parking) if period.parking else None),
        ("RESERVATION_TIME", _hours(period.reserved) if period.reserved else None),
        ("MIN_CURRENT", period.min_current),
        ("MAX_CURRENT", period.max_current),
        ("MIN_POWER", period.min_power),
        ("MAX_POWER", period.max_power),
    )
    dimensions = tuple(CdrDimension(kind, v) for kind, v in volumes if v is not None)
    return OcpiChargingPeriod(
        start_date_time=_time(period.begin),
        # A period without any is not allowed; one of no length at all took no time.
        dimensions=dimensions or (CdrDimension("TIME", Decimal(0)),),
        tariff_id=str(cdr.tariff) if cdr.tariff else None,
    )


def _signed(values: tuple[SignedReading, ...]) -> SignedData | None:
    if not values:
        return None
    first = values[0].signed
    return SignedData(
        encoding_method=(first.encoding or first.method or NOT_AVAILABLE)[:36],
        public_key=first.public_key,
        signed_values=tuple(
            OcpiSignedValue(
                nature=NATURES.get(value.context, "Intermediate"),
                plain_data="",
                signed_data=value.signed.data,
            )
            for value in values
        ),
    )


def _total(cdr: Cdr, bill: Bill) -> Price:
    total, net = cdr.total or bill.total, cdr.before_taxes or bill.before_taxes
    known = bill.after_taxes is not None
    return Price(net.amount, total.amount if known else None)


def _cost(sums: Sums) -> Price | None:
    """None where nothing was billed under it."""
    if not sums.before_taxes:
        return None
    after = sums.after_taxes
    return Price(_amount(sums.before_taxes), None if after is None else _amount(after))


def _amount(exact: Fraction) -> Decimal:
    """To four decimals (OCPI `number`)."""
    return _short(Decimal(exact.numerator) / exact.denominator)


def _short(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.0001"))


def _hours(length: timedelta) -> Decimal:
    micro = length // timedelta(microseconds=1)
    return _short(Decimal(micro) / (_HOUR // timedelta(microseconds=1)))


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
