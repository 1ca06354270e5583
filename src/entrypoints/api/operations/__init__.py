"""All operations of the API, a module for each kind of thing."""

from entrypoints.api.operation import Block, Operation
from entrypoints.api.operations import (
    access,
    billing,
    charging,
    commands,
    diagnostics,
    id_tokens,
    invoices,
    locations,
    market_prices,
    payment_terms,
    payments,
    records,
    stations,
    tariff_assignments,
    tariff_prices,
    tariff_what_if,
    tariffs,
    unmatched,
)

BLOCKS: tuple[Block, ...] = (
    access.tenants,
    access.keys,
    locations.block,
    stations.block,
    id_tokens.block,
    tariffs.block,
    tariff_assignments.block,
    market_prices.block,
    tariff_prices.block,
    tariff_what_if.block,
    charging.sessions,
    unmatched.block,
    records.block,
    billing.unpriced,
    billing.customers,
    billing.terms,
    invoices.block,
    commands.block,
    payments.block,
    payment_terms.terms,
    payment_terms.methods,
    diagnostics.frames,
    diagnostics.events,
)

OPERATIONS: tuple[Operation, ...] = tuple(
    operation for block in BLOCKS for operation in block.operations
)
