"""The district's own surveys, measures and scores, and all metrics as one system."""
