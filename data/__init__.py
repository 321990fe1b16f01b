"""Facts the program ships: the taxonomy."""
