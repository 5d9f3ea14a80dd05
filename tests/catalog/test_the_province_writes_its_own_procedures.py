"""Stories of the province's own procedures: drafted, published, locked; what a ministry made is not the province's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.access.actors import Actor
from motcua.audit.guards import missing_guards
from motcua.audit.models import Entry
from motcua.catalog.models import (
    Channel,
    Component,
    ImportBatch,
    Procedure,
    ProcedureVersion,
    TierLine,
    VersionState,
)
from motcua.catalog.record import ChannelRecord, ComponentRecord
from motcua.catalog.selectors import version_on
from motcua.catalog.services.drafting import create_own, discard_draft, open_draft, publish_draft, save_draft
from motcua.catalog.services.marking import mark_component
from motcua.catalog.services.marks import Mark
from motcua.web.faults import Denied, Stale, UserError
from tests.catalog.records import BIRTH

CODE = "2.001234.H61"
OWN = replace(
    BIRTH, code=CODE, name="Hỗ trợ chi phí hỏa táng", collected=None, decision_no="10/QĐ-UBND", field="Bảo trợ xã hội"
)
Bring = Callable[..., ImportBatch]


@pytest.fixture
def officer(staff_with: Callable[..., Actor]) -> Actor:
    return staff_with("catalog.edit", "catalog.publish")


@pytest.fixture
def published(officer: Actor) -> Procedure:
    draft = create_own(actor=officer, record=OWN)
    publish_draft(actor=officer, draft=draft, effective_from=date(2026, 3, 1), version=1)
    return Procedure.objects.get(code=CODE)


def test_a_draft_is_seen_by_no_citizen_until_it_is_published(officer: Actor) -> None:
    draft = create_own(actor=officer, record=OWN)
    assert draft.state == VersionState.DRAFT
    assert not Procedure.objects.public().exists()
    publish_draft(actor=officer, draft=draft, effective_from=date(2026, 3, 1), version=1)
    procedure = Procedure.objects.public().get()
    version = version_on(procedure)
    assert version is not None
    assert (version.state, version.effective_from, version.name) == ("published", date(2026, 3, 1), OWN.name)
    assert [case.name for case in version.cases.all()] == ["", "Trẻ bị bỏ rơi"]
    assert Entry.objects.filter(verb="catalog.version.published").count() == 1


def test_a_draft_is_written_anew_and_two_people_never_write_over_each_other(officer: Actor) -> None:
    draft = create_own(actor=officer, record=OWN)
    fewer = replace(OWN, components=(ComponentRecord("Đơn đề nghị", originals=1, copies=0),))
    save_draft(actor=officer, draft=draft, record=fewer, version=1)
    assert list(draft.components.values_list("name", flat=True)) == ["Đơn đề nghị"]
    with pytest.raises(Stale):
        save_draft(actor=officer, draft=draft, record=OWN, version=1)


def test_a_change_opens_a_copy_and_keeps_what_was_in_force(officer: Actor, published: Procedure) -> None:
    draft = open_draft(actor=officer, procedure=published)
    assert draft.number == 2
    assert open_draft(actor=officer, procedure=published) == draft
    shorter = replace(OWN, channels=(ChannelRecord("counter", time="03 Ngày làm việc"),))
    save_draft(actor=officer, draft=draft, record=shorter, version=2)
    publish_draft(actor=officer, draft=draft, effective_from=date(2026, 9, 1), version=3)
    old, new = ProcedureVersion.objects.order_by("number")
    assert (old.state, old.effective_to, new.state) == ("superseded", date(2026, 9, 1), "published")
    published.refresh_from_db()
    assert published.current == new


def test_a_draft_that_says_too_little_is_not_published(officer: Actor) -> None:
    draft = create_own(actor=officer, record=replace(OWN, channels=(), legal_basis=()))
    with pytest.raises(UserError, match="còn thiếu") as refused:
        publish_draft(actor=officer, draft=draft, effective_from=date(2026, 3, 1), version=1)
    assert "cách nộp" in str(refused.value.hint)
    assert "căn cứ pháp lý" in str(refused.value.hint)


def test_publishing_needs_its_own_permission(officer: Actor, staff_with: Callable[..., Actor]) -> None:
    draft = create_own(actor=officer, record=OWN)
    with pytest.raises(Denied):
        publish_draft(actor=staff_with("catalog.view"), draft=draft, effective_from=date(2026, 3, 1), version=1)


@pytest.mark.parametrize("code", ["", "12", "1.001193.VN", "thu-tuc"])
def test_a_code_of_another_form_is_refused(officer: Actor, code: str) -> None:
    with pytest.raises(UserError, match="không đúng dạng"):
        create_own(actor=officer, record=replace(OWN, code=code))


def test_a_code_is_never_given_to_another_procedure(officer: Actor, published: Procedure, bring: Bring) -> None:
    bring(BIRTH)
    for code in (CODE, BIRTH.code):
        with pytest.raises(UserError, match="đã có trong danh mục"):
            create_own(actor=officer, record=replace(OWN, code=code))


def test_a_thrown_away_draft_leaves_the_code_to_its_procedure(officer: Actor) -> None:
    draft = create_own(actor=officer, record=OWN)
    discard_draft(actor=officer, draft=draft, version=1)
    again = create_own(actor=officer, record=OWN)
    assert Procedure.objects.count() == 1
    assert again.procedure == draft.procedure


def test_what_a_ministry_made_is_not_edited(officer: Actor, bring: Bring) -> None:
    bring(BIRTH)
    with pytest.raises(UserError, match="do bộ, ngành quy định"):
        open_draft(actor=officer, procedure=Procedure.objects.get())


def _refused(statement: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        statement()


@pytest.mark.django_db
def test_the_database_refuses_every_change_of_a_version_in_force(bring: Bring) -> None:
    bring(BIRTH)
    version = ProcedureVersion.objects.get()
    rows = ProcedureVersion.objects.filter(pk=version.pk)
    _refused(lambda: rows.update(name="khác"))
    _refused(lambda: rows.update(effective_from=date(2020, 1, 1)))
    _refused(lambda: rows._raw_delete(rows.db))
    _refused(lambda: Channel.objects.filter(procedure_version=version).update(fee_text="1 đồng"))
    _refused(lambda: Component.objects.filter(procedure_version=version)._raw_delete(rows.db))
    _refused(lambda: TierLine.objects.create(procedure_version=version, ordinal=9, tier="commune"))
    _refused(lambda: Procedure.objects.update(code="1.000000"))
    _refused(lambda: Procedure.objects.all()._raw_delete(rows.db))
    rows.update(effective_to=date(2027, 1, 1))
    version.refresh_from_db()
    assert (version.name, version.channels.count(), version.components.count()) == (BIRTH.name, 2, 3)


@pytest.mark.django_db
def test_all_locks_stand() -> None:
    assert missing_guards(connection) == []


GROUND = Mark(True, "Cơ sở dữ liệu quốc gia về dân cư", "Điều 14 Nghị định 107/2021/NĐ-CP")


def _paper(name: str = "Giấy chứng sinh") -> Component:
    return Component.objects.select_related("procedure_version__procedure").get(
        procedure_version__current_of__isnull=False, name=name
    )


def test_the_province_marks_a_paper_and_the_mark_stays_with_it(officer: Actor, bring: Bring) -> None:
    bring(BIRTH)
    mark_component(actor=officer, component=_paper(), mark=GROUND, version=1)
    bring(replace(BIRTH, steps="Đổi trình tự.", collected="2026-09"))
    paper = _paper()
    assert paper.procedure_version.number == 2
    assert (paper.from_database, paper.database, paper.database_ground) == (True, GROUND.database, GROUND.ground)
    assert _paper("Tờ khai đăng ký khai sinh").from_database is None


@pytest.mark.parametrize(
    ("mark", "said"), [(Mark(True, "", "Điều 1"), "tên cơ sở dữ liệu"), (Mark(False, "", " "), "căn cứ")]
)
def test_a_mark_names_its_database_and_its_ground(officer: Actor, bring: Bring, mark: Mark, said: str) -> None:
    bring(BIRTH)
    with pytest.raises(UserError, match=said):
        mark_component(actor=officer, component=_paper(), mark=mark, version=1)


def test_a_mark_is_taken_back_and_never_set_over_anothers(officer: Actor, bring: Bring) -> None:
    bring(BIRTH)
    mark_component(actor=officer, component=_paper(), mark=GROUND, version=1)
    with pytest.raises(Stale):
        mark_component(actor=officer, component=_paper(), mark=Mark(None), version=1)
    mark_component(actor=officer, component=_paper(), mark=Mark(None), version=2)
    assert _paper().from_database is None


def test_a_paper_of_the_past_is_not_marked(officer: Actor, bring: Bring) -> None:
    bring(BIRTH)
    old = _paper()
    bring(replace(BIRTH, steps="Đổi trình tự.", collected="2026-09"))
    old = Component.objects.select_related("procedure_version__procedure").get(pk=old.pk)
    with pytest.raises(UserError, match="không còn áp dụng"):
        mark_component(actor=officer, component=old, mark=GROUND, version=1)
