"""Charts with words made from the same numbers: a picture for notebooks, drawings and lists for the site."""
