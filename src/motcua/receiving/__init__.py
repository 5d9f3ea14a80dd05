"""The room `receiving`: dated lists of what is received where."""
