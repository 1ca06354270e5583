"""One example of each thing, as it is sent and answered; a test holds them to their schemas."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from entrypoints.api.openapi.billing_examples import BILLING, INVOICE

LOCATION = "019cad8f-ac00-77ad-a2ca-4494b16f23e3"
STATION = "019cad8f-ac00-77ad-a2ca-4496782d3386"
SESSION = "019cad8f-ac00-77ad-a2ca-4496b4617fc8"
TARIFF = "019cad8f-ac00-77ad-a2ca-4494e1ad85b1"
TOKEN = "019cad8f-ac00-77ad-a2ca-4495a6690c75"  # noqa: S105 - an identity
COMMAND = "019cad8f-ac00-77ad-a2ca-4498a26a639d"
EIGHT = "2026-03-02T08:00:00Z"
HALF_PAST = "2026-03-02T08:30:00Z"

_STATUS = {
    "state": "occupied", "stage": "charging", "fault_code": None, "fault_info": None,
    "vendor_code": None, "reported_at": EIGHT, "received_at": EIGHT,
}  # fmt: skip
_COST_DISPLAY = {"mode": "running", "interval_seconds": 60, "least_change": "0.05"}
_POLICY = {
    "auto_provision": False, "heartbeat_seconds": 300, "silent_after_seconds": 900,
    "anonymous_charging": False, "cost_display": _COST_DISPLAY,
    "tolerances": [{
        "name": "our kerb posts", "vendor": "Volta*", "model": "Kerb ?", "firmware": "1.*",
        "accepts": ["long_texts", "odd_words"],
    }],
}  # fmt: skip
_STATION = {
    "id": STATION, "identity": "MARKET-1", "name": "Left of the entrance", "location": LOCATION,
    "registration": "accepted", "admitted": "accepted",
    "hardware": {
        "vendor": "Volt", "model": "V1", "serial": "S-1", "firmware": "1.0", "iccid": None,
        "imsi": None, "meter_type": None, "meter_serial": None,
    },
    "booted_at": EIGHT, "heartbeat_seconds": None,
    "status": {**_STATUS, "state": "available", "stage": None},
    "evses": [
        {
            "number": 1,
            "connectors": [
                {"number": 1, "plug": "IEC_62196_T2", "status": _STATUS, "warning": None}
            ],
        }
    ],
    "online": True, "protocol": "ocpp2.0.1", "connected_since": EIGHT, "last_seen": HALF_PAST,
    "security_profile": 2, "tolerance": None, "accepted_faults": ["long_texts"],
    "cost_display": None, "clock_wrong": False, "tariff": TARIFF, "version": 4,
}  # fmt: skip
_BILL = {
    "lines": [
        {
            "component": "energy", "quantity": "18.45", "unit": "kWh", "price": "0.39",
            "amount": "7.1955",
        }
    ],
    "tax_percent": "19",
    "before_taxes": {"amount": "7.20", "currency": "EUR"},
    "total": {"amount": "8.56", "currency": "EUR"},
}  # fmt: skip
_SESSION = {
    "id": SESSION, "station": STATION, "reference": "tx-1", "evse": 1, "connector": 1,
    "token": "04E2B1C2A34D80", "group": None, "authorization": "accepted", "phase": "charging",
    "open": True, "began_at": EIGHT, "ended_at": None, "reason": None, "evidence": None,
    "energy_wh": 18450, "first_heard": EIGHT, "last_heard": HALF_PAST, "silent_since": None,
    "complete": False, "findings": [], "tariff": TARIFF, "remote_start": None, "version": 7,
}  # fmt: skip
_COMMAND = {
    "id": COMMAND, "station": STATION,
    "instruction": {"type": "reset", "graceful": True, "evse": None}, "state": "accepted",
    "priority": 2, "ordered_at": EIGHT, "expires_at": "2026-03-02T08:05:00Z", "sent_at": EIGHT,
    "answered_at": EIGHT, "confirmed_at": None,
    "outcome": {"verdict": "accepted", "status": "Accepted", "details": {}},
    "ordered_by": "key reporting (ocsms_k3j4h5g6f7)", "batch": None, "version": 3,
}  # fmt: skip
_TOKEN = {
    "uid": "04E2B1C2A34D80", "kind": "rfid", "label": "Ada Lovelace", "group": None,
    "blocked": False, "valid_from": None, "valid_until": "2027-12-31T23:59:59Z",
    "max_sessions": 1, "language": "en", "memberships": ["gold"],
}  # fmt: skip
_NO_RESTRICTIONS: dict[str, Any] = {
    "start_time": None, "end_time": None, "start_date": None, "end_date": None, "min_kwh": None,
    "max_kwh": None, "min_current": None, "max_current": None, "min_power": None,
    "max_power": None, "min_duration": None, "max_duration": None, "days": [],
    "reservation": None,
}  # fmt: skip
_NIGHT = {**_NO_RESTRICTIONS, "start_time": "22:00:00", "end_time": "06:00:00"}
_TERMS = {
    "idle_grace_seconds": 600, "idle_cap": "12.00", "allowances": [], "groups": [],
    "discounts": [], "rounding": {"scope": "total", "mode": "half-up", "unit": None},
}  # fmt: skip
_TARIFF = {
    "name": "Day and night", "currency": "EUR",
    "elements": [
        {
            "components": [
                {
                    "dimension": "ENERGY", "price": "0.29", "vat": "19", "step_size": 1,
                    "spot": None,
                }
            ],
            "restrictions": _NIGHT,
        },
        {
            "components": [
                {
                    "dimension": "ENERGY", "price": "0.39", "vat": "19", "step_size": 1,
                    "spot": None,
                },
                {
                    "dimension": "PARKING_TIME", "price": "6.00", "vat": "19", "step_size": 1,
                    "spot": None,
                },
            ],
            "restrictions": _NO_RESTRICTIONS,
        },
    ],
    "min_price": None, "max_price": {"before_taxes": "50.00", "after_taxes": None},
    "tax_included": "NO", "kind": None, "alt_texts": [], "alt_url": None, "terms": _TERMS,
    "is_default": True, "valid_from": None, "valid_until": None,
}  # fmt: skip
_TYPICAL = {
    "start": EIGHT, "kwh": "18.45", "minutes": 45, "idle_minutes": 15, "reserved_minutes": 0,
    "time_zone": "Europe/Berlin", "power_kw": None, "groups": [], "memberships": [],
}  # fmt: skip
_HOUR = {"start": EIGHT, "price": "98.4"}
_ASSIGNMENT = {"tariff": TARIFF, "valid_from": None, "valid_until": None}
_TARGET = {
    "location": None, "station": STATION, "evse": 1, "group": "staff", "partner": None,
}  # fmt: skip
_KEY = {
    "id": COMMAND, "tenant": "demo", "name": "reporting", "prefix": "ocsms_k3j4h5g6f7",
    "scopes": ["read"], "created_at": EIGHT, "expires_at": None, "revoked_at": None, "version": 1,
}  # fmt: skip

EXAMPLES: Mapping[str, Any] = MappingProxyType(
    {
        "NewTenant": {
            "id": "sunny", "name": "Sunny Charging", "currency": "EUR", "policy": _POLICY,
        },
        "TolerancesDraft": {"tolerances": _POLICY["tolerances"]},
        "TenantParticulars": {
            "name": "Sunny Charging", "currency": "EUR", "policy": _POLICY, "active": True,
        },
        "Tenant": {
            "id": "sunny", "name": "Sunny Charging", "currency": "EUR", "active": True,
            "policy": _POLICY, "version": 1,
        },
        "NewKey": {"name": "reporting", "scopes": ["read"], "expires_at": None},
        "Key": _KEY,
        "MadeKey": {"key": _KEY, "text": "ocsms_k3j4h5g6f7d2s3a4p5o6i7u2z3t4r5e6"},
        "LocationDraft": {
            "name": "Market square", "street": "Market 1", "city": "Berlin",
            "postal_code": "10115", "country": "DE",
            "position": {"latitude": "52.520008", "longitude": "13.404954"},
            "time_zone": "Europe/Berlin",
        },
        "Location": {
            "id": LOCATION, "name": "Market square", "street": "Market 1", "city": "Berlin",
            "postal_code": "10115", "country": "DE", "latitude": "52.520008",
            "longitude": "13.404954", "time_zone": "Europe/Berlin", "stations": 2, "version": 1,
        },
        "NewStation": {
            "identity": "MARKET-1", "name": "Left of the entrance", "location": None,
            "registration": "accepted", "security_profile": 2, "with_secret": True,
            "evses": [{"number": 1, "connectors": [{"number": 1, "plug": "IEC_62196_T2"}]}],
        },
        "StationParticulars": {
            "name": "Left of the entrance", "location": None, "registration": "accepted",
            "heartbeat_seconds": 300, "tolerance": ["long_texts", "odd_words"],
            "cost_display": _COST_DISPLAY,
            "evses": [{"number": 1, "connectors": [{"number": 1, "plug": "IEC_62196_T2"}]}],
        },
        "Station": _STATION,
        "MadeStation": {"station": _STATION, "secret": "vdducb7gnsyojmvt6tky3awkmodnfslo"},
        "StationSecret": {"secret": "vdducb7gnsyojmvt6tky3awkmodnfslo"},
        "TariffChoice": {"tariff": None},
        "NewPrices": {
            "series": "day-ahead/DE-LU", "currency": "EUR", "unit": "MWh", "minutes": 60,
            "prices": [_HOUR, {**_HOUR, "start": "2026-03-02T09:00:00Z", "end": None}],
        },
        "Quoted": {"taken": 2, "known": 0},
        "Quotation": {
            "id": COMMAND, "series": "day-ahead/DE-LU", "currency": "EUR", "start": EIGHT,
            "end": "2026-03-02T09:00:00Z", "known_at": "2026-03-01T12:00:00Z",
            "points": [{"start": EIGHT, "end": "2026-03-02T09:00:00Z", "price": "0.0984"}],
        },
        "Breach": {
            "rule": "odd_words", "action": "MeterValues", "path": "$.meterValue[].unit",
            "repaired": True, "times": 512, "first_seen": EIGHT, "last_seen": HALF_PAST,
            "example": "Hz",
        },
        "StationStatistics": {
            "since": "2026-02-01T00:00:00Z", "until": "2026-03-01T00:00:00Z", "sessions": 41,
            "open_sessions": 1, "energy_wh": 756300.5, "charging_seconds": 151200,
            "idle_seconds": 3600, "revenue": [{"amount": "351.02", "currency": "EUR"}],
        },
        "Setting": {
            "component": "OCPPCommCtrlr", "component_instance": "",
            "variable": "HeartbeatInterval", "variable_instance": "", "evse": 0, "connector": 0,
            "attribute": "Actual", "value": "300", "readonly": False, "mutability": "ReadWrite",
            "unit": "s", "data_type": "integer", "reboot_required": False, "told_at": EIGHT,
        },
        "TokenDraft": _TOKEN,
        "Token": {"id": TOKEN, **_TOKEN, "version": 1},
        "Imported": {"issued": 120, "changed": 3},
        "TariffDraft": _TARIFF,
        "NewTariff": {**_TARIFF, "state": "draft"},
        "NewEdition": {**_TARIFF, "state": "published"},
        "Tariff": {
            "id": TARIFF, **_TARIFF, "state": "published", "series": TARIFF, "edition": 1,
            "flat": None, "per_kwh": None, "per_hour": None, "idle_per_hour": None,
            "idle_grace_seconds": None, "tax_percent": None, "version": 1,
        },
        "Findings": {
            "publishable": True,
            "findings": [
                {
                    "code": "gap", "severity": "hint", "path": "elements",
                    "message": "TIME is free in some circumstances: add a default",
                }
            ],
        },
        "AssignmentDraft": _ASSIGNMENT,
        "NewAssignment": {**_ASSIGNMENT, **_TARGET},
        "WhatIfQuestion": {
            "since": "2026-01-01T00:00:00Z", "until": None, "after": None, "limit": 2000,
        },
        "WhatIfAnswer": {
            "currency": "EUR", "sessions": 2000, "left_out": 3, "revenue_before": "18210.40",
            "revenue_after": "18544.15", "dearer": 1210, "cheaper": 640, "same": 150,
            "histogram": [{"name": "0 to 1", "sessions": 1210}], "remaining": 98000,
            "next": SESSION,
        },
        "TariffAssignment": {"id": COMMAND, **_ASSIGNMENT, **_TARGET, "version": 1},
        "Preview": {"session": None, "typical": _TYPICAL},
        "DraftPreview": {"session": None, "typical": _TYPICAL, "tariff": _TARIFF},
        "Explanation": {
            "tariffs": ["Day and night"], "time_zone": "Europe/Berlin",
            "segments": [
                {
                    "start": "2026-03-02T09:00:00+01:00", "end": "2026-03-02T09:45:00+01:00",
                    "shares": [
                        {
                            "dimension": "ENERGY", "quantity": 18450, "price": "0.39",
                            "vat": "19", "tariff": TARIFF, "element": 1, "component": 0,
                            "reservation": False,
                        }
                    ],
                }
            ],
            "lines": [
                {
                    "dimension": "ENERGY", "reservation": False, "consumed": 18450,
                    "billed": 18450, "step_size": 1, "unit": "kWh", "price": "0.39", "vat": "19",
                    "before_taxes": "7.1955", "after_taxes": "8.5626", "element": 1,
                    "component": 0, "tariff": TARIFF, "tax_included": False,
                }
            ],
            "adjustments": [], "exact_before_taxes": "7.1955", "exact_after_taxes": "8.5626",
            "rounding": {"scope": "total", "mode": "half-up", "unit": None},
            "before_taxes": {"amount": "7.20", "currency": "EUR"},
            "total": {"amount": "8.56", "currency": "EUR"}, "warnings": [],
            "readings": ["flat=first"],
            "text": "Energy 18.45 kWh at 0.39 EUR/kWh: 7.1955 EUR and 19 % VAT 1.3671 EUR.",
        },
        "Session": _SESSION,
        "SessionDetail": {
            "session": _SESSION,
            "started": {"at": EIGHT, "received": EIGHT, "said": None, "flaw": None},
            "ended": None, "missing": [],
            "meter": {
                "begin_wh": 1000, "latest_wh": 19450, "latest_at": HALF_PAST, "end_wh": None,
            },
            "stretches": [
                {"phase": "charging", "begin": EIGHT, "end": HALF_PAST, "energy_wh": 18450}
            ],
            "charging_seconds": 1800, "idle_seconds": 0, "cost": _BILL,
        },
        "Closing": {"reason": "operator"},
        "Reading": {
            "at": HALF_PAST, "received": HALF_PAST, "said": None, "flaw": None, "evse": 1,
            "connector": 1,
            "samples": [
                {
                    "measurand": "Energy.Active.Import.Register", "value": 19450, "unit": "Wh",
                    "context": "Sample.Periodic", "place": "Outlet", "phase": None,
                    "signed": None, "raw": None,
                }
            ],
        },
        "Unmatched": {
            "id": COMMAND, "station": STATION, "received_at": EIGHT,
            "why": "The station names a transaction that was never given to it.",
            "candidate": SESSION, "kind": "ended", "reference": "4711", "at": EIGHT, "said": None,
            "flaw": None, "evse": 1, "connector": 1, "token": None, "register_wh": 9000,
            "reason": "Local", "readings": [], "state": "waiting", "session": None,
            "dismissed": None, "decided_at": None, "decided_by": None, "version": 1,
        },
        "Acceptance": {"reason": "Its station was scrapped; what it still held is lost."},
        "Assignment": {"session": SESSION},
        "Dismissal": {"reason": "A test by the electrician, before the station was ours."},
        "Cdr": {
            "id": COMMAND, "number": 17, "session": SESSION, "station": STATION,
            "token": "04E2B1C2A34D80", "began_at": EIGHT, "ended_at": HALF_PAST,
            "energy_wh": 18450, "charging_seconds": 1800, "idle_seconds": 0, "tariff": TARIFF,
            "bill": _BILL, "findings": [], "written_at": HALF_PAST, "revision": 0,
            "credits": None, "replaces": None,
            "total": {"amount": "8.56", "currency": "EUR"}, "place": "Market square",
            "home": False, "invoice": INVOICE,
        },
        **BILLING,
        "NewCommand": {"instruction": {"type": "reset", "graceful": True}, "wait_seconds": None},
        "NewBatch": {
            "stations": [STATION], "instruction": {"type": "trigger", "message": "boot"},
        },
        "Command": _COMMAND,
        "Batch": {
            "batch": TOKEN, "accepted": 1, "refused": 0,
            "targets": [
                {"station": STATION, "command": {**_COMMAND, "batch": TOKEN}, "problem": None}
            ],
        },
        "Frame": {
            "number": 4711, "station": "MARKET-1", "at": EIGHT, "inbound": True,
            "protocol": "ocpp2.0.1", "kind": "call", "message_id": "m-1", "action": "Heartbeat",
            "text": '[2,"m-1","Heartbeat",{}]', "duration_ms": None,
            "answer": {
                "number": 4712, "at": EIGHT, "kind": "result",
                "text": '[3,"m-1",{"currentTime":"2026-03-02T08:00:00Z"}]', "duration_ms": 3.2,
            },
        },
        "Event": {
            "number": 815, "at": EIGHT, "by": None, "kind": "session_started", "station": STATION,
            "session": SESSION, "order": None, "alarm": None,
            "data": {
                "evse": 1, "token": "04E2B1C2A34D80", "authorized": True, "remote_start": None,
            },
        },
        "NewPayment": {
            "station": STATION, "evse": 1,
            "hold": {"amount": "50.00", "currency": "EUR"}, "reference": "order 4711",
        },
        "Payment": {
            "id": COMMAND, "state": "requested", "station": STATION, "evse": 1, "method": None,
            "session": None, "command": None, "token": "AHMFRGG2DFMZTWQ2LK",
            "reference": "order 4711", "hold": {"amount": "50.00", "currency": "EUR"},
            "authorized": {"amount": "0.00", "currency": "EUR"}, "due": None,
            "captured": {"amount": "0.00", "currency": "EUR"},
            "refunded": {"amount": "0.00", "currency": "EUR"},
            "shortfall": {"amount": "0.00", "currency": "EUR"},
            "checkout_url": "https://checkout.stripe.com/c/pay/cs_1", "instrument": "",
            "provider_reference": None, "because": "",
            "tasks": [
                {
                    "errand": "look", "amount": None, "attempts": 0, "due_at": HALF_PAST,
                    "trouble": "",
                }
            ],
            "created_at": EIGHT, "expires_at": HALF_PAST, "ordered_by": "key shop", "version": 3,
        },
        "PaymentCancelling": {"reason": "the driver left"},
        "Refund": {"amount": {"amount": "3.50", "currency": "EUR"}},
        "PaymentTermsDraft": {
            "hold": {"amount": "50.00", "currency": "EUR"},
            "most": {"amount": "120.00", "currency": "EUR"},
            "hold_for": {"kwh": "60", "minutes": 45, "idle_minutes": 0}, "receipts": True,
            "agree_within_seconds": 1800,
            "return_url": "https://sunny.example.com/thanks", "statement": "CHARGING",
        },
        "PaymentTerms": {
            "hold": {"amount": "50.00", "currency": "EUR"},
            "most": {"amount": "120.00", "currency": "EUR"},
            "hold_for": {"kwh": "60", "minutes": 45, "idle_minutes": 0}, "receipts": True,
            "agree_within_seconds": 1800,
            "return_url": "https://sunny.example.com/thanks", "statement": "CHARGING",
            "version": 1,
        },
        "PaymentMethod": {
            "id": COMMAND, "token": "04E2B1C2A34D80", "state": "kept", "instrument": "visa 4242",
            "created_at": EIGHT, "checkout_url": None,
        },
        "Problem": {
            "type": "/problems/wrong-fields", "title": "Fields are wrong", "status": 422,
            "detail": "2 things are wrong.",
            "errors": [
                {"detail": "is missing", "pointer": "/identity"},
                {"detail": "Expected `int` >= 1", "pointer": "/evses/0/number"},
            ],
        },
    }
)  # fmt: skip
