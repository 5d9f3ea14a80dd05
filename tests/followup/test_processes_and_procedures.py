"""A procedure newer than its internal process is found; approvals are written down once and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.followup.models import InternalProcessNote
from motcua.followup.selectors import process_lines
from motcua.followup.services.drafting import draft_list
from motcua.followup.services.processes import drop_process, note_processes
from motcua.web.faults import Denied, UserError
from tests.catalog.records import BIRTH, another

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vinh_long")]
CODES = ["1.001193", "1.000001"]


@pytest.fixture(autouse=True)
def today(clock):
    clock("2026-07-06 09:00")


def found(actor, state: str = "outdated") -> set[str]:
    return {row.code for row in process_lines(actor, state=state)}


def note(actor, day: date, number: str = "9/QĐ-UBND", codes=CODES):
    return note_processes(actor=actor, codes=codes, decision_no=number, approved_on=day)


def test_content_that_came_after_the_process_is_a_finding(bring, system):
    bring(BIRTH, another("1.000001"))
    note(system, date(2026, 6, 20))
    assert found(system) == set()
    bring(another("1.001193", decision_no="163/QĐ-BTP", collected="2026-07"))
    assert found(system) == {"1.001193"}
    note(system, date(2026, 7, 6), "10/QĐ-UBND", ["1.001193"])
    assert found(system) == set()


def test_a_provincial_list_that_came_after_the_process_is_a_finding(tasks, system, sign, clock):
    note(system, date(2026, 7, 6), codes=["1.000003", *CODES])
    clock("2026-07-08 09:00")
    sign(draft_list(actor=system, task=tasks["163/QĐ-BTP"]), "1024/QĐ-UBND", date(2026, 7, 8))
    assert found(system) == set(CODES)
    assert found(system, "missing") == {"1.000004"}
    row = process_lines(system, text="1.001193").get()
    assert (row.listed_on, row.approved_on, row.approved_by) == (date(2026, 7, 8), date(2026, 7, 6), "9/QĐ-UBND")


def test_a_process_approved_after_the_list_and_before_the_day_of_effect_is_no_finding(tasks, system, sign):
    """As the law orders it: list five days before the effect, process at once after the list, effect last."""
    sign(draft_list(actor=system, task=tasks["163/QĐ-BTP"]), "1024/QĐ-UBND", date(2026, 6, 24))
    note(system, date(2026, 6, 25), codes=["1.000003", *CODES])  # all three take effect after that
    assert found(system) == {"1.000003"}


def test_a_procedure_that_nobody_listed_or_approved_is_no_finding(bring, system):
    bring(BIRTH)
    assert found(system) == found(system, "missing") == found(system, "") == set()


def test_the_same_approval_is_kept_once(bring, system):
    bring(BIRTH, another("1.000001"))
    assert len(note(system, date(2026, 7, 1))) == 2
    assert note(system, date(2026, 7, 1), "Số 9/QĐ-UBND") == []
    assert InternalProcessNote.objects.count() == 2


def test_a_number_of_another_year_is_another_approval(bring, system):
    """Numbers begin anew each year: the later approval is the one that counts."""
    bring(BIRTH)
    note(system, date(2025, 3, 3), codes=["1.001193"])
    assert len(note(system, date(2026, 7, 3), codes=["1.001193"])) == 1
    assert process_lines(system, state="").get().approved_on == date(2026, 7, 3)


def test_a_note_taken_back_opens_the_step_again(tasks, system):
    made = note(system, date(2026, 7, 6), codes=["1.001193"])
    step = tasks["163/QĐ-BTP"].steps.get(kind="process")
    assert step.done == 1
    drop_process(actor=system, note=made[0])
    step.refresh_from_db()
    assert (step.done, step.done_on) == (0, None)


REFUSED = [
    ({"codes": []}, "no-codes"),
    ({"codes": ["9.999999"]}, "unknown-codes"),
    ({"number": " "}, "no-number"),
    ({"day": date(2026, 7, 7)}, "day-to-come"),
    ({"codes": [f"1.{number:06}" for number in range(3001)]}, "too-many-codes"),
]


@pytest.mark.parametrize(("given", "code"), REFUSED, ids=[row[1] for row in REFUSED])
def test_an_approval_that_cannot_be_is_refused(bring, system, given, code):
    bring(BIRTH, another("1.000001"))
    with pytest.raises(UserError) as refused:
        note(system, **{"day": date(2026, 7, 1), **given})
    assert refused.value.code == code
    assert not InternalProcessNote.objects.exists()


def test_who_may_not_advise_may_not_write_approvals(bring, staff_with):
    bring(BIRTH)
    with pytest.raises(Denied):
        note(staff_with("posting.confirm"), date(2026, 7, 1), codes=["1.001193"])
