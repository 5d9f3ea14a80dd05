"""Stories of the boards at the desks."""
