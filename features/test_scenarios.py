"""Every scenario of every block, as a test."""

from pathlib import Path

from pytest_bdd import scenarios

scenarios(*sorted(str(path) for path in Path(__file__).parent.glob("*/*.feature")))
