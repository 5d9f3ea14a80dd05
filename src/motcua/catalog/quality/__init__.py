"""What is repaired safely, what is wrong, and what a person can do about it. No database, no silent repair.

Face: `normalise.normalise`, `registry.find_defects`, `registry.KINDS`, `money.parse_fee`, `batch.SharedNames`.
"""
