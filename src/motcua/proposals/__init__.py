"""Answers to the criteria proposed from the records, factors, volumes, data instead of papers."""
