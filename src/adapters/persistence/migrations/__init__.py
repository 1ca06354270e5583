"""The schema's history. `adapters.persistence.migrating` runs it."""
