"""Who is where in the cycle and who is worth a visit: for coaches alone."""
