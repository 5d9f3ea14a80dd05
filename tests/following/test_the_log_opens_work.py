"""The log is read as a stream: an applied import opens work by itself, a signed list moves it on."""

from __future__ import annotations

import pytest
from django.utils import timezone

from motcua.access.actors import Actor, system_actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.catalog.models import ImportBatch
from motcua.catalog.record import ProcedureRecord
from motcua.catalog.services.classifying import Classifier
from motcua.catalog.services.imports import (
    add_items,
    apply_piece,
    begin_applying,
    finish_applying,
    finish_reading,
    open_import,
)
from motcua.followup.jobs import read_log
from motcua.followup.models import FollowStep, FollowTask, InternalProcessNote, MinistryAnnouncement
from tests.catalog.records import BIRTH, another

pytestmark = pytest.mark.django_db(transaction=True)


def bring(*records: ProcedureRecord) -> ImportBatch:
    """An import that was read and applied whole."""
    actor = system_actor()
    batch = open_import(actor=actor, title="thử")
    add_items(actor=actor, batch=batch, rows=list(enumerate(Classifier().classify(records), start=1)))
    finish_reading(actor=actor, batch=batch)
    begin_applying(actor=actor, batch=batch, version=batch.version)
    while apply_piece(actor=actor, batch=batch, default_from=timezone.localdate()).done:
        pass
    return finish_applying(actor=actor, batch=batch)


@service(permission=None)
def _say(*, actor: Actor, verb: str, object_id: str) -> None:
    """Tell the log that something happened."""
    record(Event(verb, "catalog.import", object_id))


def test_an_applied_import_opens_work_by_itself():
    bring(BIRTH)
    bring(another("1.001193", decision_no="163/QĐ-BTP", collected="2026-07"))
    assert read_log(system_actor()) == 2
    assert MinistryAnnouncement.objects.get().decision_no == "163/QĐ-BTP"
    assert FollowTask.objects.count() == 1
    assert read_log(system_actor()) == 0


def test_an_import_that_is_gone_stops_nobody():
    _say(actor=system_actor(), verb="catalog.import.applied", object_id="khong-con")
    assert read_log(system_actor()) == 1
    assert not MinistryAnnouncement.objects.exists()


def test_what_the_province_did_is_taken_over_when_the_log_tells():
    bring(BIRTH)
    batch = bring(another("1.001193", decision_no="163/QĐ-BTP", collected="2026-07"))
    read_log(system_actor())
    line = MinistryAnnouncement.objects.get().lines.get()
    today = timezone.localdate()
    InternalProcessNote.objects.create(procedure=line.procedure, decision_no="9/QĐ-UBND", approved_on=today)
    assert FollowStep.objects.get(kind="process").done == 0
    _say(actor=system_actor(), verb="posting.confirmed", object_id=batch.public_id)
    assert read_log(system_actor()) == 1
    assert FollowStep.objects.get(kind="process").done == 1
