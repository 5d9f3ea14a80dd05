"""Stories of the citizens' search."""
