"""Access: tenants, and the keys of programs."""
