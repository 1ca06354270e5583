"""The API does what its description says, whatever is sent: every check of Schemathesis."""

import asyncio
import os
import random
import re

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig
from tests.entrypoints.api.world import in_memory, two_tenants

EXAMPLES = int(os.environ.get("OPEN_CSMS_TEST_EXAMPLES", "5"))
"""An operation; the release run multiplies them."""

CURSOR = re.compile(r"[A-Za-z0-9_-]{1,1000}")
HOUSE = in_memory(most_failures=10**9)
MINE, THEIRS = asyncio.run(two_tenants(HOUSE))
KNOWN = {
    "tenant": [MINE.tenant],
    "location": [MINE.location.id],
    "station": [MINE.station.id],
    "token": [MINE.token.id],
    "tariff": [MINE.tariff.id],
    "session": [MINE.session.id, MINE.running.id],
    "report": [MINE.report.id],
    "cdr": [MINE.cdr.id],
    "customer": [MINE.customer.id],
    "invoice": [MINE.invoice.id],
    "command": [MINE.order.id],
    "key": [],
}

# A schema cannot say every rule of the domain: a time after another, a name of a time zone. That
# such a value is refused with 422 or 409, and never with 500, is what counts.
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", 304, 401, 403, 404, 409, 412, 422]
            },
            "negative_data_rejection": {
                "expected-statuses": [400, 401, 403, 404, 405, 406, 409, 412, 415, 422]
            },
        }
    }
)
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", HOUSE.app, config=CONFIG)


@schema.hook
def map_path_parameters(context, path_parameters):
    """Half of the time, something that is there."""
    chance = random.Random(repr(sorted((path_parameters or {}).items())))
    return {
        name: str(chance.choice(KNOWN[name]))
        if KNOWN.get(name) and chance.random() < 0.5
        else value
        for name, value in (path_parameters or {}).items()
    }


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_what_is_said_is_what_is_done(case):
    # A cursor is the server's own word, which a schema cannot make up.
    if CURSOR.fullmatch(str((case.query or {}).get("cursor", ""))):
        del case.query["cursor"]
    # Nobody holds the line of this world's stations: to wait for an answer is to wait in vain.
    if (case.headers or {}).get("Prefer"):
        case.headers["Prefer"] = "wait=0"
    case.call_and_validate(headers={"Authorization": f"Bearer {MINE.key}"})
