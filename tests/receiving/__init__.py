"""Stories of what is received where."""
