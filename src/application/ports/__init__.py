"""What the application needs from the world, each as one Protocol that adapters inherit explicitly.

Ports are plural nouns (`Stations`, `ChargingSessions`) or the thing itself (`Clock`, `Bus`).
`find` may return None; `get` raises the domain's own error.
"""
