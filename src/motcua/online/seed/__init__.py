"""Targets that the product brings along."""
