"""A page's notebook: put together, cleaned, signed."""
