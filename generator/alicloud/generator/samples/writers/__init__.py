"""How each language writes values."""
