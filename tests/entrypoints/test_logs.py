"""What a process says, and what it never says."""

import io
import json
import logging

import pytest
import structlog

from entrypoints import logs
from entrypoints.settings import Secret, read_settings


@pytest.fixture
def said():
    """Sets logging up for a test, and puts it back."""
    root, stream = logging.getLogger(), io.StringIO()
    before = list(root.handlers), root.level

    def set_up(**settings):
        given = {f"OPEN_CSMS_LOG_{name}": value for name, value in settings.items()}
        logs.set_up(read_settings(given).logging, "gateway", stream)
        return stream

    yield set_up
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def test_json_is_one_object_a_line_and_names_its_process(said):
    stream = said(FORMAT="json")
    structlog.get_logger("json").info("listening", port=9000)
    line = json.loads(stream.getvalue())
    assert (line["event"], line["port"], line["process"]) == ("listening", 9000, "gateway")


@pytest.mark.parametrize("form", ["json", "console"])
def test_secrets_are_blanked_by_name_by_type_and_in_addresses(said, form):
    stream = said(FORMAT=form)
    log = structlog.get_logger(form)
    log.info("one", password="hunter2", authorization="Basic hunter2", api_secret="hunter2")
    log.info("two", anything=Secret("hunter2"))
    logging.getLogger("asyncpg").error("no way to %s", "postgresql://csms:hunter2@db:5432/csms")
    assert "hunter2" not in stream.getvalue()
    assert stream.getvalue().count("***") >= 5


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_trace_shows_no_local_variable(said, form):
    stream = said(FORMAT=form)
    hidden = "hunter" + "2"
    try:
        {}[len(hidden)]
    except KeyError as failure:
        structlog.get_logger(form).exception("failed", exc_info=failure)
    assert "KeyError: 7" in stream.getvalue()
    assert hidden not in stream.getvalue()


def test_what_is_below_the_level_is_not_written(said):
    stream = said(LEVEL="warning")
    structlog.get_logger("quiet").info("chatter")
    logging.getLogger("library").info("chatter")
    assert stream.getvalue() == ""
