"""Who saw a person's data is kept once per person, record and hour; who took data out, each time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.access.actors import Actor
from motcua.access.models import User
from motcua.audit import people, services
from motcua.audit.models import Entry, Sighting

pytestmark = pytest.mark.django_db
NUMBER = "079123456789"


def look(actor: Actor, record: str = "d1", person: str = NUMBER) -> bool:
    return services.saw_person(actor=actor, subject_type="dossier", subject_id=record, person_key=person)


def test_a_sight_is_kept_once_an_hour_for_each_person_and_record(officer):
    actor = Actor(user=officer)
    with time_machine.travel(datetime(2026, 3, 2, 3, 10, tzinfo=UTC), tick=False) as clock:
        assert look(actor)
        assert not look(actor)
        assert look(actor, record="d2")
        assert look(actor, person="079123456780")
        clock.shift(49 * 60)
        assert not look(actor)
        clock.shift(60)
        assert look(actor)
    other = Actor(user=User.objects.create(username="khac"))
    assert look(other)
    seen = Entry.objects.filter(verb="audit.person.seen")
    assert seen.count() == 5
    assert {row.object_type for row in seen} == {"dossier"}


def test_the_number_of_the_person_is_nowhere_in_the_log(officer):
    look(Actor(user=officer))
    kept = str(list(Entry.objects.values_list())) + str(list(Sighting.objects.values_list()))
    assert NUMBER not in kept
    assert people.person_digest(NUMBER) in kept
    assert people.person_digest(NUMBER) != people.person_digest("079123456780")


def test_looking_again_costs_one_read(officer):
    actor = Actor(user=officer)
    look(actor)
    with CaptureQueriesContext(connection) as queries:
        look(actor)
    assert len(queries) == 1


def test_an_export_tells_how_many_rows_and_by_which_filters_not_their_values(officer):
    services.exported(actor=Actor(user=officer), what="catalog.procedures", rows=120, filters=("unit", "q"))
    row = Entry.objects.get()
    assert (row.verb, row.object_id, row.facts, row.fields) == (
        "audit.exported",
        "catalog.procedures",
        {"rows": 120},
        ["q", "unit"],
    )
