"""Price vectors: folders of tariffs and sessions, whose totals are known."""
