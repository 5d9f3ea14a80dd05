"""The weekly work of a control office, end to end, with ten real procedures in a small province of three desks.

A new version arrives by import, work opens, the list is drafted, checked, signed in the province's document system, the
number comes back, the list is uploaded, three boards are changed, and all of it is measured.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.catalog.asking import record_from
from motcua.catalog.models import ImportBatch, Procedure
from motcua.catalog.record import ProcedureRecord
from motcua.followup.models import FollowStep, FollowTask, TaskState
from motcua.followup.selectors import WorkFilter, process_lines, work
from motcua.followup.services.announcing import change_announcement, note_import
from motcua.followup.services.drafting import draft_list
from motcua.followup.services.processes import note_processes
from motcua.followup.services.tasks import refresh_tasks
from motcua.jobs.models import Job, JobState
from motcua.jobs.services import enqueue
from motcua.jobs.worker import JobWorker
from motcua.organisation.models import ProvinceSetting, Unit, UnitPeriod
from motcua.organisation.services.units import open_unit
from motcua.organisation.services.vocabulary import shipped_words
from motcua.papers.docsystem.contrib.simulator.server import serve
from motcua.papers.models import Paper, PaperState
from motcua.posting.selectors import desks_on, in_time, version_of_board
from motcua.posting.services import Chosen, Photo, confirm_posting
from motcua.posting.todo import to_do
from motcua.publication.clocks import ClockReader
from motcua.publication.measuring import read_measure
from motcua.publication.models import AnnouncementDecision, DecisionState, Place
from motcua.publication.services.checking import check_decision
from motcua.publication.services.publishing import publish_lines
from motcua.publication.services.signing import submit_for_signature
from tests.organisation.conftest import content_of

pytestmark = [pytest.mark.django_db, pytest.mark.shared_data]
COMMUNE = ("1.000080", "1.000094", "1.000419", "1.000593", "1.000656")  # civil status: 163/QĐ-BTP
PROVINCE = ("1.000390", "1.000404", "1.000588", "1.000614", "1.000627")  # legal advice: 516/QĐ-BTP
START = date(2025, 7, 1)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def records(folder: Path, name: str) -> list[ProcedureRecord]:
    """The ten procedures as one of the two files has them."""
    wanted = {*COMMUNE, *PROVINCE}
    with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["code"] in wanted]
    return [record_from(row, name) for row in rows]


@pytest.fixture
def small_province(db: None, system: Actor) -> dict[str, Unit]:
    """A province with its committee, office, department and three desks."""
    shipped_words()

    def unit(name: str, kind: str, parent: Unit | None, tier: str = "province") -> Unit:
        return open_unit(actor=system, content=content_of(name, kind, tier), day=START, parent=parent)

    top = unit("Tỉnh Vĩnh Long", "province", None)
    committee = unit("Ủy ban nhân dân tỉnh Vĩnh Long", "people_committee", top)
    office = unit("Văn phòng Ủy ban nhân dân tỉnh Vĩnh Long", "office", committee)
    unit("Trung tâm Phục vụ hành chính công tỉnh Vĩnh Long", "centre", office)
    department = unit("Sở Tư pháp tỉnh Vĩnh Long", "so", committee)
    for name in ("An Phú Tân", "Nhuận Phú Tân"):
        commune = unit(f"Xã {name}", "commune", top, "commune")
        unit(f"Trung tâm Phục vụ hành chính công xã {name}", "centre", commune, "commune")
    ProvinceSetting.objects.update_or_create(id=ProvinceSetting.ONLY, defaults={"unit": top})
    return {"committee": committee, "office": office, "department": department}


@pytest.fixture
def document_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The stand-in of the province's document system; gives its book."""
    server = serve(0, tmp_path / "docsystem", token="khoa-thu")
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv("MOTCUA_DOCSYSTEM", f"simulator:http://127.0.0.1:{server.server_address[1]}")
    monkeypatch.setenv("MOTCUA_DOCSYSTEM_TOKEN", "khoa-thu")
    yield server.__dict__["book"]
    server.shutdown()
    server.server_close()
    thread.join(5)


def drain(actor: Actor, *kinds: str) -> None:
    """Do all background work that waits, after asking for jobs of these kinds."""
    for kind in kinds:
        enqueue(actor=actor, kind=kind)
    Job.objects.filter(state=JobState.WAITING).update(due_at=timezone.now())
    JobWorker(["quick", "slow"], threaded=False).drain()


def hang(actor: Actor, desk: UnitPeriod, day: date) -> int:
    """Confirm everything a desk has to change, with a photo; returns how many changes."""
    items = to_do(desk, day)
    photo = Photo(BytesIO(PNG), "bang.png")
    version = version_of_board(desk.unit_id)
    confirm_posting(actor=actor, desk=desk, day=day, chosen=Chosen(None), version=version, photo=photo)
    return len(items)


