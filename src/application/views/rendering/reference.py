"""Tokens and tariffs as they are shown."""

from application.views.amounts import plain
from application.views.authorization import TokenView
from application.views.tariff import TariffView
from domain.tariff import SimplePrices, Tariff
from domain.token import IdToken


def token_view(token: IdToken) -> TokenView:
    """As shown."""
    return TokenView(
        id=token.id,
        uid=token.uid,
        kind=token.kind,
        label=token.label,
        group=token.group,
        blocked=token.blocked,
        valid_from=token.valid_from,
        valid_until=token.valid_until,
        max_sessions=token.max_sessions,
        language=token.language,
        version=token.version,
    )


def tariff_view(tariff: Tariff) -> TariffView:
    """As shown."""
    prices = SimplePrices.of(tariff) or SimplePrices()
    return TariffView(
        id=tariff.id,
        name=tariff.name,
        currency=tariff.currency.code,
        flat=plain(prices.flat),
        per_kwh=plain(prices.per_kwh),
        per_hour=plain(prices.per_hour),
        idle_per_hour=plain(prices.idle_per_hour),
        idle_grace_seconds=int(prices.idle_grace.total_seconds()),
        tax_percent=plain(prices.tax_percent),
        is_default=tariff.is_default,
        valid_from=tariff.valid_from,
        valid_until=tariff.valid_until,
        version=tariff.version,
    )
