"""A lean load generator: many OCPP stations on as little CPU as possible."""
