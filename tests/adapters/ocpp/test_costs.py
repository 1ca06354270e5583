"""Costs and prices as 1.6 stations are told them, by the Open Charge Alliance's extension."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.adapters.ocpp.dialogs import ONE, TWOS
from tests.adapters.ocpp.test_dialogs import Talk

from domain.identity import TransactionReference
from domain.instruction import ShowCost, ShowPrice, UnitPrices, Verdict

HALF_PAST = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SEVEN = TransactionReference("7")


def said(instruction) -> tuple[str, dict[str, object]]:
    """The message and its data; vendor and action are always the same."""
    talk = Talk(ONE, instruction)
    action, payload = talk.asked
    assert (action, payload["vendorId"]) == ("DataTransfer", "org.openchargealliance.costmsg")
    return payload["messageId"], json.loads(payload["data"])


def test_the_cost_so_far_goes_with_the_meter_and_the_prices():
    prices = UnitPrices(per_kwh=Decimal("0.49"), flat=Decimal("1.00"))
    asked = ShowCost(SEVEN, Decimal("4.50"), HALF_PAST, Decimal(12345), prices=prices)
    assert said(asked) == (
        "RunningCost",
        {
            "transactionId": 7, "cost": 4.5, "timestamp": "2026-03-02T08:30:00Z",
            "meterValue": 12345, "state": "Charging",
            "chargingPrice": {"kWhPrice": 0.49, "flatFee": 1.0},
        },
    )  # fmt: skip


def test_what_is_not_known_is_not_said():
    _, told = said(ShowCost(SEVEN, Decimal(0), HALF_PAST, idle=True))
    assert told == {
        "transactionId": 7, "cost": 0, "timestamp": "2026-03-02T08:30:00Z", "state": "Idle",
        "chargingPrice": {},
    }  # fmt: skip


def test_the_total_is_said_in_words_too():
    asked = ShowCost(SEVEN, Decimal("9.80"), HALF_PAST, final=True, text="9.80 EUR, 20.00 kWh")
    assert said(asked) == (
        "FinalCost", {"transactionId": 7, "cost": 9.8, "priceText": "9.80 EUR, 20.00 kWh"},
    )  # fmt: skip


def test_prices_are_said_in_words():
    assert said(ShowPrice("TAG", "0.49 EUR/kWh")) == (
        "SetUserPrice", {"idToken": "TAG", "priceText": "0.49 EUR/kWh"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("Accepted", Verdict.ACCEPTED), ("Rejected", Verdict.REJECTED),
        ("UnknownVendorId", Verdict.NOT_SUPPORTED), ("UnknownMessageId", Verdict.NOT_SUPPORTED),
    ],
)  # fmt: skip
def test_a_station_that_does_not_know_the_extension_cannot_show_it(status, verdict):
    talk = Talk(ONE, ShowCost(SEVEN, Decimal(1), HALF_PAST))
    talk.reply({"status": status})
    assert talk.outcome is not None
    assert talk.outcome.verdict is verdict


def test_a_name_is_no_transaction_of_1_6():
    talk = Talk(ONE, ShowCost(TransactionReference("tx-7"), Decimal(1), HALF_PAST))
    assert talk.outcome is not None
    assert talk.outcome.verdict is Verdict.NOT_SUPPORTED


@pytest.mark.parametrize("version", TWOS)
def test_prices_in_words_are_not_for_2_x(version):
    talk = Talk(version, ShowPrice("TAG", "0.49 EUR/kWh"))
    assert talk.outcome is not None
    assert talk.outcome.verdict is Verdict.NOT_SUPPORTED
