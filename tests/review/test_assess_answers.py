"""A reviewer is led through a procedure: proposals are accepted, changed, rejected; only answers count."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.organisation.models import Unit
from motcua.review.answering import Given
from motcua.review.models import Answer, Basis, CampaignLine, LineState
from motcua.review.services.assessing import accept_fits, answer_criterion, note_opened
from motcua.review.services.assessing_end import End, conclude_assessment
from motcua.review.services.assessing_parts import accept_fitting_parts, answer_part
from motcua.review.sheeting import line_sheet, part_rows
from motcua.web.faults import Denied, UserError
from tests.review import sheets

SITE = Given(
    "no",
    reason="Phải kiểm tra cơ sở sản xuất",
    document="38/2018/TT-BNNPTNT",
    article="Điều 11 khoản 2",
    remedy="ministry",
    wording="Cho phép kiểm tra qua hình ảnh, video do cơ sở gửi.",
    owner="Bộ Nông nghiệp và Môi trường",
)


@pytest.fixture
def row(justice: Unit) -> CampaignLine:
    """A procedure under review by the department of justice."""
    return sheets.line(sheets.campaign(), justice)


@pytest.fixture
def reviewer(justice: Unit, staff_with: Callable[..., Actor]) -> Actor:
    """Someone of the department."""
    return staff_with("review.assess", unit_id=justice.pk)


def answer_all(actor: Actor, line: CampaignLine, **other: Given) -> None:
    """Every criterion answered yes or as named, every part fitting, what is doubtful opened first."""
    for row in line_sheet(line).rows:
        note_opened(actor=actor, line=line, subject=row.subject)
        given = other.get(row.subject) or Given("yes" if row.subject != "C5" else "na", reason="đã kiểm tra")
        answer_criterion(actor=actor, line=line, key=row.subject, given=given, seen=0)
    accept_fitting_parts(actor=actor, line=line)
    for row in part_rows(line_sheet(line)):
        if row.waits:
            note_opened(actor=actor, line=line, subject=row.subject)
            _part, part, ordinal = row.subject.split(":")
            given = Given("technical", reason="thay bằng dữ liệu", remedy="technical", owner="Sở", due_on=sheets.DAY)
            answer_part(actor=actor, line=line, part=part, ordinal=int(ordinal), given=given, seen=0)


def test_nothing_counts_until_a_person_confirms(row: CampaignLine) -> None:
    """Proposals alone give no level, only what they would give."""
    made = line_sheet(row)
    assert made.judgement.level is None
    assert len(made.judgement.missing) == 12
    assert all(one.waits for one in made.rows)
    site = made.row("C6d")
    assert site is not None
    assert site.proposed == "no"
    assert site.doubtful


def test_one_act_accepts_what_nobody_doubts_and_the_log_says_so(row: CampaignLine, reviewer: Actor) -> None:
    """Doubtful questions stay open; accepted ones are marked as unopened, and named in the log."""
    takeable = {one.subject for one in line_sheet(row).takeable}
    n = accept_fits(actor=reviewer, line=row)
    kept = {one.key: one for one in Answer.objects.filter(line=row)}
    assert set(kept) == takeable
    assert n == len(takeable) > 3
    assert "C6d" not in kept
    assert {one.basis for one in kept.values()} == {Basis.EXCEPTION}
    entry = Entry.objects.get(verb="review.line.accepted")
    assert entry.facts["n"] == n
    assert "C1" in entry.facts["unopened"] or "C6a" in entry.facts["unopened"]
    assert accept_fits(actor=reviewer, line=row) == 0


def test_what_changed_since_the_page_was_drawn_is_left_alone(row: CampaignLine, reviewer: Actor) -> None:
    """Only values that stood on the page are taken."""
    takeable = line_sheet(row).takeable
    seen = {one.subject: "no" for one in takeable}
    first = takeable[0]
    seen[first.subject] = first.fits or ""
    assert accept_fits(actor=reviewer, line=row, seen=seen) == 1
    assert Answer.objects.get(line=row).key == first.subject


@pytest.mark.parametrize(
    ("given", "basis"),
    [
        (Given("no", reason="đúng"), Basis.ACCEPTED),
        (Given("yes", reason="kiểm tra từ xa được"), Basis.CHANGED),
        (Given("yes", reason="câu này nói về việc khác", rejected=True), Basis.REJECTED),
    ],
)
def test_accepting_changing_and_rejecting_differ(row: CampaignLine, reviewer: Actor, given: Given, basis: str) -> None:
    """The answer keeps how it stands to the proposal, and the proposal itself."""
    outcome = answer_criterion(actor=reviewer, line=row, key="C6d", given=given, seen=0)
    kept = Answer.objects.get(line=row, key="C6d")
    assert outcome.clash is None
    assert kept.basis == basis
    assert kept.proposal["answer"] is False
    assert kept.proposal["evidence"]


def test_not_applicable_is_only_for_what_the_law_lets_fall_away(row: CampaignLine, reviewer: Actor) -> None:
    """A fee may be absent, a presence not."""
    answer_criterion(actor=reviewer, line=row, key="C5", given=Given("na"), seen=0)
    with pytest.raises(UserError) as caught:
        answer_criterion(actor=reviewer, line=row, key="C6c", given=Given("na"), seen=0)
    assert caught.value.code == "bad-answer"
    with pytest.raises(UserError):
        answer_criterion(actor=reviewer, line=row, key="C9", given=Given("yes"), seen=0)


def test_the_verdict_follows_the_answers(row: CampaignLine, reviewer: Actor) -> None:
    """All yes is full; a site visit makes it partial, and says whose power the change is."""
    answer_all(reviewer, row)
    assert line_sheet(row).judgement.level == "full"
    kept = Answer.objects.get(line=row, key="C6d")
    answer_criterion(actor=reviewer, line=row, key="C6d", given=SITE, seen=kept.version)
    judgement = line_sheet(row).judgement
    assert judgement.level == "partial"
    assert judgement.upward is not None
    assert [(change.key, change.power) for change in judgement.upward.value.changes] == [("C6d", "ministry")]


def test_a_conclusion_asks_for_what_is_missing_and_leads_to_assessed(row: CampaignLine, reviewer: Actor) -> None:
    """Open questions stand in the way; a partial service with its ground is concluded; a new answer reopens it."""
    end = End("partial", suitable=True, year=2026)
    with pytest.raises(UserError) as caught:
        conclude_assessment(actor=reviewer, line=row, end=end, version=row.version)
    assert caught.value.code == "unanswered"
    answer_all(reviewer, row, C6d=SITE)
    row.refresh_from_db()
    done = conclude_assessment(actor=reviewer, line=row, end=end, version=row.version)
    assert (done.state, done.level, done.year) == (LineState.ASSESSED, "partial", 2026)
    kept = Answer.objects.get(line=row, key="C7")
    answer_criterion(actor=reviewer, line=row, key="C7", given=Given("no", reason="bản giấy"), seen=kept.version)
    row.refresh_from_db()
    assert row.state == LineState.OPEN


@pytest.mark.parametrize("state", [LineState.SUBMITTED, LineState.CONFIRMED])
def test_what_was_submitted_is_locked_until_it_comes_back(row: CampaignLine, reviewer: Actor, state: str) -> None:
    """Nobody answers about a line that is with the office; a returned one is its author's."""
    CampaignLine.objects.filter(pk=row.pk).update(state=state, suitable=True)
    with pytest.raises(UserError) as caught:
        answer_criterion(actor=reviewer, line=row, key="C1", given=Given("yes"), seen=0)
    assert caught.value.code == "line-locked"
    CampaignLine.objects.filter(pk=row.pk).update(state=LineState.RETURNED, assignee=reviewer.user)
    assert answer_criterion(actor=reviewer, line=row, key="C1", given=Given("yes"), seen=0).changed


def test_another_department_does_not_answer(row: CampaignLine, finance: Unit, staff_with: Callable[..., Actor]) -> None:
    """Only the lead unit, those who help it, and the office."""
    stranger = staff_with("review.answer", unit_id=finance.pk)
    with pytest.raises(Denied):
        answer_criterion(actor=stranger, line=row, key="C1", given=Given("yes"), seen=0)
