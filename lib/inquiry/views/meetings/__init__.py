"""From agenda to summary, the quarterly review, and the plan on a page."""
