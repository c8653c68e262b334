"""How withheld figures and shares at the ends are printed; measures/disclosure decides what is withheld."""

END = 5  # percent: shares at or below it, and at or above 100 − it, print as such (reference: privacy)
WITHHELD = "withheld"
