"""The catalogue's own counter."""

from __future__ import annotations

from django.db import models


class CatalogState(models.Model):
    """One row: the number that grows with every change that readers in memory must notice."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    revision = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="catalog_state_one_row")]
