"""Text as a database can keep it. PostgreSQL refuses the NUL character, which no text of a person needs."""

from __future__ import annotations

_NUL = "\x00"


def storable(text: str) -> str:
    """The text without NUL characters; also for what is only looked for, since a search is a statement too."""
    return text.replace(_NUL, "")


def tidy(text: str) -> str:
    """The storable text without blanks and empty lines around it."""
    return storable(text).strip()


def one_line(text: str) -> str:
    """The storable text in one line, one blank between words: numbers of papers, names, titles."""
    return " ".join(storable(text).split())
