"""Addresses of built files: styles, scripts, fonts."""

from __future__ import annotations

from django.conf import settings
from django.templatetags.static import static


def asset(name: str) -> str:
    """The address of a static file, with its content's digest where the files were collected.

    Where they were not (a fresh checkout, a test), the plain address: a page without its look is better than no page.
    """
    try:
        return static(name)
    except ValueError:
        return f"{settings.STATIC_URL}{name}"
