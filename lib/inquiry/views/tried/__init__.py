"""What was tried before, where, and what came of it."""
