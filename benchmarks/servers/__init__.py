"""What is measured, each in a process of its own: the bare floor, and our gateway."""
