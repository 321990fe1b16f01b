"""State -> text, buttons, pictures."""
