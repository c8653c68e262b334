"""Pages put in place, and what teams wrote in them kept."""
