"""Visibility: the base of every queryset whose rows are not for everyone."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

from motcua.access.actors import Actor

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class ScopedQuerySet(models.QuerySet[Row_co]):
    """A queryset that shows nothing until it is asked for whom."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows that the actor may see; each room says which."""
        raise TypeError(f"{type(self).__name__} does not say who may see its rows.")
