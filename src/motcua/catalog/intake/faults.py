"""The one way in which a reader says that a source cannot be read."""

from __future__ import annotations


class RefusedError(Exception):
    """A source that is not read; the text is a sentence for an officer: what, where, how to mend it."""
