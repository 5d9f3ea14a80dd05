"""Random public identifiers: what an address shows instead of a row's number."""

import secrets

LENGTH = 22


def new_public_id() -> str:
    """128 random bits, URL-safe, 22 characters."""
    return secrets.token_urlsafe(16)
