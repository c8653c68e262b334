"""The state's published figures: where a school stands, how it moved, and what would move it."""
