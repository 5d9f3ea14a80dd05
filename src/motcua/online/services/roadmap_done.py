"""What a launch means for the roadmap: entries whose level is reached are done on that day."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from motcua.online.models import OnlineService, RoadmapEntry
from motcua.online.regime import Regime


def mark_done(rows: Sequence[OnlineService], regime: Regime) -> int:
    """Note the day on entries of launched services that plan their level or a lower one; how many were done by it."""
    launched = {row.procedure_id: row for row in rows if row.launched_on is not None}
    done = 0
    keys = list(launched)
    for start in range(0, len(keys), 500):
        entries = RoadmapEntry.objects.standing().filter(procedure__in=keys[start : start + 500], done_on__isnull=True)
        for entry in entries:
            row = launched[entry.procedure_id]
            if 0 <= regime.rank(entry.level) <= regime.rank(row.level):
                changed = RoadmapEntry.objects.filter(pk=entry.pk, done_on__isnull=True)
                done += changed.update(done_on=row.launched_on, version=F("version") + 1)
    return done
