"""Names of payments and of what is paid with."""

from typing import NewType
from uuid import UUID

PaymentId = NewType("PaymentId", UUID)
MethodId = NewType("MethodId", UUID)
