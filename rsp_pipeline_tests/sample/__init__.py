"""Claims about the room `sample`."""
