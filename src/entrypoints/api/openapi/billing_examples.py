"""Examples of what is billed, as it is sent and answered."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

INVOICE = "019cad8f-ac00-77ad-a2ca-4499b16f23e4"
CUSTOMER = "019cad8f-ac00-77ad-a2ca-449ab16f23e5"
SESSION = "019cad8f-ac00-77ad-a2ca-4496b4617fc8"
STATION = "019cad8f-ac00-77ad-a2ca-4496782d3386"
TARIFF = "019cad8f-ac00-77ad-a2ca-4494e1ad85b1"
CDR = "019cad8f-ac00-77ad-a2ca-4498a26a639d"
EIGHT, HALF_PAST = "2026-03-02T08:00:00Z", "2026-03-02T08:30:00Z"

_SELLER = {
    "name": "Sunny Charging GmbH", "street": "Market 1", "city": "Berlin", "postal_code": "10115",
    "country": "DE", "vat_id": "DE123456789", "tax_number": "",
    "registration": "HRB 4711 Berlin", "email": "billing@sunny.example.com",
    "phone": "+49 30 123456", "contact": "",
}  # fmt: skip
_BUYER = {
    "name": "Ada Lovelace", "street": "Ringweg 5", "city": "Potsdam", "postal_code": "14467",
    "country": "DE", "vat_id": "", "tax_number": "", "registration": "",
    "email": "ada@example.com", "phone": "", "contact": "",
}  # fmt: skip
_BANK = {"iban": "DE89370400440532013000", "bic": "COBADEFFXXX", "holder": ""}
_TERMS = {
    "seller": _SELLER, "bank": _BANK, "language": "de", "time_zone": "Europe/Berlin",
    "payment_days": 14, "invoice_prefix": "INV", "credit_prefix": "CRN",
    "self_billed_prefix": "SBI", "exemption": "", "footer": "", "country_code": "DE",
    "party_id": "SUN",
}  # fmt: skip
_CUSTOMER = {
    "party": _BUYER, "language": "de", "reference": "cost centre 42",
    "tokens": ["04E2B1C2A34D80"], "home_stations": [], "bank": None,
}  # fmt: skip
_INVOICE = {
    "id": INVOICE, "kind": "invoice", "state": "issued", "number": "INV-2026-000017",
    "customer": CUSTOMER, "buyer": "Ada Lovelace", "seller": "Sunny Charging GmbH",
    "created_at": "2026-04-01T06:00:00Z", "issued_on": "2026-04-01", "due_on": "2026-04-15",
    "period_begin": "2026-03-01", "period_end": "2026-03-31", "sessions": 1,
    "net": {"amount": "7.20", "currency": "EUR"}, "tax": {"amount": "1.37", "currency": "EUR"},
    "total": {"amount": "8.57", "currency": "EUR"},
    "payable": {"amount": "8.56", "currency": "EUR"}, "credits": None, "credited_by": None,
    "delivery": {
        "to": "ada@example.com", "state": "sent", "number": 1, "at": "2026-04-01T06:00:05Z",
        "why": "",
    },
    "version": 3,
}  # fmt: skip
_OUTLET = {
    "id": "019cad8f-ac00-77ad-a2ca-4494b16f23e3", "name": "Market square", "address": "Market 1",
    "city": "Berlin", "postal_code": "10115", "country": "DEU",
    "coordinates": {"latitude": "52.520008", "longitude": "13.404954"},
    "evse_uid": "019cad8fac0077ada2ca4496782d3386-1", "evse_id": "DE*SUN*EMARKET*1*1",
    "connector_id": "1", "connector_standard": "IEC_62196_T2", "connector_format": "SOCKET",
    "connector_power_type": "AC_3_PHASE",
}  # fmt: skip

_PRICE = {"amount": "7.20", "currency": "EUR"}
_WITH_TAX = {"amount": "8.57", "currency": "EUR"}
_EXPLANATION = {
    "tariffs": ["Day"], "time_zone": "Europe/Berlin",
    "segments": [
        {
            "start": "2026-03-02T09:00:00+01:00", "end": "2026-03-02T09:30:00+01:00",
            "shares": [
                {
                    "dimension": "ENERGY", "quantity": 18450, "price": "0.39", "vat": "19",
                    "tariff": TARIFF, "element": 0, "component": 0, "reservation": False,
                }
            ],
        }
    ],
    "lines": [
        {
            "dimension": "ENERGY", "reservation": False, "consumed": 18450, "billed": 18450,
            "step_size": 1, "unit": "kWh", "price": "0.39", "vat": "19", "before_taxes": "7.1955",
            "after_taxes": "8.5626", "element": 0, "component": 0, "tariff": TARIFF,
            "tax_included": False,
        }
    ],
    "adjustments": [], "exact_before_taxes": "7.1955", "exact_after_taxes": "8.5626",
    "rounding": {"scope": "total", "mode": "half-up", "unit": None},
    "before_taxes": _PRICE, "total": _WITH_TAX, "warnings": [], "readings": ["flat=first"],
    "text": "Energy 18.45 kWh at 0.39 EUR/kWh: 7.1955 EUR and 19 % VAT 1.3671 EUR.",
}  # fmt: skip
_VOLUMES = {
    "energy_wh": "18450.0000", "charging_seconds": "1800.0000", "parking_seconds": "0.0000",
    "reserved_seconds": "0.0000", "cost": "7.1955",
}  # fmt: skip
_RECORDS = {
    "RecordCost": {
        "cdr": CDR, "session": SESSION, "revision": 0, "credits": None,
        "tariff": {
            "id": TARIFF, "series": TARIFF, "edition": 1, "name": "Day", "currency": "EUR",
            "elements": [], "min_price": None, "max_price": None, "tax_included": "NO",
            "alt_texts": [], "valid_from": None, "valid_until": None,
            "terms": {
                "idle_grace_seconds": 0, "idle_cap": None, "allowances": [], "groups": [],
                "discounts": [],
                "rounding": {"scope": "total", "mode": "half-up", "unit": None},
            },
        },
        "groups": [], "memberships": [], "before_taxes": _PRICE, "total": _WITH_TAX,
        "explanation": _EXPLANATION, "reproduced": True,
        "text": "Priced by edition 1 of 'Day'.",
    },
    "ForeignCdr": {
        "cdr": {
            "start_date_time": EIGHT, "end_date_time": HALF_PAST,
            "total_cost": {"excl_vat": 7.5}, "total_energy": 18.45,
            "charging_periods": [
                {
                    "start_date_time": EIGHT, "tariff_id": "DAY",
                    "dimensions": [
                        {"type": "ENERGY", "volume": 18.45}, {"type": "TIME", "volume": 0.5},
                    ],
                }
            ],
        },
        "tariffs": [
            {
                "id": "DAY", "currency": "EUR", "country_code": "DE", "party_id": "SUN",
                "elements": [
                    {"price_components": [
                        {"type": "ENERGY", "price": 0.39, "vat": 19, "step_size": 1},
                    ]},
                ],
            }
        ],
        "time_zone": "Europe/Berlin", "record": CDR,
    },
    "Comparison": {
        "agrees": False,
        "differences": [
            {
                "heading": "total", "taxed": False, "theirs": "7.5", "ours": "7.1955",
                "by": "0.3045",
            }
        ],
        "quantities": [
            {"name": "total_energy", "stated": "18.4500", "periods": "18.4500", "ours": "18.4500"}
        ],
        "periods": [
            {
                "number": 0, "begin": EIGHT, "end": HALF_PAST, "theirs": _VOLUMES,
                "ours": _VOLUMES, "differs": False,
            }
        ],
        "explanation": _EXPLANATION, "record": CDR, "from_ours": [],
        "causes": [
            {"cause": "reckoning", "amount": "0.3045"}, {"cause": "prices", "amount": "0.0000"},
            {"cause": "use", "amount": "0.0000"},
        ],
        "remarks": [], "text": "By their own periods and tariff it comes to 7.1955 EUR.",
    },
}  # fmt: skip

BILLING: Mapping[str, Any] = MappingProxyType(
    {
        **_RECORDS,
        "PriceDecision": {"decision": "priced", "tariff": TARIFF, "note": "as at the other posts"},
        "UnpricedSession": {
            "session": SESSION, "station": STATION,
            "reason": "No tariff held at the EVSE when the session started.",
            "since": HALF_PAST, "tariff": None, "decision": None, "decided_at": None,
            "decided_by": "", "note": "", "version": 1,
        },
        "CustomerDraft": _CUSTOMER,
        "Customer": {"id": CUSTOMER, **_CUSTOMER, "version": 1},
        "BillingTermsDraft": _TERMS,
        "BillingTerms": {**_TERMS, "version": 1},
        "NewInvoice": {
            "wanted": {
                "of": "period", "customer": CUSTOMER, "begin": "2026-03-01", "end": "2026-03-31",
                "home": False, "issue": True,
            },
        },
        "Invoice": _INVOICE,
        "InvoiceDetail": {
            "invoice": _INVOICE, "seller": _SELLER, "buyer": _BUYER, "bank": _BANK,
            "language": "de", "reference": "cost centre 42",
            "lines": [
                {
                    "cdr": CDR, "session": SESSION, "began_at": EIGHT, "ended_at": HALF_PAST,
                    "energy_wh": "18450", "place": "Market square", "token": "04E2B1C2A34D80",
                    "net": "7.20", "tax_percent": "19", "tax_category": "S",
                }
            ],
            "taxes": [{"percent": "19", "category": "S", "taxable": "7.20", "tax": "1.37"}],
            "paid": "0", "rounding": "-0.01", "why": "",
        },
        "Crediting": {"why": "charged twice"},
        "Sending": {"to": "ada@example.com"},
        "OcpiCdr": {
            "country_code": "DE", "party_id": "SUN", "id": CDR, "start_date_time": EIGHT,
            "end_date_time": HALF_PAST, "session_id": SESSION,
            "cdr_token": {
                "country_code": "DE", "party_id": "SUN", "uid": "04E2B1C2A34D80", "type": "RFID",
                "contract_id": "04E2B1C2A34D80",
            },
            "auth_method": "WHITELIST", "cdr_location": _OUTLET, "currency": "EUR",
            "charging_periods": [
                {
                    "start_date_time": EIGHT,
                    "dimensions": [
                        {"type": "ENERGY", "volume": 18.45}, {"type": "TIME", "volume": 0.5},
                    ],
                    "tariff_id": TARIFF,
                }
            ],
            "total_cost": {"excl_vat": 7.2, "incl_vat": 8.56}, "total_energy": 18.45,
            "total_energy_cost": {"excl_vat": 7.1955, "incl_vat": 8.5626}, "total_time": 0.5,
            "invoice_reference_id": "INV-2026-000017", "last_updated": HALF_PAST,
        },
    }
)  # fmt: skip
