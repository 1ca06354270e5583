"""Provisioning: stations introduce themselves, tell their state and list their settings."""
