"""What the drill's jobs write. Nothing here stops a part from being done twice: that is what the drill looks for."""

from __future__ import annotations

from django.db import models


class Effect(models.Model):
    """One part of one job, done once more."""

    job = models.CharField(max_length=40)
    part = models.IntegerField()
    writer = models.IntegerField()

    class Meta:
        app_label = "drill"

    def __str__(self) -> str:
        return f"{self.job}/{self.part}"
