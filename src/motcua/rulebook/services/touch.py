"""Tells readers in memory that the law changed."""

from __future__ import annotations

from django.db.models import F

from motcua.rulebook.models import RulebookState
from motcua.web.publicid import new_public_id


def touch_rulebook() -> None:
    """The last statement of a change: it serialises writers and makes every process read anew."""
    stamp = new_public_id()
    if not RulebookState.objects.filter(id=1).update(revision=F("revision") + 1, stamp=stamp):
        RulebookState.objects.get_or_create(id=1, defaults={"revision": 1, "stamp": stamp})
