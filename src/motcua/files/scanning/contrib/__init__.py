"""Scanners that ship with the product."""
