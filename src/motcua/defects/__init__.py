"""The room `defects`: defects of procedures as numbered letters.

Other rooms import its `models`, `services` and `selectors`.
"""
