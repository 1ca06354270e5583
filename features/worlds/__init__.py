"""What the two worlds have in common: stations, the house that serves them, and who looks on."""
