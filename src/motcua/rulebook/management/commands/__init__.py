"""Terminal commands of the rulebook."""
