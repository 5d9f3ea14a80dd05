"""What must not be, as the bars name it: each case is defined here and told in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.law.announcement import Standing
from motcua.organisation.models import Unit
from motcua.organisation.services.units import close_unit, merge_units
from motcua.publication.clocks import ClockReader, open_clocks
from motcua.publication.conflicts import rank_of
from motcua.publication.content import DecisionContent, LineGiven, Signed
from motcua.publication.models import AnnouncementDecision, DecisionState, LineKind, Place
from motcua.publication.owners import unit_in_charge
from motcua.publication.problems import problems_of
from motcua.publication.selectors import announcements_of
from motcua.publication.services.checking import check_decision
from motcua.publication.services.drafting import add_lines, change_decision
from motcua.publication.services.effects import apply_abolitions
from motcua.publication.services.publishing import end_decision, publish_lines
from motcua.publication.services.recording import record_decision
from motcua.web.faults import Denied, UserError

Draft = Callable[..., AnnouncementDecision]
TODAY = date(2026, 3, 2)


def checked(actor: Actor, row: AnnouncementDecision) -> AnnouncementDecision:
    """The draft, passed."""
    return check_decision(actor=actor, decision=row, version=row.version)


def refusal(actor: Actor, row: AnnouncementDecision, **changes: object) -> UserError:
    """Why a signature cannot be recorded."""
    values: dict[str, object] = {"number": "12/QĐ-UBND", "signed_on": TODAY, "signer": "A", **changes}
    with pytest.raises(UserError) as refused:
        record_decision(actor=actor, decision=row, signed=Signed(**values), version=row.version)  # type: ignore[arg-type]
    row.refresh_from_db()
    assert row.state == DecisionState.CHECKED
    return refused.value


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"effective_from": date(2026, 3, 1)}, "effective-before-signing", "effective_from"),
        ({"signed_on": date(2026, 3, 3)}, "signed-later", "signed_on"),
        ({"number": " "}, "no-number", "number"),
        ({"signer": ""}, "no-signer", "signer"),
    ],
)
def test_signatures_that_cannot_be(
    draft: Draft, system: Actor, changes: dict[str, object], code: str, field: str
) -> None:
    """Effect before signing, a day to come, no number, no signer: refused beside the field, nothing is written."""
    error = refusal(system, checked(system, draft("2.000908")), **changes)
    assert (error.code, error.field) == (code, field)


def test_an_effect_that_has_passed_stops_the_check(draft: Draft, system: Actor) -> None:
    """A draft whose own day of effect is over could only be signed after it."""
    row = draft("2.000908", effective_from=date(2026, 3, 1))
    assert [problem.code for problem in problems_of(row, TODAY)] == ["effective-before-signing"]
    with pytest.raises(UserError) as refused:
        checked(system, row)
    assert refused.value.field == "effective_from"


def test_a_number_is_recorded_once(announced: Draft, draft: Draft, system: Actor) -> None:
    """The same number of the same day is the same decision."""
    announced("2.000908", number="12/QĐ-UBND")
    assert refusal(system, checked(system, draft("2.000815"))).code == "number-taken"


@pytest.mark.parametrize("kind", list(LineKind))
def test_an_abolished_code_is_never_announced_again(
    announced: Draft, draft: Draft, system: Actor, kind: LineKind
) -> None:
    """Not as new, amended, replaced, nor abolished once more; the refusal names the decision."""
    announced("2.000908", kind=LineKind.ABOLISHED)
    row = draft("2.000815")
    with pytest.raises(UserError, match="12/QĐ-UBND") as refused:
        add_lines(actor=system, decision=row, lines=[LineGiven("2.000908", kind)], version=row.version)
    assert (refused.value.code, refused.value.field) == ("abolished-code", "code")


def test_a_code_abolished_while_a_decision_was_at_signature(announced: Draft, draft: Draft, system: Actor) -> None:
    """Caught when the signature is recorded, and shown as a problem before."""
    waiting = checked(system, draft("2.000908", "2.000815"))
    announced("2.000908", kind=LineKind.ABOLISHED, on=date(2026, 2, 27))
    assert refusal(system, waiting, number="13/QĐ-UBND").code == "abolished-code"
    assert problems_of(waiting, TODAY)[0].code == "abolished-code"


def test_a_replaced_code_has_ended_too(announced: Draft, draft: Draft, system: Actor) -> None:
    """What another procedure took the place of is gone, and so is what the catalogue has as abolished."""
    row = draft()
    given = [LineGiven("2.000815", LineKind.REPLACED, replaces="2.000884; 2.000815")]
    add_lines(actor=system, decision=row, lines=given, version=row.version)
    row.refresh_from_db()
    row = checked(system, row)
    record_decision(actor=system, decision=row, signed=Signed("12/QĐ-UBND", TODAY, "A"), version=row.version)
    other = draft("2.000815")
    with pytest.raises(UserError, match=r"2\.000884"):
        draft("2.000884")
    assert problems_of(other, TODAY) == []


def test_a_decision_signed_before_the_abolition_may_be_recorded_after_it(
    announced: Draft, draft: Draft, system: Actor
) -> None:
    """Numbers may come back in another order than decisions were signed."""
    earlier = checked(system, draft("2.000908"))
    announced("2.000908", kind=LineKind.ABOLISHED, number="12/QĐ-UBND")
    signed = Signed("9/QĐ-UBND", date(2026, 2, 27), "A")
    row = record_decision(actor=system, decision=earlier, signed=signed, version=earlier.version)
    assert row.state == DecisionState.ANNOUNCED
    assert announcements_of(["2.000908"])["2.000908"].kind == LineKind.ABOLISHED


@pytest.mark.parametrize(("first", "second"), [("12/QĐ-UBND", "15/QĐ-UBND"), ("15/QĐ-UBND", "12/QĐ-UBND")])
def test_of_two_decisions_of_one_day_the_higher_number_holds(
    announced: Draft, draft: Draft, system: Actor, first: str, second: str
) -> None:
    """Whichever is recorded first; the other line stays as signed, marked as outrun, and needs no upload."""
    other = checked(system, draft("2.000908", "2.000884"))
    announced("2.000908", "2.000815", number=first)
    record_decision(actor=system, decision=other, signed=Signed(second, TODAY, "A"), version=other.version)
    holding = announcements_of(["2.000908"])["2.000908"]
    assert holding.decision.number == "15/QĐ-UBND"
    low = AnnouncementDecision.objects.get(number="12/QĐ-UBND")
    assert low.lines.get(code="2.000908").outrun_by == holding
    rest = list(low.lines.filter(outrun_by=None))
    assert len(rest) == 1
    publish_lines(actor=system, lines=rest, place=Place.NATIONAL, published_at=timezone.now())
    low.refresh_from_db()
    assert low.state == DecisionState.PUBLIC


def test_what_a_decision_of_the_same_day_outran_holds_again_and_must_be_uploaded(
    announced: Draft, system: Actor
) -> None:
    """Outrun where all else is uploaded: the decision is public. Holding again: it is not, and its clock runs anew."""
    low = announced("2.000908", "2.000815", number="12/QĐ-UBND")
    rest = list(low.lines.filter(code="2.000815"))
    publish_lines(actor=system, lines=rest, place=Place.NATIONAL, published_at=timezone.now())
    high = announced("2.000908", number="15/QĐ-UBND")
    low.refresh_from_db()
    assert low.state == DecisionState.PUBLIC
    last = announced("2.000884", number="20/QĐ-UBND")
    high.refresh_from_db()
    end_decision(actor=system, decision=high, by=last, state=DecisionState.ABOLISHED, version=high.version)
    low.refresh_from_db()
    assert low.state == DecisionState.ANNOUNCED
    left = {row.decision: row.left for row in open_clocks(system, ClockReader(TODAY), act="upload")}
    assert left == {low: 1, last: 1}


def test_two_decisions_of_one_day_whose_numbers_do_not_tell(announced: Draft, draft: Draft, system: Actor) -> None:
    """Without an order nobody can say which holds: refused, with both ways out."""
    announced("2.000908", number="12/QĐ-UBND")
    error = refusal(system, checked(system, draft("2.000908")), number="12a/QĐ-UBND")
    assert (error.code, error.field) == ("two-decisions-one-day", "number")
    assert "12/QĐ-UBND" in error.message
    assert [rank_of(text) for text in ("012/QĐ-UBND", "QĐ-12", "7")] == [12, None, 7]


def test_a_procedure_in_two_drafts_is_pointed_out(draft: Draft) -> None:
    """Before it is signed it is a warning with the other draft's name."""
    draft("2.000908", title="Dự thảo kia")
    (problem,) = problems_of(draft("2.000908"), TODAY)
    assert (problem.code, problem.blocking) == ("also-elsewhere", False)
    assert "Dự thảo kia" in problem.text


