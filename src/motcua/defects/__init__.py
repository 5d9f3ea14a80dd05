"""The room `defects`: defects of procedures as numbered letters."""
