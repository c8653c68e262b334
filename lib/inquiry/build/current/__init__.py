"""Which pages are current: what each was made of, and what of it differs."""
