"""The coverage page says what the dialects say, and no action is without a row or a reason."""

from pathlib import Path

import pytest
from tools.ocpp_coverage import page

from adapters.ocpp.dialect import Dialect
from adapters.ocpp.dialects import DIALECTS

PAGE = Path(__file__).parents[2] / "docs" / "ocpp-coverage.md"


def test_the_page_is_what_the_tables_say() -> None:
    assert PAGE.read_text() == page(), "run `make coverage-page`"


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda d: d.name)
def test_every_action_of_the_station_has_a_row_or_a_reason(dialect: Dialect) -> None:
    heard = {a.name for a in dialect.actions.values() if a.station_may_call or a.station_may_send}
    assert heard == dialect.inbound.keys() | dialect.unsaid.keys()
    assert not dialect.inbound.keys() & dialect.unsaid.keys()
    assert all(dialect.unsaid.values())
