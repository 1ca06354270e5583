"""Fixtures for every test and feature."""

pytest_plugins = ["tests.fixtures.services"]
