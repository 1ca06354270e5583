"""Price lists: made, assigned, tried out; and what comes of them on paper."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from application.billing.create_invoice import InvoiceCustomer
from application.billing.decide_unpriced import DecideUnpriced
from application.billing.edit_customer import CreateCustomer
from application.billing.explain_cdr import ExplainCdr
from application.billing.terms import SetBillingTerms
from application.payment.set_terms import SetPaymentTerms
from application.provisioning.edit_location import CreateLocation, LocationParticulars
from application.provisioning.edit_station import EditStation
from application.tariff.assign_tariff import CreateAssignment
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from application.tariff.explain_price import ExplainPrice
from application.tariff.publish_tariff import PublishTariff
from application.views.charging import CdrFilter
from application.views.paging import Slice
from application.views.past_sessions import PastFilter
from application.views.what_if import priced_again
from domain.cdr import Decision, ExplainedRecord
from domain.identity import CdrId, SessionId, TariffId
from domain.invoice import CustomerParticulars, Party
from domain.location import Address, Location
from domain.payment import TypicalCharge
from domain.quantities import Currency, Energy, Money
from domain.station import Connector, Evse
from domain.tariff import (
    Dimension,
    Element,
    Explanation,
    FullPrices,
    NotPriceable,
    PriceComponent,
    Restrictions,
    Target,
    Tariff,
    TypicalSession,
)
from features.world import Selling, WouldBe
from features.worlds.billing import TERMS
from features.worlds.setting_up import PARTS
from features.worlds.stage import Stage

EURO = Currency("EUR")
MOST = 1_000


class Sells(Stage, Selling):
    """The verbs of `Selling`."""

    async def sells(self, name: str, prices: Mapping[str, Decimal], *, publish: bool) -> None:
        said = {PARTS[part]: price for part, price in prices.items()}
        tariff = TariffParticulars(name=name, currency="EUR", **said)
        await self.run(CreateTariff(self.tenant, tariff, publish=publish))

    async def stands_at(self, station: str, location: str) -> None:
        place = await self._location(location)
        known = await self.station(station)
        edit = EditStation(
            known.id,
            known.name,
            place.id,
            known.registration,
            known.heartbeat_interval,
            evses=(Evse(1, (Connector(1),)),),
        )
        await self.run(edit)

    async def assigns(self, name: str, to: str) -> None:
        await self.run(CreateAssignment(self.tenant, await self._list(name), await self._of(to)))

    async def previews(self, name: str, kwh: Decimal, minutes: int, idle: int) -> Decimal:
        session = TypicalSession(
            start=self.clock.now(),
            energy=Energy.from_kwh(str(kwh)),
            charging=timedelta(minutes=minutes),
            idle=timedelta(minutes=idle),
        )
        asked = ExplainPrice(self.tenant, session, await self._list(name))
        return cast(Explanation, await self.run(asked)).bill.total.amount

    async def what_if(self, name: str) -> WouldBe:
        tariff = await self.stores().tariffs.get(await self._list(name))
        view, market = self.views().tariffs, self.stores().market
        sums = (await priced_again(view, market, tariff, PastFilter(), MOST)).sums
        return WouldBe(sums.sessions, sums.before, sums.after, sums.dearer, sums.cheaper)

    async def publishes_muddled(self, name: str) -> tuple[str, ...]:
        price = PriceComponent(Dimension.ENERGY, Decimal(1), step_size=-1)
        never = Restrictions(min_kwh=Decimal(5), max_kwh=Decimal(5))
        prices = FullPrices(elements=(Element((price,), never), Element(())))
        draft = TariffParticulars(name=name, currency="EUR", prices=prices)
        made = cast(Tariff, await self.run(CreateTariff(self.tenant, draft, publish=False)))
        try:
            await self.run(PublishTariff(made.id))
        except NotPriceable as refusal:
            return tuple(finding.path for finding in refusal.findings)
        return ()

    async def prices_session(self, card: str, name: str) -> None:
        tariff = await self._list(name)
        for entry in (await self.views().unpriced.page(Slice(MOST, None, "since"))).items:
            session = await self.views().sessions.find(entry.session)
            if session is not None and session.token == card:
                decide = DecideUnpriced(
                    session=SessionId(entry.session), decision=Decision.PRICED, by="Grace",
                    currency="EUR", tariff=tariff,
                )  # fmt: skip
                await self.run(decide)

    async def explanation_of(self, card: str) -> str:
        page = await self.views().cdrs.page(Slice(1, None, "-number"), CdrFilter(token=card))
        record = CdrId(page.items[0].id)
        explained = cast(ExplainedRecord, await self.run(ExplainCdr(record)))
        assert explained.reproduced
        return explained.text

    async def writes_invoices(self) -> None:
        await self.run(SetBillingTerms(self.tenant, TERMS))

    async def lives_at(self, name: str, station: str) -> None:
        await self.writes_invoices()
        home = (await self.station(station)).id
        party = Party(name=name, address=Address(country="DE"))
        said = CustomerParticulars(party=party, home_stations=(home,))
        await self.run(CreateCustomer(self.tenant, said))

    async def pays_back_march(self, name: str) -> None:
        (customer,) = (await self.views().customers.page(Slice(MOST, None, "name"), name)).items
        march = {"begin": date(2026, 3, 1), "end": date(2026, 3, 31)}
        wanted = InvoiceCustomer(tenant=self.tenant, customer=customer.id, home=True, **march)
        await self.run(wanted)

    async def holds_what_it_costs(self, kwh: Decimal, most: Decimal) -> None:
        self.house.bank.customers.add(self.tenant)
        typical = TypicalCharge(energy=Energy.from_kwh(str(kwh)), charging=timedelta(minutes=60))
        terms = SetPaymentTerms(
            tenant=self.tenant,
            hold=Money(most, EURO),
            most=Money(most, EURO),
            agree_within=timedelta(minutes=30),
            return_url="https://stadtwerke.example/thanks",
            typical=typical,
        )
        await self.run(terms)

    async def _list(self, name: str) -> TariffId:
        page = await self.views().tariffs.page(Slice(MOST, None, "-created"))
        return TariffId(next(each.id for each in page.items if each.name == name))

    async def _location(self, name: str) -> Location:
        made = await self.run(CreateLocation(self.tenant, LocationParticulars(name=name)))
        return cast(Location, made)

    async def _of(self, words: str) -> Target:
        """Such as ``the whole network``, ``the group staff``, ``EVSE 1 of Hauptstraße-1``."""
        kind, _, name = words.removeprefix("the ").partition(" ")
        if kind == "group":
            return Target(group=name)
        if kind == "location":
            page = await self.views().locations.page(Slice(MOST, None, "name"))
            return Target(location=next(each.id for each in page.items if each.name == name))
        if kind == "station":
            return Target(station=(await self.station(name)).id)
        if kind == "EVSE":
            number, _, station = name.partition(" of ")
            return Target(station=(await self.station(station)).id, evse=int(number))
        assert words == "the whole network", words
        return Target()
