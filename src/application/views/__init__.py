"""What can be read: frozen dataclasses as lists and pages show them, and the ports they come from.

A view loads no aggregate where a list is asked for; adapters fill it straight from their rows.
Quantities carry their unit in their name, amounts of money are exact decimal text.
"""
