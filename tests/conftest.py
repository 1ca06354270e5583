"""What holds for every test under this folder."""

import inspect

import pytest


def pytest_pycollect_makeitem(collector, name, obj):
    """Refuse an async test that nothing would await: it would pass whatever it says."""
    if name.startswith("test") and (
        inspect.iscoroutinefunction(obj) or inspect.isasyncgenfunction(obj)
    ):
        raise pytest.Collector.CollectError(
            f"{name} is async and nothing would await it: decorate it with @asynchronous"
            " (tests/asynchronous.py)"
        )
