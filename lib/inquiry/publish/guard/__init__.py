"""What no reader may learn: withheld figures, students' names, answers meant for others."""