def test_a_unit_merged_between_decision_and_publication(
    announced: Draft, justice: Unit, unit_called: Callable[[str], Unit], system: Actor, clock: Callable[[str], object]
) -> None:
    """The decision keeps the name of its day; its heir answers from then on, and making public goes on."""
    decision = announced("2.000908")
    heir = unit_called("Sở Nội vụ tỉnh Vĩnh Long")
    day = date(2026, 3, 4)
    merge_units(
        actor=system, units=[(justice, justice.version)], day=day, into=heir, instrument="9/NQ-HĐND", below="move"
    )
    clock("2026-03-05 09:00")
    told = unit_in_charge(Unit.objects.get(pk=justice.pk), date(2026, 3, 5))
    assert told.value == heir
    assert "Sở Nội vụ" in told.warnings[0].text()
    assert unit_in_charge(Unit.objects.get(pk=justice.pk), date(2026, 3, 3)).value == justice
    found = {row.decision for row in open_clocks(system, ClockReader(date(2026, 3, 5)), unit=heir)}
    assert found == {decision}
    lines = list(decision.lines.all())
    publish_lines(actor=system, lines=lines, place=Place.NATIONAL, published_at=timezone.now())
    decision.refresh_from_db()
    assert (decision.state, decision.advising_unit) == (DecisionState.PUBLIC, justice)


