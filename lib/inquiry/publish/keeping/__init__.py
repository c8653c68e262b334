"""The site's folder, and what is remembered of it so that a page that still stands is not made again."""
