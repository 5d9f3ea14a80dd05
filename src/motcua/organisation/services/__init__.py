"""Every write of the organisation, by subject."""
