"""Step definitions: the operator, the station, what became of sessions, and circumstances."""
