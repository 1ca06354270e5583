"""Who may come in: hashes of stations' secrets."""

from adapters.identity.secrets import KeyedSecrets

__all__ = ["KeyedSecrets"]
