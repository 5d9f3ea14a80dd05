"""Stories of many at the same moment, apart from those that share one province."""
