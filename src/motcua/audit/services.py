"""What others may ask of the log: tell that a person was seen or data left the house, seal, verify, anchor."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.audit import anchor as anchors
from motcua.audit import people, sealing, verification
from motcua.audit.anchor import Anchor
from motcua.audit.models import Check
from motcua.audit.verification import Report


def saw_person(*, actor: Actor, subject_type: str, subject_id: str, person_key: str) -> bool:
    """Tell that `actor` saw the data of a person in a record; kept once per person, record and hour.

    `person_key` is whatever identifies the person (a number, a public id): only a keyed digest of it is kept.
    Returns whether a row was written. Costs one read where the sight is already known.
    """
    person, hour = people.person_digest(person_key), people.this_hour()
    if people.already_seen(actor, subject_type, subject_id, person, hour):
        return False
    return _saw(actor=actor, subject_type=subject_type, subject_id=subject_id, person=person)


@service(permission=None)
def _saw(*, actor: Actor, subject_type: str, subject_id: str, person: str) -> bool:
    if not people.note_sighting(actor, subject_type, subject_id, person, people.this_hour()):
        return False
    record(Event("audit.person.seen", subject_type, subject_id, facts={"person": person}))
    return True


@service(permission=None)
def exported(*, actor: Actor, what: str, rows: int, filters: Collection[str] = ()) -> None:
    """Tell that `actor` took `rows` rows of `what` ("catalog.procedures") out of the house.

    `filters` are the names of the filters used, not their values, which may name persons.
    """
    record(Event("audit.exported", "export", what, fields=tuple(sorted(filters)), facts={"rows": rows}))


@service(permission="audit.seal")
def seal(*, actor: Actor) -> int:
    """Seal every finished row (PostgreSQL); returns how many. On SQLite rows are chained as they are written: 0."""
    return sealing.seal_finished()


def verify(*, actor: Actor, anchor: Anchor | None = None) -> Report:
    """Check the whole log, keep the outcome for the screen, and tell what does not fit. Raises `Denied`."""
    actor.require("audit.view")
    report = verification.verify(anchor)
    Check.objects.create(checked_at=timezone.now(), rows=report.rows, problems=report.found, anchored=report.anchored)
    return report


def anchor(*, actor: Actor) -> Anchor:
    """Seal what is finished and take the anchor of the log. Raises `Denied`."""
    seal(actor=actor)
    return anchors.take()
