"""An operator keeps his customers."""

from dataclasses import dataclass

from application.describing import (
    Create,
    CreateHandler,
    Edit,
    EditHandler,
    Remove,
    RemoveHandler,
)
from application.ports.billing import Customers
from domain.identity import CustomerId, TenantId
from domain.invoice import Customer, CustomerParticulars


def _customer(id_: CustomerId, tenant: TenantId, particulars: CustomerParticulars) -> Customer:
    return Customer(id=id_, tenant=tenant, particulars=particulars)


class CreateCustomer(Create[CustomerParticulars]):
    """A new customer."""


class EditCustomer(Edit[CustomerParticulars]):
    """Change a customer."""


class RemoveCustomer(Remove):
    """Take a customer away."""


@dataclass(frozen=True, slots=True)
class CreateCustomerHandler(CreateHandler[Customer, CustomerParticulars]):
    """Keep a customer.

    - He pays for what is charged with his tokens, and is paid back for what is charged at home.
    """

    things: Customers
    described = staticmethod(_customer)


@dataclass(frozen=True, slots=True)
class EditCustomerHandler(EditHandler[Customer, CustomerParticulars]):
    """Change a customer.

    - A change based on an older version is refused.
    - Invoices that exist keep him as he was.
    """

    things: Customers
    kind, described = "customer", staticmethod(_customer)


@dataclass(frozen=True, slots=True)
class RemoveCustomerHandler(RemoveHandler[Customer]):
    """Take a customer away.

    - Not one who has invoices: they name him.
    """

    things: Customers
    kind = "customer"
