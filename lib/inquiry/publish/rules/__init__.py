"""The rules that every page is held against before it is published; one that fails stays out."""
