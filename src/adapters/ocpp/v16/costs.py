"""Costs and prices on the screen of a 1.6 station: the Open Charge Alliance's extension.

1.6 itself has no message for them; "OCPP & California Pricing Requirements" carries them by
DataTransfer, as a JSON text. A station that takes them says so by `CustomDisplayCostAndPrice`.
"""

import re
from datetime import UTC, datetime
from typing import Any

import msgspec

from adapters.ocpp.dialect import Ask, Dialog, Speaker
from adapters.ocpp.messages import v16
from domain.instruction import Outcome, ShowCost, ShowPrice, UnitPrices, Verdict

VENDOR = "org.openchargealliance.costmsg"
SET_USER_PRICE, RUNNING_COST, FINAL_COST = "SetUserPrice", "RunningCost", "FinalCost"

NUMBER = re.compile(r"[0-9]{1,10}")

VERDICTS = {
    "Accepted": Verdict.ACCEPTED,
    "Rejected": Verdict.REJECTED,
    "UnknownMessageId": Verdict.NOT_SUPPORTED,
    "UnknownVendorId": Verdict.NOT_SUPPORTED,
}

_json = msgspec.json.Encoder(decimal_format="number").encode


def show_cost(asked: ShowCost, _: Speaker) -> Dialog:
    """RunningCost, or at the end FinalCost."""
    if not NUMBER.fullmatch(asked.reference):
        return Outcome(Verdict.NOT_SUPPORTED, "", {"reason": "1.6 knows transactions by number."})
    told: dict[str, Any] = {"transactionId": int(asked.reference), "cost": asked.amount}
    if asked.final:
        return (yield from _transfer(FINAL_COST, {**told, "priceText": asked.text}))
    told["timestamp"] = _time(asked.at)
    told["state"] = "Idle" if asked.idle else "Charging"
    told["chargingPrice"] = _unit_prices(asked.prices)
    if asked.register_wh is not None:
        told["meterValue"] = asked.register_wh
    return (yield from _transfer(RUNNING_COST, told))


def show_price(asked: ShowPrice, _: Speaker) -> Dialog:
    """SetUserPrice."""
    told = {"idToken": asked.token, "priceText": asked.text}
    return (yield from _transfer(SET_USER_PRICE, told))


def _transfer(message: str, told: dict[str, Any]) -> Dialog:
    request = v16.DataTransferRequest(
        vendor_id=VENDOR, message_id=message, data=_json(told).decode()
    )
    reply = yield Ask("DataTransfer", request)
    return Outcome(VERDICTS.get(reply.status, Verdict.REJECTED), reply.status)


def _unit_prices(prices: UnitPrices | None) -> dict[str, Any]:
    if prices is None:
        return {}
    told = {"kWhPrice": prices.per_kwh, "hourPrice": prices.per_hour, "flatFee": prices.flat}
    return {name: price for name, price in told.items() if price}


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
