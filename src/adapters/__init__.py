"""Adapters: each translates one foreign language, in one place; none imports another."""
