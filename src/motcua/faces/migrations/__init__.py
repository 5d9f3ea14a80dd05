"""Migrations of this room; frozen once landed."""
