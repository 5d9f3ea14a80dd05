"""Random public identifiers: what an address shows instead of a row's number."""

import secrets

LENGTH = 22


def new_public_id() -> str:
    """Random, URL-safe, 22 characters; the first is no dash, which a terminal would take for an option."""
    while not (made := secrets.token_urlsafe(16))[0].isalnum():
        pass
    return made
