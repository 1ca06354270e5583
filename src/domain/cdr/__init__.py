"""Charge detail records: what a session comes to, kept for good."""

from domain.cdr.basis import Basis, PriceCopy
from domain.cdr.comparing import Comparison, Step, compare_record
from domain.cdr.events import CdrIssued, SessionLeftUnpriced
from domain.cdr.explaining import ExplainedRecord, explain_record, used_by
from domain.cdr.particulars import (
    AuthMethod,
    Badge,
    ChargingPeriod,
    Particulars,
    Place,
    SignedReading,
    signed_in,
)
from domain.cdr.periods import periods_of
from domain.cdr.record import Cdr, standing, sum_of
from domain.cdr.unpriced import Decision, UnpricedSession
from domain.cdr.usage import usage_of
from domain.cdr.writing import free_of_charge, write_cdr

__all__ = [
    "AuthMethod",
    "Badge",
    "Basis",
    "Cdr",
    "CdrIssued",
    "ChargingPeriod",
    "Comparison",
    "Decision",
    "ExplainedRecord",
    "Particulars",
    "Place",
    "PriceCopy",
    "SessionLeftUnpriced",
    "SignedReading",
    "Step",
    "UnpricedSession",
    "compare_record",
    "explain_record",
    "free_of_charge",
    "periods_of",
    "signed_in",
    "standing",
    "sum_of",
    "usage_of",
    "used_by",
    "write_cdr",
]
