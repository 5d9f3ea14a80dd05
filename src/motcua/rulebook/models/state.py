"""The rulebook's own counter."""

from __future__ import annotations

from django.db import models

from motcua.web.publicid import LENGTH


class RulebookState(models.Model):
    """One row that changes with every change that readers in memory must notice.

    `revision` grows; `stamp` is new each time, so that a number reached again after a restore is not mistaken.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    revision = models.BigIntegerField(default=0)
    stamp = models.CharField(max_length=LENGTH, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="rulebook_state_one_row")]
