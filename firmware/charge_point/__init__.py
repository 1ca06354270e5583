"""The charge point itself. Nothing in here knows what it runs on: see `hal/api.py`."""
