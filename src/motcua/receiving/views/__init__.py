"""Pages of the lists of what is received where."""
