"""Security: what stations report of it, and their secrets."""
