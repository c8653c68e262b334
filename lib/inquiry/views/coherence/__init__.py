"""How work hangs together across levels: the map, clarity, four elements, roles, common tools."""
