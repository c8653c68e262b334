"""What a phase is for, and what its answers add up to: causes, drivers, steps, predictions, decisions."""
