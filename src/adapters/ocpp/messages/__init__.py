"""Generated message types, one module per OCPP version; they never leave their dialect."""
