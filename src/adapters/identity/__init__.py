"""Who may come in: hashes of secrets and of keys."""

from adapters.identity.keys import KeyDigests
from adapters.identity.secrets import KeyedSecrets

__all__ = ["KeyDigests", "KeyedSecrets"]
