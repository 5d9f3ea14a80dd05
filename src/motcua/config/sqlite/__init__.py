"""SQLite as this product runs it."""