def test_the_heir_goes_on_with_a_draft_of_the_unit_that_was_merged(
    draft: Draft,
    justice: Unit,
    unit_called: Callable[[str], Unit],
    system: Actor,
    staff_with: Callable[..., Actor],
    clock: Callable[[str], object],
) -> None:
    """An officer of the heir writes it in the heir's name; other departments still may not."""
    row, heir = draft("2.000908"), unit_called("Sở Nội vụ tỉnh Vĩnh Long")
    merge_units(
        actor=system, units=[(justice, justice.version)], day=date(2026, 3, 4), into=heir, instrument="9/NQ-HĐND",
        below="move",
    )  # fmt: skip
    clock("2026-03-05 09:00")
    content = DecisionContent(title="Công bố danh mục thử", advising_unit=heir)
    stranger = staff_with("publication.draft", unit_id=unit_called("Sở Tài chính tỉnh Vĩnh Long").pk)
    with pytest.raises(Denied):
        change_decision(actor=stranger, decision=row, content=content, version=row.version)
    officer = staff_with("publication.draft", unit_id=heir.pk)
    assert change_decision(actor=officer, decision=row, content=content, version=row.version).advising_unit == heir


def test_a_unit_that_ended_before_the_check(
    draft: Draft, justice: Unit, system: Actor, clock: Callable[[str], object]
) -> None:
    """Its draft does not go on until the heir is named; without an heir procedure control is in charge."""
    row = draft("2.000908")
    close_unit(actor=system, unit=justice, day=date(2026, 3, 4), version=justice.version, below="close")
    clock("2026-03-05 09:00")
    with pytest.raises(UserError) as refused:
        checked(system, row)
    assert (refused.value.code, refused.value.field) == ("unit-ended", "advising_unit")
    (open_clock,) = open_clocks(system, ClockReader(date(2026, 3, 5)))
    assert open_clock.owner.value is None
    assert open_clock.owner.warnings
    assert open_clock.standing == Standing.WAITING
    with pytest.raises(UserError, match="không còn hoạt động"):
        draft("2.000815")


def test_an_abolition_does_not_end_a_version_that_begins_later(
    announced: Draft, system: Actor, clock: Callable[[str], object]
) -> None:
    """A version in force only after the day of abolition is another matter: it stays."""
    decision = announced("2.000908", kind=LineKind.ABOLISHED, law_effective_on=date(2026, 1, 2))
    assert decision.state == DecisionState.ANNOUNCED
    assert apply_abolitions(actor=system, on=TODAY) == []
