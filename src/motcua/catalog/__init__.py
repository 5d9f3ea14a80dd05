"""Procedures, their versions, imports, findings, search and comparison."""
