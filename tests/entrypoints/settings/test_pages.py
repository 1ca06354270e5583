"""The generated pages are those of the table."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from entrypoints.settings import read_settings
from entrypoints.settings.pages import env_example, markdown
from entrypoints.settings.reading import ROWS

ROOT = Path(__file__).parents[3]
RENEW = "make pages"


@pytest.mark.parametrize(
    ("file", "page"), [(".env.example", env_example), ("docs/configuration.md", markdown)]
)
def test_page_is_up_to_date(file, page):
    assert (ROOT / file).read_text() == page(), f"`{RENEW}` renews {file}"


@pytest.mark.parametrize("page", [env_example, markdown])
def test_every_setting_is_on_the_page(page):
    assert [name for name in ROWS if name not in page()] == []


def test_the_example_as_it_stands_and_with_every_line_switched_on_is_read():
    lines = re.findall(r"^#(OPEN_CSMS_.*)$", env_example(), re.MULTILINE)
    environ = dict(shlex.split(line)[0].split("=", 1) for line in lines)
    without_files = {name: text for name, text in environ.items() if "_TLS_" not in name}
    assert len(environ) == len(ROWS)
    assert read_settings(without_files).api.port == 8080


@pytest.mark.parametrize(
    ("words", "code"), [(["env"], 0), (["markdown"], 0), (["pdf"], 1), ([], 1)]
)
def test_pages_are_printed_by_one_command(words, code):
    done = subprocess.run(
        [sys.executable, "-m", "entrypoints.settings", *words],
        cwd=ROOT,
        env={"PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert ("OPEN_CSMS_API_PORT" in done.stdout) == (code == 0)
