"""Every write of the rulebook."""
