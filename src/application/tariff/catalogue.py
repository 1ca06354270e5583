"""The use cases of tariffs: command → handler."""

from types import MappingProxyType
from typing import Any

from application.tariff.assign_tariff import (
    AssignTariff,
    AssignTariffHandler,
    CreateAssignment,
    CreateAssignmentHandler,
    EditAssignment,
    EditAssignmentHandler,
    RemoveAssignment,
    RemoveAssignmentHandler,
)
from application.tariff.edit_tariff import (
    CreateTariff,
    CreateTariffHandler,
    EditTariff,
    EditTariffHandler,
    RemoveTariff,
    RemoveTariffHandler,
    ReviseTariff,
    ReviseTariffHandler,
)
from application.tariff.explain_price import (
    ExplainPrice,
    ExplainPriceHandler,
    ExplainSession,
    ExplainSessionHandler,
    LintTariff,
    LintTariffHandler,
)
from application.tariff.publish_tariff import (
    PublishTariff,
    PublishTariffHandler,
    WithdrawTariff,
    WithdrawTariffHandler,
)
from application.tariff.quote_prices import QuotePrices, QuotePricesHandler
from application.tariff.show_cost import (
    ShowFinalCost,
    ShowFinalCostHandler,
    ShowRunningCosts,
    ShowRunningCostsHandler,
    ShowSessionPrice,
    ShowSessionPriceHandler,
)

TARIFFS: MappingProxyType[type[Any], type[Any]] = MappingProxyType(
    {
        AssignTariff: AssignTariffHandler,
        CreateAssignment: CreateAssignmentHandler,
        CreateTariff: CreateTariffHandler,
        EditAssignment: EditAssignmentHandler,
        EditTariff: EditTariffHandler,
        ExplainPrice: ExplainPriceHandler,
        ExplainSession: ExplainSessionHandler,
        LintTariff: LintTariffHandler,
        PublishTariff: PublishTariffHandler,
        QuotePrices: QuotePricesHandler,
        RemoveAssignment: RemoveAssignmentHandler,
        RemoveTariff: RemoveTariffHandler,
        ReviseTariff: ReviseTariffHandler,
        ShowFinalCost: ShowFinalCostHandler,
        ShowRunningCosts: ShowRunningCostsHandler,
        ShowSessionPrice: ShowSessionPriceHandler,
        WithdrawTariff: WithdrawTariffHandler,
    }
)
"""Run in a tenant's scope."""
