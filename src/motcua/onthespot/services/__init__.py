"""Writes of the room: proposing, checking, deciding by a list, starting, withdrawing, reporting."""
