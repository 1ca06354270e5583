"""The gateway: the door for stations, and what keeps their lines."""
