"""Payments: money held before a session, charged for it by its record, given back if credited."""
