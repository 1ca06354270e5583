"""From what the domain holds to what a view shows, where adapters have the same to do."""

from application.views.rendering.access import key_view, tenant_view
from application.views.rendering.billing import (
    customer_view,
    invoice_detail,
    invoice_view,
    terms_view,
    unpriced_view,
)
from application.views.rendering.charging import (
    cdr_view,
    reading_view,
    session_detail,
    session_view,
    unmatched_view,
)
from application.views.rendering.events import event_view
from application.views.rendering.market import quotation_view
from application.views.rendering.plain import words_of
from application.views.rendering.provisioning import (
    breach_view,
    location_view,
    setting_view,
    station_view,
)
from application.views.rendering.records import comparison_view, record_cost_view
from application.views.rendering.reference import token_view
from application.views.rendering.remote_control import order_view
from application.views.rendering.tariff import (
    assignment_view,
    explanation_view,
    finding_view,
    tariff_view,
)

__all__ = [
    "assignment_view",
    "breach_view",
    "cdr_view",
    "comparison_view",
    "customer_view",
    "event_view",
    "explanation_view",
    "finding_view",
    "invoice_detail",
    "invoice_view",
    "key_view",
    "location_view",
    "order_view",
    "quotation_view",
    "reading_view",
    "record_cost_view",
    "session_detail",
    "session_view",
    "setting_view",
    "station_view",
    "tariff_view",
    "tenant_view",
    "terms_view",
    "token_view",
    "unmatched_view",
    "unpriced_view",
    "words_of",
]
