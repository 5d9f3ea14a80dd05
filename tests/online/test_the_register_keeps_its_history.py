"""A decision writes services, a change opens a new row, and the database refuses what would falsify history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure
from motcua.online.content import Decided, Outage, ServiceLine
from motcua.online.models import OnlineService, PartialKind, Suspension
from motcua.online.notice import told_early
from motcua.online.plain import suspension_dict
from motcua.online.reasons import PartialReason
from motcua.online.selectors import Wanted, said_on, service_on, services_on
from motcua.online.services import (
    end_service,
    launch_services,
    record_decided,
    record_service,
    resume_service,
    suspend_service,
    withdraw_service,
)
from motcua.web.faults import Denied, Stale, UserError
from tests.online.conftest import PRESENCE, abolish, decided, procedure

Make = Callable[..., OnlineService]
Three = tuple[Procedure, Procedure, Procedure]
AUGUST, SEPTEMBER = date(2026, 8, 3), date(2026, 9, 1)


def refused(code: str) -> pytest.RaisesExc[UserError]:
    """Expect the fault of a code."""
    return pytest.raises(UserError, check=lambda error: error.code == code)


def test_a_decision_writes_many_services_at_once(system: Actor, three: Three) -> None:
    lines = [ServiceLine("1.000001", "full", 2), ServiceLine("1.000003", "partial", reasons=(PRESENCE,))]
    done = record_decided(actor=system, decision=decided(), lines=lines)
    assert (done.opened, done.replaced, done.unchanged) == (2, 0, 0)
    row = service_on(three[0], AUGUST)
    assert row is not None
    assert (row.level, row.proactive, row.regime, row.launched_on) == ("full", 2, "224/2026/NĐ-CP", None)
    assert service_on(three[0], AUGUST - timedelta(days=1)) is None
    assert service_on(three[1], AUGUST) is None


def test_the_same_decision_twice_changes_nothing(system: Actor, three: Three) -> None:
    lines = [ServiceLine("1.000001", "full"), ServiceLine("1.000002", "full")]
    record_decided(actor=system, decision=decided(), lines=lines)
    done = record_decided(actor=system, decision=decided(), lines=lines)
    assert (done.opened, done.unchanged) == (0, 2)
    assert OnlineService.objects.count() == 2


def test_a_new_decision_ends_the_row_before_and_keeps_it(served: Make, three: Three) -> None:
    served("1.000001", "partial", reasons=(PRESENCE,))
    served("1.000001", "full", day=SEPTEMBER, number="1500/QĐ-UBND")
    first, second = OnlineService.objects.order_by("effective_from")
    assert (first.effective_to, second.effective_to, second.follows) == (SEPTEMBER, None, first)
    assert [row.level for row in (first, second)] == ["partial", "full"]
    before = service_on(three[0], SEPTEMBER - timedelta(days=1))
    assert before is not None
    assert before.level == "partial"


def test_while_a_higher_level_waits_the_launched_one_goes_on(served: Make, three: Three, system: Actor) -> None:
    served("1.000001", "partial", reasons=(PRESENCE,), launched_on=AUGUST)
    served("1.000001", "full", day=SEPTEMBER, number="1500/QĐ-UBND")
    said = said_on(three[0], SEPTEMBER).value
    assert said is not None
    assert (said.level, said.launched, said.open_level) == ("full", False, "partial")
    launch_services(actor=system, codes=["1.000001"], day=date(2026, 10, 1))
    later = said_on(three[0], date(2026, 10, 1)).value
    assert later is not None
    assert (later.launched, later.open_level) == (True, "full")
    between = said_on(three[0], date(2026, 9, 30)).value
    assert between is not None
    assert between.open_level == "partial"


def test_the_same_level_by_another_decision_needs_no_new_launch(served: Make) -> None:
    served("1.000001", "full", launched_on=AUGUST)
    row = served("1.000001", "full", day=SEPTEMBER, number="1500/QĐ-UBND", proactive=3)
    assert (row.launched_on, row.proactive) == (AUGUST, 3)


def test_a_wrong_row_is_withdrawn_and_what_held_before_goes_on(served: Make, three: Three, system: Actor) -> None:
    served("1.000001", "partial", reasons=(PRESENCE,), launched_on=AUGUST)
    wrong = served("1.000001", "full", day=SEPTEMBER, number="1500/QĐ-UBND")
    again = withdraw_service(actor=system, row=wrong, reason="ghi nhầm thủ tục", version=wrong.version)
    assert again is not None
    assert (again.level, again.effective_from, again.launched_on) == ("partial", SEPTEMBER, AUGUST)
    assert service_on(three[0], SEPTEMBER) == again
    assert OnlineService.objects.count() == 3
    with refused("withdrawn"):
        wrong.refresh_from_db()
        withdraw_service(actor=system, row=wrong, reason="lần nữa", version=wrong.version)


def test_a_service_is_suspended_and_resumed(served: Make, three: Three, system: Actor) -> None:
    row = served("1.000001", launched_on=AUGUST)
    suspend_service(actor=system, row=row, outage=Outage(SEPTEMBER, "nâng cấp hệ thống"), version=row.version)
    said = said_on(three[0], SEPTEMBER)
    assert said.value is not None
    assert said.value.suspended
    assert "nâng cấp hệ thống" in said.lines()[-1]
    with refused("overlap"):
        suspend_service(actor=system, row=row, outage=Outage(date(2026, 9, 3), "lần nữa"), version=row.version)
    row.refresh_from_db()
    resume_service(actor=system, row=row, day=date(2026, 9, 5), version=row.version)
    after = said_on(three[0], date(2026, 9, 5)).value
    assert after is not None
    assert not after.suspended
    with refused("not-suspended"):
        resume_service(actor=system, row=row, day=date(2026, 9, 6), version=row.version)


def test_a_service_ends_with_a_reason(served: Make, three: Three, system: Actor) -> None:
    row = served("1.000001")
    with refused("no-reason"):
        end_service(actor=system, row=row, day=SEPTEMBER, reason=" ", version=row.version)
    row.refresh_from_db()
    end_service(
        actor=system, row=row, day=SEPTEMBER, reason="bộ cung cấp trên hệ thống dùng chung", version=row.version
    )
    assert service_on(three[0], SEPTEMBER) is None
    with refused("ended"):
        end_service(actor=system, row=row, day=date(2026, 10, 1), reason="nữa", version=row.version)


@pytest.mark.parametrize(
    ("line", "day", "code"),
    [
        (ServiceLine("9.999999", "full"), AUGUST, "unknown-procedure"),
        (ServiceLine("1.000001", "4"), AUGUST, "unknown-level"),
        (ServiceLine("1.000001", "full"), date(2019, 5, 1), "unknown-level"),
        (ServiceLine("1.000001", "full"), date(2017, 5, 1), "no-regime"),
        (ServiceLine("1.000001", "partial"), AUGUST, "no-reason"),
        (ServiceLine("1.000001", "partial", reasons=(PartialReason(PartialKind.SITE),)), AUGUST, "no-reason"),
        (ServiceLine("1.000001", "partial", reasons=(PartialReason(PartialKind.FAULT),)), AUGUST, "no-reason"),
        (ServiceLine("1.000001", "full", 5), AUGUST, "proactive"),
        (ServiceLine("1.000001", "full", launched_on=date(2026, 8, 2)), AUGUST, "launched-before-decision"),
        (ServiceLine("1.000001", "full", launched_on=date(2026, 12, 1)), AUGUST, "day-to-come"),
    ],
)
def test_what_the_law_of_the_day_does_not_know_is_refused(
    system: Actor, three: Three, line: ServiceLine, day: date, code: str
) -> None:
    with refused(code):
        record_decided(actor=system, decision=decided(day), lines=[ServiceLine("1.000002", line.level), line])
    assert not OnlineService.objects.exists()


def test_before_the_duty_a_partial_service_needs_no_reason(system: Actor, three: Three) -> None:
    row = record_service(actor=system, decision=decided(date(2026, 6, 30)), line=ServiceLine("1.000001", "partial"))
    assert row.regime == "42/2022/NĐ-CP"
    said = said_on(three[0], date(2026, 7, 1)).value
    assert said is not None
    assert said.bare
    assert list(services_on(date(2026, 7, 1), Wanted(state="bare"))) == [row]


def test_an_old_level_is_never_converted_but_assessed_again(system: Actor, three: Three) -> None:
    row = record_service(actor=system, decision=decided(date(2021, 3, 1)), line=ServiceLine("1.000001", "4"))
    assert row.regime == "32/2017/TT-BTTTT"
    then, now = said_on(three[0], date(2021, 3, 1)).value, said_on(three[0], date(2026, 11, 20)).value
    assert then is not None
    assert now is not None
    assert (then.reassess, now.reassess, now.level) == (False, True, "4")
    assert list(services_on(date(2026, 11, 20), Wanted(state="reassess"))) == [row]


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decided(" ", AUGUST, "Chủ tịch", AUGUST), "no-number"),
        (Decided("1/QĐ", AUGUST, "", AUGUST), "no-signer"),
        (Decided("1/QĐ", date(2026, 12, 1), "Chủ tịch", date(2026, 12, 1)), "day-to-come"),
        (Decided("1/QĐ", AUGUST, "Chủ tịch", date(2026, 8, 2)), "effective-before-signed"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(system: Actor, three: Three, decision: Decided, code: str) -> None:
    with refused(code):
        record_decided(actor=system, decision=decision, lines=[ServiceLine("1.000001", "full")])


def test_an_abolished_procedure_gets_no_service_and_an_old_service_is_shown(
    system: Actor, three: Three, served: Make
) -> None:
    row = served("1.000001")
    abolish(three[0], SEPTEMBER)
    with refused("ended-procedure"):
        record_decided(actor=system, decision=decided(SEPTEMBER, "9/QĐ"), lines=[ServiceLine("1.000001", "full")])
    assert list(services_on(date(2026, 9, 2), Wanted(state="abolished"))) == [row]


def test_a_row_never_begins_before_one_that_stands(served: Make, system: Actor) -> None:
    served("1.000001", day=SEPTEMBER)
    with refused("overlap"):
        record_decided(actor=system, decision=decided(AUGUST, "7/QĐ"), lines=[ServiceLine("1.000001", "full")])


def test_the_same_code_twice_is_refused(system: Actor, three: Three) -> None:
    with refused("twice"):
        record_decided(actor=system, decision=decided(), lines=[ServiceLine("1.000001", "full")] * 2)


def test_only_the_control_office_writes(actor_with: Callable[..., Actor], three: Three, today: date) -> None:
    with pytest.raises(Denied):
        record_decided(actor=actor_with("online.view"), decision=decided(), lines=[ServiceLine("1.000001", "full")])


def test_of_two_who_change_one_row_the_second_is_told(served: Make, system: Actor) -> None:
    row = served("1.000001")
    seen = row.version
    end_service(actor=system, row=row, day=SEPTEMBER, reason="hết", version=seen)
    with pytest.raises(Stale):
        withdraw_service(actor=system, row=row, reason="nhầm", version=seen)


def broken(**change: object) -> None:
    """Try a change past the services; the database must refuse it."""
    with pytest.raises(DatabaseError), transaction.atomic():
        OnlineService.objects.update(**change)


def test_the_database_refuses_to_change_what_was_recorded(served: Make) -> None:
    served("1.000001", launched_on=AUGUST)
    broken(level="partial")
    broken(signed_on=date(2026, 7, 1))
    broken(launched_on=SEPTEMBER)
    OnlineService.objects.update(effective_to=SEPTEMBER, end_reason="hết")
    broken(effective_to=date(2026, 10, 1))
    broken(end_reason="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        OnlineService.objects.all().delete()


def test_the_database_refuses_two_services_on_one_day(served: Make) -> None:
    row = served("1.000001")
    row.pk = None
    row.public_id = "another-row-of-it"
    row.effective_from = SEPTEMBER
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_refuses_two_suspensions_on_one_day(served: Make, system: Actor) -> None:
    row = served("1.000001", launched_on=AUGUST)
    suspend_service(actor=system, row=row, outage=Outage(SEPTEMBER, "lỗi"), version=row.version)
    with pytest.raises(DatabaseError), transaction.atomic():
        Suspension.objects.create(procedure=row.procedure, reason="nữa", effective_from=date(2026, 9, 2))


def test_many_lines_cost_no_statement_each(system: Actor, db: None) -> None:
    def statements(first: int, number: int) -> int:
        codes = [f"2.{place:06d}" for place in range(first, first + number)]
        for code in codes:
            procedure(code)
        lines = [ServiceLine(code, "full", launched_on=AUGUST) for code in codes]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            record_decided(actor=system, decision=decided(number=f"{first}/QĐ"), lines=lines)
        return len(queries)

    few = statements(1, 3)
    assert statements(100, 40) == few


def test_long_reasons_and_odd_numbers_do_not_trouble_the_log(system: Actor, three: Three) -> None:
    odd = decided(number="123456789")
    row = record_service(actor=system, decision=odd, line=ServiceLine("1.000001", "full", launched_on=AUGUST))
    outage = Outage(SEPTEMBER, "lỗi " * 200)
    assert suspend_service(actor=system, row=row, outage=outage, version=row.version).reason == ("lỗi " * 200).strip()


@pytest.mark.parametrize(
    ("planned", "announced", "first_day", "early"),
    [
        (False, None, date(2026, 10, 1), None),
        (True, None, date(2026, 10, 1), False),
        (True, date(2026, 9, 22), date(2026, 10, 1), True),
        (True, date(2026, 9, 23), date(2026, 10, 1), False),
        (True, date(2026, 9, 30), date(2026, 10, 1), False),
        (True, None, date(2026, 6, 1), None),
    ],
)
def test_a_planned_stop_is_told_seven_working_days_ahead(
    db: None, planned: bool, announced: date | None, first_day: date, early: bool | None
) -> None:
    """Decree 224/2026, Art. 13, in force from 1 July 2026."""
    said = told_early(Suspension(planned=planned, announced_on=announced, effective_from=first_day))
    assert said.value is early
    assert said.reasons[0].warning is (early is False)
    assert bool(said.reasons[0].rules) is (early is not None)


def test_a_late_announcement_is_told_on_the_page_and_to_machines(
    served: Make, today: date, client_with: Callable[..., Client]
) -> None:
    row = served("1.000001", launched_on=SEPTEMBER)
    outage = {"day": "01/10/2026", "reason": "nâng cấp", "planned": "on", "announced_on": "29/09/2026"}
    officer = client_with("online.edit")
    sent = {**outage, "row": row.public_id, "version": row.version}
    page = officer.post("/kiem-soat/dich-vu-cong/thu-tuc/1.000001/tam-dung/", sent, follow=True).content.decode()
    assert "chưa được thông báo trước đủ" in page
    assert "chưa đủ hạn thông báo" in page
    stop = Suspension.objects.get()
    told = suspension_dict(stop)
    assert told["announced_early"] is False
    assert "chỉ trước 2 ngày làm việc" in told["announced_why"][0]
