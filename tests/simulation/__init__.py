"""The core under virtual time and seeded faults: `python -m tests.simulation --seeds 500`."""
