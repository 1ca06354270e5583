"""Instructions of one question each: what is asked, an answer, and the verdict on it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from domain.identity import TransactionReference
from domain.instruction import (
    AskTransactionStatus,
    ChangeAvailability,
    ClearCache,
    Instruction,
    ReadInventory,
    RemoteStart,
    RemoteStop,
    Reset,
    SendData,
    ShowCost,
    Trigger,
    Triggered,
    Unlock,
    Verdict,
)
from domain.token import TokenKind

ONE, TWO, TWO_ONE = "ocpp1.6", "ocpp2.0.1", "ocpp2.1"
TWOS = [TWO, TWO_ONE]

HALF_PAST = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)

SIMPLE: list[tuple[str, Instruction, tuple[str, Any], Any, Verdict]] = [
    (
        ONE,
        RemoteStart("TAG", evse=2),
        ("RemoteStartTransaction", {"idTag": "TAG", "connectorId": 2}),
        {"status": "Accepted"},
        Verdict.ACCEPTED,
    ),
    (
        ONE,
        RemoteStop(TransactionReference("7")),
        ("RemoteStopTransaction", {"transactionId": 7}),
        {"status": "Rejected"},
        Verdict.REJECTED,
    ),
    (ONE, Reset(), ("Reset", {"type": "Soft"}), {"status": "Accepted"}, Verdict.ACCEPTED),
    (
        ONE,
        Reset(graceful=False),
        ("Reset", {"type": "Hard"}),
        {"status": "Rejected"},
        Verdict.REJECTED,
    ),
    (
        ONE,
        Unlock(2),
        ("UnlockConnector", {"connectorId": 2}),
        {"status": "UnlockFailed"},
        Verdict.REJECTED,
    ),
    (
        ONE,
        ChangeAvailability(operative=False),
        ("ChangeAvailability", {"connectorId": 0, "type": "Inoperative"}),
        {"status": "Scheduled"},
        Verdict.SCHEDULED,
    ),
    (
        ONE,
        Trigger(Triggered.METER_VALUES, evse=1),
        ("TriggerMessage", {"requestedMessage": "MeterValues", "connectorId": 1}),
        {"status": "NotImplemented"},
        Verdict.NOT_SUPPORTED,
    ),
    (
        ONE,
        Trigger(Triggered.CERTIFICATE_REQUEST),
        ("ExtendedTriggerMessage", {"requestedMessage": "SignChargePointCertificate"}),
        {"status": "Accepted"},
        Verdict.ACCEPTED,
    ),
    (ONE, ClearCache(), ("ClearCache", {}), {"status": "Accepted"}, Verdict.ACCEPTED),
    (
        ONE,
        SendData("org.example", "m", "{}"),
        ("DataTransfer", {"vendorId": "org.example", "messageId": "m", "data": "{}"}),
        {"status": "UnknownVendorId"},
        Verdict.REJECTED,
    ),
    *(
        row
        for v in TWOS
        for row in (
            (
                v,
                RemoteStart("TAG", TokenKind.RFID, evse=2, number=5),
                (
                    "RequestStartTransaction",
                    {
                        "idToken": {"idToken": "TAG", "type": "ISO14443"},
                        "remoteStartId": 5,
                        "evseId": 2,
                    },
                ),
                {"status": "Accepted", "transactionId": "tx"},
                Verdict.ACCEPTED,
            ),
            (
                v,
                RemoteStop(TransactionReference("tx-7")),
                ("RequestStopTransaction", {"transactionId": "tx-7"}),
                {"status": "Rejected"},
                Verdict.REJECTED,
            ),
            (
                v,
                Reset(evse=1),
                ("Reset", {"type": "OnIdle", "evseId": 1}),
                {"status": "Scheduled"},
                Verdict.SCHEDULED,
            ),
            (
                v,
                Unlock(1, 2),
                ("UnlockConnector", {"evseId": 1, "connectorId": 2}),
                {"status": "OngoingAuthorizedTransaction"},
                Verdict.REJECTED,
            ),
            (
                v,
                ChangeAvailability(operative=True, evse=1, connector=2),
                (
                    "ChangeAvailability",
                    {"operationalStatus": "Operative", "evse": {"id": 1, "connectorId": 2}},
                ),
                {"status": "Accepted"},
                Verdict.ACCEPTED,
            ),
            (
                v,
                ReadInventory(request=4),
                ("GetBaseReport", {"requestId": 4, "reportBase": "FullInventory"}),
                {"status": "NotSupported"},
                Verdict.NOT_SUPPORTED,
            ),
            (
                v,
                Trigger(Triggered.STATUS, evse=1, connector=1),
                (
                    "TriggerMessage",
                    {
                        "requestedMessage": "StatusNotification",
                        "evse": {"id": 1, "connectorId": 1},
                    },
                ),
                {"status": "Accepted"},
                Verdict.ACCEPTED,
            ),
            (
                v,
                ShowCost(TransactionReference("tx"), Decimal("4.50"), HALF_PAST),
                ("CostUpdated", {"transactionId": "tx", "totalCost": 4.5}),
                {},
                Verdict.ACCEPTED,
            ),
            (v, ClearCache(), ("ClearCache", {}), {"status": "Rejected"}, Verdict.REJECTED),
            (
                v,
                AskTransactionStatus(TransactionReference("tx")),
                ("GetTransactionStatus", {"transactionId": "tx"}),
                {"ongoingIndicator": True, "messagesInQueue": False},
                Verdict.ACCEPTED,
            ),
            (
                v,
                SendData("org.example", None, '{"a": 1}'),
                ("DataTransfer", {"vendorId": "org.example", "data": {"a": 1}}),
                {"status": "Accepted"},
                Verdict.ACCEPTED,
            ),
        )
    ),
]
