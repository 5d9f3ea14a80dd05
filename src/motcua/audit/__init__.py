"""The append-only, tamper-evident log and the one cursor by which others read it."""
