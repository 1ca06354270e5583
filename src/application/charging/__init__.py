"""Charging: sessions as stations tell of them, and what becomes of them."""
