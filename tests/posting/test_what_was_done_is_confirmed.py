"""Confirming and undoing: whose desk, which day, with a photo, never over another's work, kept for ever."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction

from motcua.access.actors import Actor, Grant
from motcua.access.roles import Role
from motcua.audit.guards import missing_guards
from motcua.audit.models import Entry
from motcua.files.selectors import open_file
from motcua.law.book import RulesOfDay
from motcua.posting import deadline
from motcua.posting.models import Board, Confirmation, Posting
from motcua.posting.selectors import board_on, may_confirm, version_of_board
from motcua.posting.services import Chosen, Photo, confirm_posting, undo_confirmation
from motcua.posting.todo import digest_of, to_do
from motcua.web.faults import Denied, Stale, UserError
from tests.posting.conftest import PNG, photo, write_version

DAY = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-06-15 09:00")


def receiver(unit_id):
    return Actor(label="một cửa", grants=(Grant(Role.RECEIVER, unit_id, None),))


def test_an_officer_confirms_at_the_own_desk_and_the_log_tells_it(desk, birth, marriage, staff_with, confirm):
    actor = staff_with("posting.confirm", unit_id=desk.unit_id)
    made = confirm(desk, DAY, actor=actor, note="  Bảng tầng một ")
    assert (made.put_up, made.note, made.confirmed_by) == (2, "Bảng tầng một", actor.user)
    assert made.acts[0] == {"code": "1.000894", "act": "up", "number": 1}
    assert open_file(made.photo).read() == PNG
    entry = Entry.objects.get(verb="posting.confirmed")
    assert (entry.facts["put_up"], entry.unit_id) == (2, desk.unit_id)


def test_another_desk_is_not_mine_but_one_below_my_unit_is(make_desk, desk, birth, confirm):
    commune = make_desk("Xã Cầu Kè", kind="commune")
    inside = make_desk("Trung tâm Phục vụ hành chính công xã Cầu Kè", parent=commune.unit)
    mine = receiver(commune.unit_id)
    assert may_confirm(mine, inside, DAY)
    assert not may_confirm(mine, desk, DAY)
    with pytest.raises(Denied):
        confirm(desk, DAY, actor=mine)
    control = Actor(label="kiểm soát", grants=(Grant(Role.CONTROL_OFFICER, commune.unit_id, None),))
    assert may_confirm(control, desk, DAY)
    assert not Posting.objects.exists()


def test_nobody_without_the_right_confirms(desk, birth, confirm, actor_with):
    with pytest.raises(Denied):
        confirm(desk, DAY, actor=actor_with("desk.view", unit_id=desk.unit_id))


def test_a_photo_is_asked_for_until_the_province_says_otherwise(desk, birth, confirm, monkeypatch):
    with pytest.raises(UserError) as refused:
        confirm(desk, DAY, photo=None)
    assert (refused.value.code, refused.value.field) == ("no-photo", "photo")
    real = RulesOfDay.row

    class Optional:
        value = "optional"

    monkeypatch.setattr(
        RulesOfDay, "row", lambda self, key, scope="": Optional if key == deadline.PHOTO_KEY else real(self, key, scope)
    )
    assert confirm(desk, DAY, photo=None).photo is None


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"hello", b""])
def test_what_is_no_picture_is_refused_beside_its_field(desk, birth, confirm, content):
    with pytest.raises(UserError) as refused:
        confirm(desk, DAY, photo=Photo(BytesIO(content), "a.png"))
    assert refused.value.field == "photo"
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize(("day", "code"), [(date(2026, 6, 16), "day-to-come"), (date(2026, 5, 31), "day-before-last")])
def test_a_day_to_come_and_one_before_the_last_confirmation_are_refused(desk, birth, marriage, confirm, day, code):
    confirm(desk, DAY, "up:1.001193")
    with pytest.raises(UserError) as refused:
        confirm(desk, day, "up:1.000894")
    assert (refused.value.code, refused.value.field) == (code, "day")


@pytest.mark.parametrize("keys", [["down:1.001193"], ["up:9.999999"], ["up:1.001193", "x"]])
def test_what_is_not_to_be_done_cannot_be_confirmed(desk, birth, confirm, keys):
    with pytest.raises(UserError) as refused:
        confirm(desk, DAY, *keys)
    assert refused.value.code == "not-to-do"


def test_an_empty_choice_is_told(desk, system):
    with pytest.raises(UserError) as refused:
        confirm_posting(actor=system, desk=desk, day=DAY, chosen=Chosen(), version=1, photo=photo())
    assert refused.value.code == "nothing-chosen"
    with pytest.raises(UserError):
        confirm_posting(actor=system, desk=desk, day=DAY, chosen=Chosen([]), version=1, photo=photo())


def test_of_two_who_saw_the_same_board_the_second_is_told(desk, birth, marriage, confirm):
    confirm(desk, DAY, "up:1.001193", version=1)
    with pytest.raises(Stale):
        confirm(desk, DAY, "up:1.000894", version=1)
    assert [row.procedure.code for row in board_on(desk, DAY)] == ["1.001193"]


def test_a_whole_list_that_changed_since_it_was_seen_is_not_confirmed(desk, birth, confirm, system):
    seen = digest_of(to_do(desk, DAY))
    write_version("1.000777", date(2026, 1, 1))
    with pytest.raises(Stale):
        confirm_posting(actor=system, desk=desk, day=DAY, chosen=Chosen(None, seen), version=1, photo=photo())
    seen = digest_of(to_do(desk, DAY))
    made = confirm_posting(actor=system, desk=desk, day=DAY, chosen=Chosen(None, seen), version=1, photo=photo())
    assert made.put_up == 2


def test_the_last_confirmation_is_taken_back_on_its_day_and_the_board_is_as_before(desk, birth, confirm, system):
    confirm(desk, DAY)
    write_version("1.001193", date(2026, 6, 10))
    second = confirm(desk, date(2026, 6, 10))
    undone = undo_confirmation(actor=system, confirmation=second, version=version_of_board(desk.unit_id))
    assert undone.undone_at is not None
    assert Board.objects.get(desk=desk.unit_id).seen_on == DAY
    [row] = board_on(desk, date(2026, 6, 15))
    assert (row.procedure_version.number, row.valid_to, row.lowered_by) == (1, None, None)
    assert [item.key for item in to_do(desk, date(2026, 6, 10))] == ["replace:1.001193"]
    assert second.acts == [{"code": "1.001193", "act": "replace", "number": 2}]
    confirm(desk, date(2026, 6, 10))
    assert Entry.objects.filter(verb="posting.undone").count() == 1


def test_undoing_is_refused_the_day_after_twice_and_under_a_later_one(desk, birth, marriage, confirm, system, clock):
    first = confirm(desk, DAY, "up:1.001193")
    second = confirm(desk, DAY, "up:1.000894")

    def undo(row, version=None):
        current = version_of_board(desk.unit_id) if version is None else version
        return undo_confirmation(actor=system, confirmation=row, version=current)

    for row, code in ((first, "not-the-last"),):
        with pytest.raises(UserError) as refused:
            undo(row)
        assert refused.value.code == code
    with pytest.raises(Stale):
        undo(second, version=1)
    undo(second)
    with pytest.raises(UserError) as refused:
        undo(second)
    assert refused.value.code == "undone"
    clock("2026-06-16 00:30")
    with pytest.raises(UserError) as refused:
        undo(first)
    assert refused.value.code == "too-late-to-undo"
    assert [row.procedure.code for row in board_on(desk, DAY)] == ["1.001193"]


def test_another_desk_cannot_take_it_back(desk, make_desk, birth, confirm):
    other = make_desk("Trung tâm Phục vụ hành chính công xã Cầu Kè")
    made = confirm(desk, DAY)
    with pytest.raises(Denied):
        undo_confirmation(actor=receiver(other.unit_id), confirmation=made, version=version_of_board(desk.unit_id))


def test_one_day_may_hold_a_putting_up_and_a_replacing(desk, birth, confirm):
    confirm(desk, date(2026, 6, 9))
    write_version("1.001193", date(2026, 6, 10))
    confirm(desk, date(2026, 6, 10))
    write_version("1.001193", date(2026, 6, 10))
    confirm(desk, date(2026, 6, 10))
    assert [row.procedure_version.number for row in board_on(desk, date(2026, 6, 10))] == [3]
    assert [row.procedure_version.number for row in board_on(desk, date(2026, 6, 9))] == [1]


def test_the_database_refuses_to_change_what_was_confirmed(desk, birth, confirm):
    made = confirm(desk, DAY)
    assert not missing_guards()
    for attempt in (
        lambda: Confirmation.objects.filter(pk=made.pk).update(day=date(2026, 1, 1)),
        lambda: Confirmation.objects.filter(pk=made.pk).update(acts=[]),
        lambda: Confirmation.objects.filter(pk=made.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_the_database_refuses_two_versions_on_one_board_on_one_day(desk, birth, confirm):
    made = confirm(desk, DAY)
    row = made.raised.get()
    for start, end in ((DAY, None), (date(2026, 1, 1), None), (date(2026, 1, 1), date(2026, 6, 2))):
        with pytest.raises(DatabaseError), transaction.atomic():
            Posting.objects.create(
                desk=desk.unit,
                procedure=birth,
                procedure_version=row.procedure_version,
                valid_from=start,
                valid_to=end,
                raised_by=made,
                lowered_by=made if end else None,
            )
