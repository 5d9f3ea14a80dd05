"""Every write of the room: drafting a list, deciding it."""
