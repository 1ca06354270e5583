"""REST and live updates: what people and programs use."""

from entrypoints.api.app import create_app
from entrypoints.api.authentication import KeyAuthenticator
from entrypoints.api.dependencies import ApiDependencies

__all__ = ["ApiDependencies", "KeyAuthenticator", "create_app"]
