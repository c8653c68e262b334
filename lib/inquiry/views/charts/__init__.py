"""Charts as PNG with alternative text made from the same numbers; one look, no state shared between them."""
