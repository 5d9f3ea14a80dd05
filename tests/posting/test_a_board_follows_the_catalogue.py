"""What a desk puts up, replaces and takes down follows from the catalogue, the lists and what was confirmed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.access.actors import system_actor
from motcua.catalog.models import ProcedureVersion
from motcua.posting import selectors
from motcua.posting.deadline import Clock
from motcua.posting.models import Posting
from motcua.posting.selectors import board_of, board_on, desk_on, in_time, overview, version_of_board
from motcua.posting.services import Chosen, confirm_posting
from motcua.posting.todo import digest_of, narrowed, to_do
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, DecisionState, LineKind
from motcua.receiving.models import ListKind, ListState, ReceivingLine, ReceivingList, scope_of
from tests.posting.conftest import abolish, photo, write_version

DAY = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-07-01 09:00")


def keys(desk, day=DAY):
    return [item.key for item in to_do(desk, day)]


def listed(kind, *procedures, unit=None, day=date(2026, 1, 1)):
    row = ReceivingList.objects.create(
        kind=kind,
        unit=unit,
        scope=scope_of(kind, unit.pk if unit else None),
        decision_no="12/QĐ-UBND",
        signed_on=day,
        signer="Chủ tịch",
        effective_from=day,
    )
    for procedure in procedures:
        ReceivingLine.objects.create(list=row, procedure=procedure)
    ReceivingList.objects.filter(pk=row.pk).update(state=ListState.IN_FORCE)
    return row


def decided(procedure, day, number="100/QĐ-UBND", unit=None, announced=True):
    decision = AnnouncementDecision.objects.create(
        title="Công bố danh mục",
        advising_unit=unit,
        number=number,
        signed_on=day,
        signer="Chủ tịch",
        effective_from=day,
    )
    line = AnnouncedLine.objects.create(
        decision=decision, ordinal=1, code=procedure.code, name="Thủ tục", kind=LineKind.AMENDED, procedure=procedure
    )
    if announced:
        AnnouncementDecision.objects.filter(pk=decision.pk).update(state=DecisionState.ANNOUNCED)
    return line


def test_a_new_board_puts_up_what_its_tier_handles(desk, centre, birth, marriage, permit):
    assert keys(desk) == ["up:1.000894", "up:1.001193"]
    assert keys(centre) == ["up:1.013239"]


def test_what_was_confirmed_is_to_do_no_more(desk, birth, marriage, confirm):
    made = confirm(desk, DAY, "up:1.001193")
    assert (made.put_up, made.replaced, made.taken_down) == (1, 0, 0)
    assert keys(desk) == ["up:1.000894"]
    assert [row.procedure.code for row in board_on(desk, DAY)] == ["1.001193"]


def test_a_new_version_replaces_the_one_that_hangs_from_its_first_day(desk, birth, confirm):
    confirm(desk, DAY)
    write_version("1.001193", date(2026, 6, 15))
    assert keys(desk, date(2026, 6, 14)) == []
    assert keys(desk, date(2026, 6, 15)) == ["replace:1.001193"]
    confirm(desk, date(2026, 6, 15))
    assert keys(desk, date(2026, 6, 15)) == []
    assert [row.procedure_version.number for row in board_on(desk, date(2026, 6, 14))] == [1]
    assert [row.procedure_version.number for row in board_on(desk, date(2026, 6, 15))] == [2]


def test_an_abolished_procedure_comes_down(desk, birth, marriage, confirm):
    confirm(desk, DAY)
    abolish(birth, date(2026, 6, 10))
    [item] = to_do(desk, date(2026, 6, 10))
    assert item.key == "down:1.001193"
    assert item.facts.left_on == date(2026, 6, 10)
    confirm(desk, date(2026, 6, 11))
    assert [row.procedure.code for row in board_on(desk, date(2026, 6, 11))] == ["1.000894"]


def test_internal_procedures_and_drafts_never_hang(desk, birth, marriage):
    birth.internal = True
    birth.save()
    ProcedureVersion.objects.create(procedure=marriage, number=2, name="Dự thảo", fingerprint="x")
    assert [(item.code, item.number) for item in to_do(desk, DAY)] == [("1.000894", 1)]


def test_a_list_of_what_is_received_stands_before_the_tier(desk, centre, birth, marriage, permit):
    listed(ListKind.COMMUNE_DESK, marriage, permit)
    assert keys(desk) == ["up:1.000894", "up:1.013239"]
    assert keys(centre) == ["up:1.013239"]
    assert keys(desk, date(2025, 12, 31)) == ["up:1.000894", "up:1.001193"]


def test_a_desks_own_list_adds_to_that_of_the_province_and_what_is_excluded_goes(
    desk, make_desk, birth, marriage, permit
):
    other = make_desk("Trung tâm Phục vụ hành chính công xã Cầu Kè")
    listed(ListKind.COMMUNE_DESK, birth, marriage)
    listed(ListKind.COMMUNE_DESK, permit, unit=desk.unit)
    listed(ListKind.EXCLUDED, marriage)
    assert keys(desk) == ["up:1.001193", "up:1.013239"]
    assert keys(other) == ["up:1.001193"]


def test_what_leaves_the_list_comes_down_without_a_due_day(desk, birth, marriage, confirm):
    confirm(desk, date(2025, 12, 1))
    listed(ListKind.COMMUNE_DESK, birth)
    [item] = to_do(desk, DAY)
    assert item.key == "down:1.000894"
    due = Clock(DAY).explained(item.facts)
    assert due.value is None
    assert "không tính hạn" in due.lines()[-1]


def test_the_due_day_is_the_next_working_day_after_the_last_of_the_known_days(desk, birth, confirm, clock):
    confirm(desk, DAY)
    clock("2026-06-12 10:00")
    write_version("1.001193", date(2026, 6, 10))
    decided(birth, date(2026, 6, 19), unit=desk.unit)
    [item] = to_do(desk, date(2026, 6, 19))
    assert (item.facts.in_force_from, item.facts.known_on) == (date(2026, 6, 10), date(2026, 6, 12))
    assert item.facts.decision == "100/QĐ-UBND"
    due = Clock(date(2026, 6, 19)).explained(item.facts)
    assert due.value == date(2026, 6, 22)  # signed on a Friday
    assert "posting.after_decision" in {rule.key for rule in due.rules}
    assert any("100/QĐ-UBND" in line for line in due.lines())


def test_a_decision_of_a_later_day_and_a_draft_say_nothing(desk, birth, marriage):
    decided(birth, date(2026, 6, 19), unit=desk.unit)
    decided(marriage, date(2026, 6, 10), number="99/QĐ-UBND", unit=desk.unit, announced=False)
    assert [item.facts.signed_on for item in to_do(desk, date(2026, 6, 18))] == [None, None]
    assert [item.facts.signed_on for item in to_do(desk, date(2026, 6, 19))] == [None, date(2026, 6, 19)]


def test_what_goes_up_later_than_its_day_counts_as_late_and_the_first_confirmation_counts_for_nothing(
    desk, birth, marriage, confirm, clock
):
    confirm(desk, DAY)
    assert in_time(DAY, date(2026, 6, 30)).of == 0
    clock("2026-06-10 08:00")
    write_version("1.001193", date(2026, 6, 10))
    write_version("1.000894", date(2026, 6, 10))
    clock("2026-06-30 08:00")
    confirm(desk, date(2026, 6, 11), "replace:1.001193")
    confirm(desk, date(2026, 6, 12), "replace:1.000894")
    found = in_time(DAY, date(2026, 6, 30))
    assert (found.number, found.of) == (1, 2)
    assert [(row.procedure.code, row.in_time) for row in found.rows] == [("1.001193", True), ("1.000894", False)]
    assert in_time(DAY, date(2026, 6, 30), desk).of == 2


def test_the_overview_tells_which_boards_are_up_to_date(desk, centre, make_desk, birth, marriage, permit, confirm):
    make_desk("Trung tâm Phục vụ hành chính công xã Cầu Kè")
    confirm(desk, DAY)
    confirm(centre, DAY)
    write_version("1.013239", date(2026, 6, 5), tier="province")
    lines = {line.period.name: line for line in overview(date(2026, 6, 5))}
    assert [(line.state, line.wanted, line.up, line.replace, line.down) for line in lines.values()] == [
        ("behind", 1, 0, 1, 0),
        ("up_to_date", 2, 0, 0, 0),
        ("never", 2, 2, 0, 0),
    ]
    assert [line.period.name for line in overview(DAY, state="up_to_date")] == [centre.name, desk.name]
    assert [line.period.name for line in overview(DAY, text="cau ke")] == [
        "Trung tâm Phục vụ hành chính công xã Cầu Kè"
    ]


def test_the_overview_and_the_list_of_one_desk_say_the_same(desk, birth, marriage, permit, confirm):
    confirm(desk, DAY)
    write_version("1.001193", date(2026, 6, 5))
    write_version("1.000001", date(2026, 6, 5))
    abolish(marriage, date(2026, 6, 5))
    day = date(2026, 6, 5)
    [line] = overview(day)
    acts = [item.act for item in to_do(desk, day)]
    assert (line.up, line.replace, line.down) == (acts.count("up"), acts.count("replace"), acts.count("down"))
    assert acts == ["down", "replace", "up"]


def test_a_list_costs_the_same_for_many_procedures_and_desks(desk, make_desk, birth):
    def cost(ask) -> int:
        with CaptureQueriesContext(connection) as asked:
            ask()
        return len(asked)

    few = cost(lambda: to_do(desk, DAY)), cost(lambda: overview(DAY))
    for place in range(30):
        write_version(f"1.1{place:05}", date(2026, 1, 1))
    for place in range(5):
        make_desk(f"Trung tâm Phục vụ hành chính công xã số {place}")
    assert (cost(lambda: to_do(desk, DAY)), cost(lambda: overview(DAY))) == few
    assert max(few) <= 8


def test_a_commune_stands_for_its_desk(make_desk):
    commune = make_desk("Xã An Phú Tân", kind="commune")
    inside = make_desk("Trung tâm Phục vụ hành chính công xã An Phú Tân", parent=commune.unit)
    assert desk_on(commune.unit, DAY) == inside
    assert desk_on(inside.unit, DAY) == inside
    assert desk_on(commune.unit, date(2025, 6, 30)) is None


def test_a_list_is_narrowed_by_act_field_and_words(desk, birth, marriage):
    items = to_do(desk, DAY)
    assert [item.code for item in narrowed(items, text="khai sinh")] == ["1.001193"]
    assert narrowed(items, act="down") == []
    assert narrowed(items, field="Hộ tịch") == items
    assert digest_of(items) != digest_of(items[:1])


CODES = st.sampled_from(["1.000001", "1.000002", "1.000003"])
STEPS = st.lists(st.tuples(CODES, st.sampled_from(["change", "abolish", "confirm"])), max_size=12)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_confirming_everything_nothing_is_left_whatever_happened(desk, steps):
    """Whatever the catalogue does day after day: a whole confirmation leaves nothing, and no day shows two versions."""
    from django.db import transaction

    with transaction.atomic():
        day = date(2026, 1, 1)
        for code, what in steps:
            day = date.fromordinal(day.toordinal() + 1)
            if what == "change":
                write_version(code, day)
            elif what == "abolish":
                for version in ProcedureVersion.objects.filter(procedure__code=code, state="published"):
                    abolish(version.procedure, day)
            if what == "confirm" and to_do(desk, day):
                given = {"version": version_of_board(desk.unit_id), "photo": photo(), "chosen": Chosen()}
                confirm_posting(actor=system_actor(), desk=desk, day=day, **given)
                assert to_do(desk, day) == []
        rows = list(Posting.objects.filter(desk=desk.unit_id).values_list("procedure", "valid_from", "valid_to"))
        for place, (procedure, start, end) in enumerate(rows):
            for other, later, until in rows[place + 1 :]:
                if procedure == other:
                    assert (end or date.max) <= later or (until or date.max) <= start
        transaction.set_rollback(True)


def test_a_board_nobody_confirmed_has_no_day(desk):
    assert board_of(desk).seen_on is None
    assert selectors.confirmations_of(system_actor(), desk).count() == 0
    assert timezone.localdate() == date(2026, 7, 1)
