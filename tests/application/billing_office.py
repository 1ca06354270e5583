"""What stories of invoices begin with: an operator with terms, a customer, a session that cost."""

from datetime import date
from typing import Any

from tests.application.office import Office, end, start, update
from tests.builders import VOLTA

from adapters.documents import TypstDocuments
from adapters.identity import KeyedSecrets
from adapters.world import SeededIds, SeededRandomness
from application.billing.create_invoice import InvoiceCustomer
from application.billing.edit_customer import CreateCustomer
from application.billing.terms import SetBillingTerms
from application.charging.settle_session import SettleSession
from application.ports.mail import Letter, Mailer
from domain.cdr import Cdr
from domain.invoice import BankAccount, BillingTerms, Customer, CustomerParticulars, Invoice, Party
from domain.location import Address
from domain.session import ChargingSession
from domain.station import Station
from entrypoints.wiring.handlers import Desks, World

VOLTA_GMBH = Party(
    name="Volta GmbH",
    address=Address("Markt 1", "Berlin", "10115", "DE"),
    vat_id="DE123456789",
    email="billing@volta.example",
)
BANK = BankAccount(iban="DE89370400440532013000")
TERMS = BillingTerms(seller=VOLTA_GMBH, bank=BANK, time_zone="Europe/Berlin")
ADA = Party(name="Ada Lovelace", address=Address(country="DE"), email="ada@example.com")
MARCH = {"begin": date(2026, 3, 1), "end": date(2026, 3, 31)}


class Postbox(Mailer):
    """Takes letters, or refuses them as a test wants it."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.trouble: list[Exception] = []

    @property
    def ready(self) -> bool:
        return True

    async def send(self, letter: Letter) -> None:
        if self.trouble:
            raise self.trouble.pop(0)
        self.letters.append(letter)


async def a_house(**terms: Any) -> tuple[Office, Station, Postbox]:
    """An operator who has said his terms, with a tariff of 0.50 a kWh."""
    office = await Office().open()
    post = Postbox()
    chance = SeededRandomness(seed=9)
    secrets = KeyedSecrets(b"a pepper of 16 bytes", chance)
    office.desks = Desks(
        World(
            office.clock,
            SeededIds(office.clock, seed=9),
            chance,
            secrets,
            office.bus,
            mailer=post,
            documents=TypstDocuments(),
        )
    )
    await office.run(SetBillingTerms(VOLTA, TERMS))
    await office.tariff("0.5")
    return office, await office.station(), post


async def charged(
    office: Office, station: Station, name: str = "tx-1", kwh: int = 20, at: float = 0, **more: Any
) -> Cdr:
    """A settled session of an hour."""
    session = await told(office, station, name, kwh, at, **more)
    cdr = await office.run(SettleSession(session.id))
    assert cdr is not None
    return cdr


async def told(
    office: Office, station: Station, name: str = "tx-1", kwh: int = 20, at: float = 0, **more: Any
) -> ChargingSession:
    """An ended session."""
    begin = start(at, **{"token": "DEADBEEF", **more})
    await office.hears(station, begin, end(at + 60, register=1_000 + kwh * 1_000), reference=name)
    return await office.session(station, name)


async def customer(office: Office, **more: Any) -> Customer:
    said = {"party": ADA, "tokens": ("deadbeef",), **more}
    return await office.run(CreateCustomer(VOLTA, CustomerParticulars(**said)))


async def invoiced(office: Office, who: Customer, **more: Any) -> Invoice:
    return await office.run(InvoiceCustomer(tenant=VOLTA, customer=who.id, **{**MARCH, **more}))


async def late_reading(office: Office, station: Station, name: str, shows: int, at: float) -> None:
    """Something that the station had not told before."""
    await office.hears(station, update(at, shows=shows), reference=name)
