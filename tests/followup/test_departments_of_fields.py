"""Which department advises on a field: a guess from what procedures and ministries are called, then a person's word."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.catalog.models import Field
from motcua.followup.guess import by_ministry, departments, guesses, ministry_subject, named_in
from motcua.followup.models import FieldDepartment, FollowTask, MappingState
from motcua.followup.services.mapping import guess_fields, set_department
from motcua.web.faults import Denied, Stale, UserError
from tests.catalog.records import BIRTH, another

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]
TODAY = date(2026, 7, 6)
AGENCIES = [
    ("Sở Tư pháp", "so-tu-phap"),
    ("Uỷ ban nhân dân tỉnh; Sở Nông nghiệp và Môi trường", "so-nong-nghiep-va-moi-truong"),
    ("Công an Tỉnh", "cong-an"),
    ("Cơ quan Thuế các cấp", "thue"),
    ("Phòng Giao dịch Kho bạc Nhà nước khu vực", "kho-bac"),
    ("Ủy ban nhân dân cấp xã", None),
    ("", None),
]
MINISTRIES = [
    ("Bộ Tư pháp", "so-tu-phap"),
    ("Bộ Nông nghiệp và Môi trường", "so-nong-nghiep-va-moi-truong"),
    ("Bộ Công an", "cong-an"),
    ("Ngân hàng Nhà nước", "ngan-hang-nha-nuoc"),
    ("Bộ Giao thông vận tải (cũ)", None),
    ("Bộ Ngoại giao", None),
    ("", None),
]


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-07-06 09:00")


def origin(unit) -> str | None:
    return unit.origin.rpartition("/")[2] if unit else None


@pytest.mark.parametrize(("text", "key"), AGENCIES)
def test_an_agency_s_name_means_a_department(text, key):
    found = named_in(text, departments(TODAY))
    if key is None:
        assert found is None
    else:
        assert origin(found.unit).startswith(key)


@pytest.mark.parametrize(("ministry", "key"), MINISTRIES)
def test_a_ministry_has_a_department_of_the_same_subject(ministry, key):
    found = by_ministry(ministry, departments(TODAY))
    assert origin(found.unit if found else None) == key


def test_a_ministry_that_was_renamed_keeps_its_subject():
    assert ministry_subject("Bộ Giao thông vận tải (cũ)") == "giao thong van tai"


def test_no_province_no_guess(monkeypatch, bring):
    bring(BIRTH)
    monkeypatch.setattr("motcua.followup.guess.province", lambda: None)
    field = Field.objects.get()
    assert guesses([field.pk], TODAY)[field.pk].unit is None


def test_a_field_is_guessed_from_its_agencies_before_its_ministry(bring, system, unit_named):
    bring(
        another("1.000001", field="Chứng thực", agency="Ủy ban nhân dân cấp xã"),
        another("1.000002", field="Quốc tịch", agency="Sở Nội vụ"),
        another("1.000003", field="Lãnh sự", issuer="Bộ Ngoại giao", agency="Ủy ban nhân dân cấp xã"),
    )
    assert guess_fields(actor=system) == 3
    rows = {row.field.name: row for row in FieldDepartment.objects.select_related("unit", "field")}
    assert rows["Chứng thực"].unit == unit_named("so-tu-phap")
    assert rows["Chứng thực"].ground == "Cùng ngành với Bộ Tư pháp"
    assert rows["Quốc tịch"].unit == unit_named("so-noi-vu")
    assert rows["Lãnh sự"].unit is None
    assert {row.state for row in rows.values()} == {MappingState.GUESS}
    assert guess_fields(actor=system) == 0


def test_what_a_person_confirmed_is_not_guessed_again(bring, system, unit_named):
    bring(BIRTH)
    guess_fields(actor=system)
    row = FieldDepartment.objects.get()
    set_department(actor=system, row=row, unit=unit_named("so-noi-vu"), version=row.version)
    assert guess_fields(actor=system, again=True) == 0
    row.refresh_from_db()
    assert (row.state, row.unit) == (MappingState.CONFIRMED, unit_named("so-noi-vu"))
    with pytest.raises(Stale):
        set_department(actor=system, row=row, unit=unit_named("so-tu-phap"), version=1)


def test_a_unit_of_the_past_is_refused(bring, system):
    from motcua.organisation.models import Unit

    bring(BIRTH)
    guess_fields(actor=system)
    row = FieldDepartment.objects.get()
    with pytest.raises(UserError) as refused:
        set_department(actor=system, row=row, unit=Unit.objects.get(origin="tra-vinh/so-tu-phap"), version=row.version)
    assert refused.value.code == "unit-not-in-force"


def test_confirming_gives_loose_work_its_owner(bring, system, unit_named):
    from motcua.followup.services.announcing import note_import

    bring(BIRTH)
    batch = bring(another("1.000003", field="Lãnh sự", issuer="Bộ Ngoại giao", decision_no="9/QĐ-BNG"))
    note_import(actor=system, batch=batch)
    assert FollowTask.objects.get().unit is None
    row = FieldDepartment.objects.get(field__name="Lãnh sự")
    moved = set_department(actor=system, row=row, unit=unit_named("so-noi-vu"), version=row.version)
    assert moved == 1
    task = FollowTask.objects.get()
    assert task.unit == unit_named("so-noi-vu")
    assert task.steps.get(kind="list").owner == unit_named("so-noi-vu")
    assert task.lines.count() == 1


def test_only_procedure_control_says_whose_a_field_is(bring, system, unit_named, staff_with):
    bring(BIRTH)
    guess_fields(actor=system)
    row = FieldDepartment.objects.get()
    with pytest.raises(Denied):
        set_department(actor=staff_with("posting.confirm"), row=row, unit=unit_named("so-noi-vu"), version=row.version)