@pytest.mark.usefixtures("small_province")
def test_from_the_ministry_s_new_version_to_three_boards_on_time(
    shared_data: Path,
    small_province: dict[str, Unit],
    bring: Callable[..., ImportBatch],
    document_system: Any,
    system: Actor,
    clock: Callable[[str], Any],
):
    # In winter the catalogue is filled and the three boards are taken stock of: nothing is owed.
    clock("2026-01-05 09:00")
    first = bring(*records(shared_data, "tthc-phien-ban-cu-sample.jsonl.gz"))
    assert note_import(actor=system, batch=first) == []
    desks = list(desks_on(date(2026, 1, 5)))
    assert [hang(system, desk, date(2026, 1, 5)) for desk in desks] == [5, 5, 5]

    # Monday: the new version of the same ten procedures opens work for the department of justice.
    clock("2026-07-06 09:00")
    second = bring(*records(shared_data, "tthc-sample.jsonl.gz"))
    noted = note_import(actor=system, batch=second)
    assert [one.decision_no for one in noted] == ["163/QĐ-BTP", "516/QĐ-BTP"]
    tasks = list(FollowTask.objects.order_by("id"))
    assert {task.unit for task in tasks} == {small_province["department"]}
    assert sum(task.lines.count() for task in tasks) == 10
    for one in noted:  # what the import cannot know is read off the ministry's decision
        days = {"signed_on": date(2026, 7, 1), "effective_on": date(2026, 8, 3), "note": ""}
        change_announcement(actor=system, announcement=one, version=one.version, **days)
    assert {step.due_on for step in FollowStep.objects.filter(kind="list")} == {date(2026, 7, 27)}

    # Wednesday: lists are drafted, checked and handed to the document system; Thursday they come back with numbers.
    clock("2026-07-08 09:00")
    for task in tasks:
        decision = draft_list(actor=system, task=task)
        decision = check_decision(actor=system, decision=decision, version=decision.version)
        submit_for_signature(actor=system, decision=decision, version=decision.version)
    drain(system)
    assert {entry.symbol for entry in document_system.all()} == {"QĐ-UBND"}
    assert AnnouncementDecision.objects.filter(state=DecisionState.CHECKED).count() == 2
    clock("2026-07-09 09:00")
    for entry in document_system.all():
        document_system.sign(entry.id, signed_on="2026-07-09")
    drain(system, "papers.poll")
    assert {paper.state for paper in Paper.objects.all()} == {PaperState.SIGNED}
    decisions = list(AnnouncementDecision.objects.order_by("number"))
    assert [one.number for one in decisions] == ["01/QĐ-UBND", "02/QĐ-UBND"]
    assert {one.state for one in decisions} == {DecisionState.ANNOUNCED}
    refresh_tasks(actor=system)
    assert {step.done_on for step in FollowStep.objects.filter(kind="list")} == {date(2026, 7, 9)}
    assert process_lines(system, state="missing").count() == 10

    # The same day: processes approved; on Friday uploaded, and the boards of three desks changed.
    note_processes(actor=system, codes=[*COMMUNE, *PROVINCE], decision_no="03/QĐ-UBND", approved_on=date(2026, 7, 9))
    clock("2026-07-10 10:00")
    lines = [line for one in decisions for line in one.lines.all()]
    moment = datetime(2026, 7, 10, 2, tzinfo=UTC)
    publish_lines(actor=system, lines=lines, place=Place.NATIONAL, published_at=moment)
    assert set(AnnouncementDecision.objects.values_list("state", flat=True)) == {DecisionState.PUBLIC}
    assert [hang(system, desk, date(2026, 7, 10)) for desk in desks[:2]] == [5, 5]
    refresh_tasks(actor=system)
    waiting = list(work(system, WorkFilter(step="posting"), date(2026, 7, 10)))
    assert len(waiting) == 1  # the third desk is still behind
    hang(system, desks[2], date(2026, 7, 10))
    refresh_tasks(actor=system)

    # Nothing is owed any more, and everything was on time.
    assert set(FollowTask.objects.values_list("state", flat=True)) == {TaskState.DONE}
    assert not work(system, WorkFilter(), date(2026, 7, 10)).exists()
    assert not process_lines(system).exists()
    reader = ClockReader(date(2026, 7, 10))
    period = (date(2026, 7, 1), date(2026, 7, 31))
    announced = read_measure("cong-bo-dung-han", reader, *period).value
    assert (len(announced.good), announced.denominator) == (10, 10)
    uploaded = read_measure("cong-khai-dung-han", reader, *period).value
    assert (len(uploaded.good), uploaded.denominator) == (10, 10)
    posted = in_time(*period)
    assert (posted.number, posted.of) == (15, 15)
    assert Procedure.objects.count() == 10
