"""3: frame to frame: rate, compare, detect, suppress. No I/O, no plotting; inputs are never changed."""
