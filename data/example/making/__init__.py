"""How Example Unified is made: a district that does not exist, from seeds, plans and hand-written stories."""
