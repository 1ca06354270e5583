"""How a board learns what it is: over its serial line, or over a page on a Wi-Fi of its own.

Nothing here knows of relays. A board whose settings are wrong comes here and stays here.
"""
