"""OCPP 1.6J: its messages and our commands. Block by block, as in the specification."""
