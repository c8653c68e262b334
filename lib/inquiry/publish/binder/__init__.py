"""A school's quarter as one PDF for the board, made of finished pages of the site."""
