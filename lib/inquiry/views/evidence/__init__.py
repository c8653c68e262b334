"""Students' work counted: what is safe to show, series over quarters, run charts and their verdicts."""
