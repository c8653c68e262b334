"""Pages run: each in a process of its own, forked from one that has everything loaded."""
