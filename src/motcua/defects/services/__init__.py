"""Every write of the room: reports, letters, answers."""
