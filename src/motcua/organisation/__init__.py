"""Tiers, units and their history, people, positions and focal officers."""
