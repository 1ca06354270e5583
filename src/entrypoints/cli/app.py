"""Every command of `open-csms`, and where each is.

Commands are imported when they are called: `open-csms --help` shall not load a database driver.
"""

import sys
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

from cyclopts import App

from entrypoints.cli import failures

HELP = """A charging station management system: OCPP 1.6J, 2.0.1 and 2.1.

`open-csms demo` shows it working within seconds; `open-csms serve` runs it. Settings come from the
environment (OPEN_CSMS_...); `open-csms doctor` checks them and everything around.
"""

PLACES = "entrypoints.cli.commands"

COMMANDS = {
    "serve": (f"{PLACES}.serve:serve", "Run the server: gateway, API and worker."),
    "demo": (f"{PLACES}.demo:demo", "Show it working, with simulated stations that charge."),
    "doctor": (f"{PLACES}.doctor:doctor", "Check everything, and say what to do."),
    "health": (f"{PLACES}.health:health", "Say whether what runs here is well."),
    "migrate": (f"{PLACES}.migrate:app", "Bring the database's schema up to date, or back."),
    "backup": (f"{PLACES}.backup:backup", "Write everything into one file."),
    "restore": (f"{PLACES}.backup:restore", "Make the database what a backup says."),
    "tenant": (f"{PLACES}.tenant:app", "Take in operators."),
    "station": (f"{PLACES}.station:app", "Make stations known."),
    "token": (f"{PLACES}.token:app", "Make cards and other tokens known."),
    "tariff": (f"{PLACES}.tariff:app", "Look at price lists, and at what they would bring."),
    "session": (f"{PLACES}.session:app", "Settle by hand what no rule can settle."),
    "cdr": (f"{PLACES}.cdr:app", "Look at records of sessions, and at why they cost what they do."),
    "invoice": (f"{PLACES}.invoice:app", "Look at invoices, and take copies of them."),
    "key": (f"{PLACES}.key:app", "Make keys for the API."),
    "tail": (f"{PLACES}.tail:tail", "Watch what a station says and is told."),
    "send": (f"{PLACES}.send:send", "Give a station an instruction."),
    "unmatched": (
        f"{PLACES}.unmatched:app",
        "Decide whose reports of unknown transactions are.",
    ),
    "simulate": (f"{PLACES}.simulate:simulate", "Run simulated stations against any server."),
}
"""Name → where it is, and what the overview says of it."""


def _version() -> str:
    try:
        return version("open-csms")
    except PackageNotFoundError:  # run from a source tree that is not installed
        return "0 (not installed)"


def build() -> App:
    """The command line."""
    app = App(name="open-csms", help=HELP, version=_version, help_format="markdown")
    for number, (name, (place, does)) in enumerate(COMMANDS.items()):
        app.command(place, name=name, help=does, sort_key=number)
    return app


def main() -> NoReturn:
    """Run the command line; whatever goes wrong is one clear line and an exit code."""
    words = sys.argv[1:]
    app = build()
    try:
        code = app(words, result_action="return_value", exit_on_error=True)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as failure:  # noqa: BLE001 - told below; what is ours to mend keeps its trace
        sys.exit(failures.told(failure, as_json="--json" in words))
    sys.exit(code if isinstance(code, int) else 0)
