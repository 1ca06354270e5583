"""What an operator arranges before the story begins."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast

from application.access.tenants import CreateTenant, EditTenant
from application.authorization.edit_token import EditToken, IssueToken, TokenParticulars
from application.provisioning.edit_station import EditStation
from application.provisioning.register_station import RegisterStation
from application.tariff.edit_tariff import CreateTariff, ReviseTariff, TariffParticulars
from domain.identity import TenantId
from domain.station import Quirk, Registration, SecurityProfile
from domain.tariff import Tariff
from features.world import Card, Setup, identity
from features.worlds.charger import Charger
from features.worlds.stage import SPEECHES, Operator, Stage

PARTS = {"flat": "flat", "energy": "per_kwh", "time": "per_hour", "idle": "idle_per_hour"}
"""What a scenario calls a part of the price → what the product calls it."""

WITHOUT_PASSWORD = "stations without a password"


class SettingUp(Stage, Setup):
    """The verbs of `Setup`."""

    async def works_for(self, operator: str) -> None:
        if operator not in self.operators:
            tenant = TenantId(operator.lower())
            await self.house.platform().run(CreateTenant(tenant, operator))
            self.operators[operator] = Operator(tenant)
        self.operator = self.operators[operator]

    async def sets_tariff(self, components: Mapping[str, Decimal]) -> None:
        prices = {PARTS[part]: price for part, price in components.items()}
        tariff = TariffParticulars(name="Everywhere", currency="EUR", is_default=True, **prices)
        if self.operator.tariff is None:
            made = cast(Tariff, await self.run(CreateTariff(self.tenant, tariff)))
            self.operator.tariff = made.id
        else:
            await self.run(ReviseTariff(self.operator.tariff, tariff, publish=True))

    async def issues_card(self, card: Card) -> None:
        await self.run(IssueToken(self.tenant, _particulars(card)))

    async def blocks_card(self, number: str) -> None:
        token = await self.stores().tokens.find(number)
        assert token is not None, f"Nobody issued {number}."
        known = TokenParticulars(
            uid=token.uid,
            group=token.group,
            valid_from=token.valid_from,
            valid_until=token.valid_until,
            max_sessions=token.max_sessions,
        )
        await self.run(EditToken(token.id, replace(known, blocked=True)))

    async def allows(self, allowance: str) -> None:
        if allowance == WITHOUT_PASSWORD:
            self.house.unsecured_allowed = True
            await self.house.close()
            await self.house.open()
            return
        tenant = await self.house.ground.storage.platform().tenants.get(self.tenant)
        policy = replace(tenant.policy, auto_provision=True)
        edit = EditTenant(tenant.id, tenant.name, tenant.currency.code, policy)
        await self.house.platform().run(edit)

    async def registers_station(self, station: str, ocpp: str) -> None:
        charger = self._new_charger(station, ocpp)
        lab = self.house.unsecured_allowed
        if lab:
            charger.password = None
        register = RegisterStation(
            self.tenant,
            charger.identity,
            name=station,
            secret=charger.password,
            profile=SecurityProfile.UNSECURED if lab else SecurityProfile.BASIC,
        )
        await self.run(register)

    async def answers_boots_with(self, station: str, registration: str) -> None:
        known = await self.station(station)
        edit = EditStation(known.id, known.name, None, Registration(registration), None)
        await self.run(edit)

    async def accepts_of(self, station: str, faults: Sequence[str]) -> None:
        known = await self.station(station)
        tolerance = frozenset(Quirk(fault.replace(" ", "_")) for fault in faults)
        edit = EditStation(
            known.id, known.name, None, known.registration, None, tolerance=tolerance
        )
        await self.run(edit)

    async def station_appears(self, station: str, ocpp: str) -> None:
        """A station that nobody registered."""
        self._new_charger(station, ocpp)

    def _new_charger(self, station: str, ocpp: str) -> Charger:
        name = identity(station)
        charger = Charger(
            identity=name,
            tenant=self.tenant,
            speech=SPEECHES[ocpp],
            password=password(f"{self.tenant}/{name}", ocpp),
        )
        self.operator.chargers[station] = charger
        return charger


def _particulars(card: Card) -> TokenParticulars:
    return TokenParticulars(
        uid=card.number,
        group=card.group,
        blocked=card.blocked,
        valid_from=card.valid_from,
        valid_until=card.valid_until,
        max_sessions=card.max_sessions,
    )


def password(of: str, ocpp: str) -> bytes:
    """OCPP 1.6 has 20 bytes of any value; 2.x has text."""
    digest = hashlib.sha256(of.encode())
    return digest.digest()[:20] if ocpp == "1.6" else digest.hexdigest()[:40].encode()
