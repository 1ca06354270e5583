"""Authorization: who may charge."""
