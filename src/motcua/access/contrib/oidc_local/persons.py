"""Those who can sign in at the local provider: named by what they are tried for, never as real persons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """What the provider tells about one of them."""

    sub: str
    name: str


PERSONS = (
    Person("thu-nghiem-1", "Người dân thử nghiệm 1"),
    Person("thu-nghiem-2", "Người dân thử nghiệm 2"),
    Person("thu-nghiem-hkd", "Chủ hộ kinh doanh thử nghiệm"),
    Person("thu-nghiem-canbo", "Cán bộ thử nghiệm"),
)


def person_of(sub: str) -> Person | None:
    """The person of that identifier."""
    return next((person for person in PERSONS if person.sub == sub), None)
