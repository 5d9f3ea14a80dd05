"""Một Cửa: control and handling of administrative procedures for a Vietnamese province."""
