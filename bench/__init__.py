"""Measures of the product beside bare tools in the same run: what `make bench` runs."""
