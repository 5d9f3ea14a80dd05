"""Services and the database: drafts, freezing, versions, who may, what the log says, what the database refuses."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from motcua.audit.models import Entry
from motcua.processes.content import Content, Member, content_from
from motcua.processes.drafting import draft_of_group
from motcua.processes.flow.steps import Kind
from motcua.processes.models import Edition, MemberRow, Process, Relation, Source, StepRow
from motcua.processes.output.reading import taken_from
from motcua.processes.selectors import edition_of, latest_editions, process_of, steps_of
from motcua.processes.services.opening import Opening, discard_draft, open_process, reopen_process
from motcua.processes.services.writing import confirm_process, import_process, keep_copy, write_process
from motcua.web.faults import Stale, UserError
from tests.processes_room.conftest import a_flow, write_procedure

pytestmark = pytest.mark.django_db


@pytest.fixture
def confirmed(opened, system):
    write_process(actor=system, process=opened, content=Content(a_flow()), version=1)
    confirm_process(actor=system, process=opened, version=2)
    return opened


def test_a_draft_comes_from_the_record_and_names_it(opened, birth):
    edition = edition_of(opened)
    assert (edition.source, edition.procedure_version) == (Source.RECORD, birth.current)
    assert [step.kind for step in steps_of(edition)][:2] == [Kind.START, Kind.TASK]
    assert process_of(birth) == opened


def test_a_record_without_steps_says_so(db, system):
    write_procedure("2.000001", "Không ghi trình tự", "")
    edition = edition_of(open_process(actor=system, asked=Opening(("2.000001",))))
    assert steps_of(edition) == ()
    assert "không ghi trình tự" in edition.notes[0]


def test_a_group_takes_the_processes_that_were_drawn_up(confirmed, open_group, residence):
    edition = edition_of(open_group())
    assert edition.source == Source.MEMBERS
    assert "1.001193: lấy từ quy trình đã lập." in edition.notes
    assert any(step.name == "Thẩm tra" for step in steps_of(edition))
    assert [row.relation for row in edition.members.all()] == [Relation.FIRST, Relation.AFTER]
    empty = write_procedure("2.000001", "Không ghi", "")
    assert "2.000001: danh mục không ghi trình tự." in draft_of_group([residence, empty]).notes


def test_a_confirmed_version_is_used_before_a_draft(confirmed, birth, system):
    reopen_process(actor=system, process=confirmed, reason="Đổi")
    assert latest_editions([birth.pk])[birth.pk].number == 1


@pytest.mark.parametrize(
    ("codes", "title", "code"),
    [
        ((), "", "no-code"),
        (("9.9",), "", "no-procedure"),
        (("1.001193\x00",), "", "no-procedure"),
        (("1.001193", "1.001193"), "x", "code-twice"),
        (("1.001193", "1.004222"), "", "no-title"),
        (tuple(f"1.{n}" for n in range(31)), "x", "many-codes"),
    ],
)
def test_what_cannot_be_opened_is_refused(birth, residence, system, codes, title, code):
    with pytest.raises(UserError) as refused:
        open_process(actor=system, asked=Opening(codes, title))
    assert refused.value.code == code
    assert not Process.objects.exists()


def test_a_procedure_has_one_process(opened, birth, system):
    with pytest.raises(UserError) as refused:
        open_process(actor=system, asked=Opening((birth.code,)))
    assert refused.value.code == "exists"
    assert Process.objects.count() == 1


def test_two_who_write_are_told(opened, system):
    write_process(actor=system, process=opened, content=Content(a_flow()), version=1)
    for act in (
        lambda: write_process(actor=system, process=opened, content=Content(()), version=1),
        lambda: confirm_process(actor=system, process=opened, version=1),
        lambda: discard_draft(actor=system, process=opened, version=1),
        lambda: import_process(actor=system, process=opened, taken=taken_from(b'{"steps": []}'), version=1),
    ):
        with pytest.raises(Stale):
            act()
    assert steps_of(edition_of(opened)) == a_flow()


def test_confirmed_is_frozen_by_service_and_database(confirmed, system):
    edition = edition_of(confirmed)
    assert (edition.confirmed, edition.confirmed_label) == (True, system.label)
    with pytest.raises(UserError, match="đã xác nhận"):
        write_process(actor=system, process=confirmed, content=Content(()), version=edition.version)
    row = edition.rows.first()
    for statement in (
        lambda: Edition.objects.filter(pk=edition.pk).update(state="draft", confirmed_at=None),
        lambda: Edition.objects.filter(pk=edition.pk).update(notes=["x"]),
        lambda: StepRow.objects.filter(pk=row.pk).update(name="khác"),
        lambda: StepRow.objects.filter(pk=row.pk).delete(),
        lambda: StepRow.objects.create(edition=edition, ordinal=99, key="z9", kind="task"),
        lambda: Edition.objects.filter(pk=edition.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            statement()


def test_opening_again_makes_a_new_version_beside_the_old(confirmed, system):
    with pytest.raises(UserError, match="Chưa ghi lý do"):
        reopen_process(actor=system, process=confirmed, reason=" ")
    made = reopen_process(actor=system, process=confirmed, reason="Bỏ bước ký")
    with pytest.raises(UserError) as refused:
        reopen_process(actor=system, process=confirmed, reason="Lần nữa")
    assert refused.value.code == "draft-open"
    write_process(actor=system, process=confirmed, content=Content(a_flow()[:3]), version=made.version)
    assert steps_of(edition_of(confirmed, 1)) == a_flow()
    assert len(steps_of(edition_of(confirmed, 2))) == 3
    assert discard_draft(actor=system, process=confirmed, version=2) is False
    assert edition_of(confirmed).number == 1


def test_a_group_keeps_its_procedures_over_versions(open_group, system):
    process = open_group()
    members = (Member("1.004222", Relation.AFTER, "Công an xã"), Member("1.001193", Relation.TOGETHER, "UBND xã"))
    write_process(actor=system, process=process, content=Content(a_flow(), members), version=1)
    confirm_process(actor=system, process=process, version=2)
    reopen_process(actor=system, process=process, reason="x")
    for number in (1, 2):
        rows = MemberRow.objects.filter(edition__process=process, edition__number=number)
        assert [(row.procedure.code, row.relation, row.duty) for row in rows] == [
            ("1.004222", "first", "Công an xã"),
            ("1.001193", "together", "UBND xã"),
        ]
    bad = (Member("1.004222"), Member("0.0\x00"))
    with pytest.raises(UserError, match="Không có thủ tục"):
        write_process(actor=system, process=process, content=Content(a_flow(), bad), version=1)


def test_the_log_tells_each_act(confirmed, system):
    reopen_process(actor=system, process=confirmed, reason="x")
    discard_draft(actor=system, process=confirmed, version=1)
    verbs = list(Entry.objects.filter(object_id=confirmed.public_id).order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        f"processes.process.{verb}" for verb in ("opened", "written", "confirmed", "reopened", "discarded")
    ]


def test_a_working_copy_is_for_someone(opened, system):
    assert keep_copy(actor=system, process=opened, content=Content(a_flow()), version=1) is None


def test_content_goes_round_as_plain_values():
    content = Content(a_flow(), (Member("1.001193", Relation.TOGETHER, "Sở"),))
    assert content_from(content.to_dict()) == content
