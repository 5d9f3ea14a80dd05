"""The room `receiving`: dated lists of what is received where.

Other rooms import its `models`, `services`, `selectors` and the value module `where`.
"""
