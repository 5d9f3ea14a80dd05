"""Who saw a person's data: one row of the log for each account, record, person and hour."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.audit.canon import keyed
from motcua.audit.models import Sighting


def person_digest(person_key: str) -> str:
    """What the log keeps instead of a personal number: 32 hex digits under the log's key."""
    return keyed("person", person_key)[:32]


def this_hour() -> datetime:
    """The hour that runs now."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def already_seen(actor: Actor, subject_type: str, subject_id: str, person: str, hour: datetime) -> bool:
    """Whether the log already tells of this sight (one indexed read, no transaction)."""
    return Sighting.objects.filter(
        actor_id=_who(actor), subject_type=subject_type, subject_id=subject_id, person=person, hour=hour
    ).exists()


def note_sighting(actor: Actor, subject_type: str, subject_id: str, person: str, hour: datetime) -> bool:
    """Take the one place for this sight; False where another request took it first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_sighting (actor_id, subject_type, subject_id, person, hour) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING RETURNING id",
            [_who(actor), subject_type, subject_id, person, connection.ops.adapt_datetimefield_value(hour)],
        )
        return cursor.fetchone() is not None


def _who(actor: Actor) -> int:
    return actor.user.pk if actor.user else 0
