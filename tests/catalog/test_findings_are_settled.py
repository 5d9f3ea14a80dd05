"""Stories of findings: a person decides, each decision is kept, nothing is decided twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.audit.vocabulary import predicate
from motcua.catalog.models import Finding, FindingState
from motcua.catalog.record import ChannelRecord
from motcua.catalog.selectors import finding_rows, finding_totals
from motcua.catalog.services.findings import reopen_finding, settle_finding, settle_findings
from motcua.web.faults import Denied, Stale, UserError
from tests.catalog.records import BIRTH, another

NO_UNIT = (ChannelRecord("counter", time="7", fee="Miễn phí"),)
Officer = Callable[..., Actor]


def _unclear(code: str = "1.001193") -> object:
    return replace(another(code), channels=NO_UNIT)


@pytest.fixture
def officer(staff_with: Officer) -> Actor:
    return staff_with("catalog.settle")


def _time_finding(code: str = "1.001193") -> Finding:
    return Finding.objects.select_related("procedure").get(kind="time_no_unit", procedure__code=code, state="open")


def test_a_time_without_unit_is_a_finding_and_no_limit(bring: Callable[..., object]) -> None:
    bring(_unclear())
    finding = _time_finding()
    assert "7" in finding.evidence
    channel = finding.procedure_version.channels.get()
    assert (channel.limit_value, channel.time_text) == (None, "7")


def test_a_decision_keeps_who_when_and_why(bring: Callable[..., object], officer: Actor) -> None:
    bring(_unclear())
    finding = settle_finding(
        actor=officer,
        finding=_time_finding(),
        state=FindingState.SETTLED,
        decision="Đã đối chiếu quyết định công bố.",
        value="07 ngày làm việc",
        version=1,
    )
    assert (finding.settled_by, finding.value, finding.version) == (officer.user, "07 ngày làm việc", 2)
    line = Entry.objects.get(verb="catalog.finding.settled")
    assert line.facts["finding"] == finding.public_id
    assert "công bố" not in str(line.facts)


def test_a_second_decision_on_the_same_finding_is_refused(bring: Callable[..., object], officer: Actor) -> None:
    bring(_unclear())
    finding = _time_finding()
    settle_finding(actor=officer, finding=finding, state=FindingState.SETTLED, decision="rõ", version=1)
    with pytest.raises(Stale):
        settle_finding(actor=officer, finding=finding, state=FindingState.DISMISSED, decision="khác", version=1)


def test_a_decision_needs_a_reason(bring: Callable[..., object], officer: Actor) -> None:
    bring(_unclear())
    with pytest.raises(UserError, match="Chưa ghi cách xử lý"):
        settle_finding(actor=officer, finding=_time_finding(), state=FindingState.SETTLED, decision="  ", version=1)


def test_a_decision_can_be_taken_back_and_the_log_keeps_both(bring: Callable[..., object], officer: Actor) -> None:
    bring(_unclear())
    finding = settle_finding(
        actor=officer, finding=_time_finding(), state=FindingState.DISMISSED, decision="không phải lỗi", version=1
    )
    reopened = reopen_finding(actor=officer, finding=finding, version=finding.version)
    assert (reopened.state, reopened.decision, reopened.settled_by) == (FindingState.OPEN, "", None)
    verbs = set(Entry.objects.filter(verb__startswith="catalog.finding").values_list("verb", flat=True))
    assert verbs == {"catalog.finding.dismissed", "catalog.finding.reopened"}


def test_many_are_settled_at_once_and_those_already_decided_are_passed_over(
    bring: Callable[..., object], officer: Actor
) -> None:
    bring(*(_unclear(f"1.00000{number}") for number in range(5)))
    rows = list(Finding.objects.filter(kind="time_no_unit"))
    settle_finding(actor=officer, finding=rows[0], state=FindingState.SETTLED, decision="trước", version=1)
    done = settle_findings(actor=officer, findings=rows, state=FindingState.SETTLED, decision="cùng một lỗi nguồn")
    assert done == (4, 1)
    assert not finding_rows(officer, kind="time_no_unit").exists()


def test_the_same_defect_in_a_new_version_keeps_its_decision(bring: Callable[..., object], officer: Actor) -> None:
    bring(_unclear())
    settle_finding(actor=officer, finding=_time_finding(), state=FindingState.SETTLED, decision="là 7 ngày", version=1)
    bring(replace(_unclear(), steps="Đã đổi trình tự.", collected="2026-10"))  # type: ignore[type-var]
    newest = Finding.objects.filter(kind="time_no_unit").latest("id")
    assert (newest.state, newest.decision) == (FindingState.SETTLED, "là 7 ngày")


def test_open_findings_of_an_old_version_are_no_longer_on_the_worklist(bring: Callable[..., object]) -> None:
    bring(_unclear())
    bring(replace(BIRTH, name="Thủ tục số 1.001193", collected="2026-10"))
    assert Finding.objects.get(kind="time_no_unit").state == FindingState.OBSOLETE


def test_someone_who_only_reads_may_not_settle(bring: Callable[..., object], staff_with: Officer) -> None:
    bring(_unclear())
    reader = staff_with("jobs.view")
    with pytest.raises(Denied):
        settle_finding(actor=reader, finding=_time_finding(), state=FindingState.SETTLED, decision="rõ", version=1)


def test_totals_count_open_findings_by_kind(bring: Callable[..., object], officer: Actor) -> None:
    bring(_unclear("1.000001"), _unclear("1.000002"))
    totals = {row["kind"]: row["number"] for row in finding_totals(officer)}
    assert totals["time_no_unit"] == 2


def test_the_log_says_what_was_found_and_writes_days_as_people_do(db: None) -> None:
    said = predicate("catalog.finding.settled", "thủ tục 1.001193", {"kind": "decision_missing"})
    assert said == "xử lý phát hiện “Không có số quyết định công bố” của thủ tục 1.001193"
    said = predicate("catalog.layer.set", "", {"code": "1.001193", "from": "2026-12-01"})
    assert said == "ghi phần của tỉnh cho thủ tục 1.001193 từ 01/12/2026"
    assert predicate("catalog.layer.set", "", {"code": "1.001193", "from": "2026-13-99"}).endswith("2026-13-99")
