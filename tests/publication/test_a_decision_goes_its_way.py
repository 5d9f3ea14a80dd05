"""A decision from draft to public: each act is one service, and each state says who may do what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.catalog.models import Procedure, VersionState
from motcua.law.announcement import Standing
from motcua.organisation.models import Unit
from motcua.publication.clocks import NO_LINES, ClockReader, clocks_of, counts_of, open_clocks, pressing
from motcua.publication.content import DecisionContent, LineGiven, Signed
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, DecisionState, LineKind, Place, Publication
from motcua.publication.services.checking import check_decision, return_decision
from motcua.publication.services.drafting import (
    add_lines,
    change_decision,
    discard_decision,
    draft_decision,
    remove_line,
)
from motcua.publication.services.effects import apply_abolitions
from motcua.publication.services.publishing import end_decision, publish_lines, withdraw_publication
from motcua.publication.services.recording import record_decision
from motcua.web.faults import Denied, Stale, UserError

Draft = Callable[..., AnnouncementDecision]
TODAY = date(2026, 3, 2)


def upload(actor: Actor, decision: AnnouncementDecision, at: datetime | None = None, *codes: str) -> list[Publication]:
    """Put lines of a decision into the national database, all of them unless codes are given."""
    lines = decision.lines.filter(code__in=codes) if codes else decision.lines.all()
    return publish_lines(
        actor=actor, lines=list(lines), place=Place.NATIONAL, published_at=at or timezone.now(), evidence="thử"
    )


def test_from_draft_to_public(announced: Draft, system: Actor) -> None:
    """Announced and public are two acts; it is public once every line is in the national database."""
    decision = announced("2.000908", "2.000815")
    assert decision.state == DecisionState.ANNOUNCED
    assert decision.effective_from == decision.signed_on == TODAY
    upload(system, decision, None, "2.000908")
    decision.refresh_from_db()
    assert decision.state == DecisionState.ANNOUNCED
    upload(system, decision, None, "2.000815")
    decision.refresh_from_db()
    assert decision.state == DecisionState.PUBLIC


def test_a_line_takes_name_field_and_version_from_the_catalogue(draft: Draft) -> None:
    """What the catalogue knows need not be typed, and stays as it was written."""
    line = draft("2.000908").lines.get()
    assert (line.name, line.field) == ("Thủ tục 2.000908", "Chứng thực")
    assert line.procedure is not None
    assert line.procedure_version == line.procedure.current


def test_a_code_that_the_catalogue_does_not_know_needs_a_name(draft: Draft, system: Actor) -> None:
    """A procedure that a ministry has just announced may be ahead of the import."""
    row = draft("2.000908")
    with pytest.raises(UserError) as refused:
        add_lines(actor=system, decision=row, lines=[LineGiven("1.999999", LineKind.NEW)], version=row.version)
    assert (refused.value.code, refused.value.field) == ("unknown-code", "name")
    given = LineGiven(" 1.999999 ", LineKind.NEW, name="Thủ tục mới", field="Chứng thực")
    (line,) = add_lines(actor=system, decision=row, lines=[given], version=row.version)
    assert (line.code, line.procedure, line.ordinal) == ("1.999999", None, 2)


@pytest.mark.parametrize(("code", "why"), [("khong-phai-ma", "bad-code"), ("2.000908", "code-twice"), ("", "bad-code")])
def test_lines_that_cannot_be(draft: Draft, system: Actor, code: str, why: str) -> None:
    """Nonsense and repeats are refused beside the code."""
    row = draft("2.000908")
    with pytest.raises(UserError) as refused:
        add_lines(actor=system, decision=row, lines=[LineGiven(code, LineKind.AMENDED)], version=row.version)
    assert (refused.value.code, refused.value.field) == (why, "code")
    assert row.lines.count() == 1


def test_a_draft_is_changed_emptied_and_thrown_away(draft: Draft, justice: Unit, system: Actor) -> None:
    """Until it is checked everything about it may change; two who write at once do not overwrite each other."""
    row = draft("2.000908", "2.000815")
    content = DecisionContent(title="  Tên   khác ", advising_unit=justice, source="1024/QĐ-BTP")
    changed = change_decision(actor=system, decision=row, content=content, version=row.version)
    assert (changed.title, changed.source, changed.law_effective_on) == ("Tên khác", "1024/QĐ-BTP", None)
    with pytest.raises(Stale):
        remove_line(actor=system, decision=row, line=row.lines.first(), version=row.version)
    remove_line(actor=system, decision=changed, line=row.lines.first(), version=changed.version)
    changed.refresh_from_db()
    assert [line.code for line in changed.lines.all()] == ["2.000815"]
    discard_decision(actor=system, decision=changed, version=changed.version)
    assert not AnnouncementDecision.objects.exists()


def test_a_focal_officer_writes_for_the_own_unit_only(
    draft: Draft, justice: Unit, unit_called: Callable[[str], Unit], staff_with: Callable[..., Actor]
) -> None:
    """The advising department drafts its own decisions; checking and announcing are procedure control's."""
    home = unit_called("Sở Nội vụ tỉnh Vĩnh Long")
    officer = staff_with("publication.draft", unit_id=home.pk)
    with pytest.raises(Denied):
        draft_decision(actor=officer, content=DecisionContent(title="Của nơi khác", advising_unit=justice))
    own = draft_decision(actor=officer, content=DecisionContent(title="Của mình", advising_unit=home))
    with pytest.raises(Denied):
        check_decision(actor=officer, decision=own, version=own.version)
    other = draft("2.000908")
    with pytest.raises(Denied):
        discard_decision(actor=officer, decision=other, version=other.version)


def test_a_checked_decision_can_go_back_until_it_is_announced(draft: Draft, system: Actor) -> None:
    """The way to undo: back to draft with a reason; afterwards the signed act stands."""
    row = draft("2.000908")
    row = check_decision(actor=system, decision=row, version=row.version)
    with pytest.raises(UserError, match="Chưa ghi lý do"):
        return_decision(actor=system, decision=row, reason=" ", version=row.version)
    row = return_decision(actor=system, decision=row, reason="Thiếu căn cứ", version=row.version)
    assert (row.state, row.returned_because) == (DecisionState.DRAFT, "Thiếu căn cứ")
    row = check_decision(actor=system, decision=row, version=row.version)
    row = record_decision(actor=system, decision=row, signed=Signed("9/QĐ-UBND", TODAY, "A"), version=row.version)
    with pytest.raises(UserError) as refused:
        return_decision(actor=system, decision=row, reason="muộn rồi", version=row.version)
    assert refused.value.code == "wrong-state"


def test_an_empty_decision_is_not_passed(draft: Draft, system: Actor) -> None:
    """The check names what must be mended."""
    row = draft()
    with pytest.raises(UserError) as refused:
        check_decision(actor=system, decision=row, version=row.version)
    assert refused.value.code == "no-lines"


def test_what_was_announced_is_locked_by_the_database(announced: Draft, system: Actor) -> None:
    """Neither lines nor signature nor acts of making public can be changed behind the services' back."""
    decision = announced("2.000908")
    (act,) = upload(system, decision)
    line = decision.lines.get()
    attempts = [
        lambda: AnnouncedLine.objects.filter(pk=line.pk).update(kind=LineKind.NEW),
        lambda: AnnouncedLine.objects.filter(pk=line.pk).delete(),
        lambda: AnnouncedLine.objects.create(decision=decision, ordinal=9, code="1.1", name="x", kind=LineKind.NEW),
        lambda: AnnouncementDecision.objects.filter(pk=decision.pk).update(number="13/QĐ-UBND"),
        lambda: AnnouncementDecision.objects.filter(pk=decision.pk).update(state=DecisionState.DRAFT),
        lambda: Publication.objects.filter(pk=act.pk).update(published_at=timezone.now() - timedelta(days=9)),
        lambda: Publication.objects.filter(pk=act.pk).delete(),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


@pytest.mark.skipif(not connection.features.has_select_for_update, reason="SQLite lets one write at a time anyway")
def test_of_two_who_upload_halves_at_once_the_second_waits(announced: Draft, system: Actor) -> None:
    """The decision is locked before a line of it is written down as public."""
    row = announced("2.000908")
    with CaptureQueriesContext(connection) as asked:
        publish_lines(actor=system, lines=list(row.lines.all()), place=Place.NATIONAL, published_at=timezone.now())
    said = [one["sql"] for one in asked.captured_queries]
    locked = next(
        place for place, sql in enumerate(said) if AnnouncementDecision._meta.db_table in sql and "FOR UPDATE" in sql
    )
    written = next(
        place for place, sql in enumerate(said) if sql.startswith(f'INSERT INTO "{Publication._meta.db_table}"')
    )
    assert locked < written


def test_a_wrong_record_of_making_public_is_withdrawn_with_a_reason(announced: Draft, system: Actor) -> None:
    """The row stays; the decision is no longer public."""
    decision = announced("2.000908")
    (act,) = upload(system, decision)
    withdraw_publication(actor=system, publication=act, reason="Ghi nhầm quyết định")
    decision.refresh_from_db()
    act.refresh_from_db()
    assert decision.state == DecisionState.ANNOUNCED
    assert act.withdrawn_because == "Ghi nhầm quyết định"
    with pytest.raises(UserError) as refused:
        withdraw_publication(actor=system, publication=act, reason="lần nữa")
    assert refused.value.code == "withdrawn"


@pytest.mark.parametrize(
    ("at", "why"), [("2026-03-01 08:00", "public-before-signing"), ("2026-03-02 10:00", "public-later")]
)
def test_making_public_stands_between_signing_and_now(announced: Draft, system: Actor, at: str, why: str) -> None:
    """Not before the decision was signed, not in the future."""
    decision = announced("2.000908")
    moment = timezone.make_aware(datetime.fromisoformat(at))
    with pytest.raises(UserError) as refused:
        upload(system, decision, moment)
    assert (refused.value.code, refused.value.field) == (why, "published_at")


def test_what_is_not_announced_cannot_be_public(draft: Draft, system: Actor) -> None:
    """The act follows the signature."""
    with pytest.raises(UserError) as refused:
        upload(system, draft("2.000908"))
    assert refused.value.code == "not-announced"


def test_abolished_and_replaced_procedures_end_on_their_day(
    announced: Draft, draft: Draft, system: Actor, clock: Callable[[str], object]
) -> None:
    """The catalogue shows them as abolished from that day on, not before; doing it again changes nothing."""
    announced("2.000908", kind=LineKind.ABOLISHED)
    row = draft(law_effective_on=date(2026, 3, 16))
    given = [LineGiven("2.000815", LineKind.REPLACED, replaces="2.000884")]
    add_lines(actor=system, decision=row, lines=given, version=row.version)
    row.refresh_from_db()
    row = check_decision(actor=system, decision=row, version=row.version)
    record_decision(actor=system, decision=row, signed=Signed("13/QĐ-UBND", TODAY, "A"), version=row.version)
    assert apply_abolitions(actor=system, on=date(2026, 3, 15)) == []
    clock("2026-03-16 00:20")
    ended = apply_abolitions(actor=system, on=date(2026, 3, 16))
    assert sorted(procedure.code for procedure in ended) == ["2.000884", "2.000908"]
    gone = Procedure.objects.get(code="2.000908")
    version = gone.versions.get()
    assert (gone.current, version.state, version.effective_to) == (None, VersionState.ABOLISHED, date(2026, 3, 16))
    assert Procedure.objects.get(code="2.000815").current is not None
    assert apply_abolitions(actor=system, on=date(2026, 3, 17)) == []


def test_a_later_decision_supersedes_an_earlier_one(announced: Draft, system: Actor) -> None:
    """Which one holds is said by a person; an earlier decision cannot supersede a later one."""
    first = announced("2.000908", number="5/QĐ-UBND", on=date(2026, 2, 25))
    second = announced("2.000908", number="12/QĐ-UBND")
    with pytest.raises(UserError) as refused:
        end_decision(actor=system, decision=second, by=first, state=DecisionState.SUPERSEDED, version=second.version)
    assert refused.value.code == "not-later"
    second.refresh_from_db()
    ended = end_decision(actor=system, decision=first, by=second, state=DecisionState.SUPERSEDED, version=first.version)
    assert (ended.state, ended.ended_by, ended.ended_on) == (DecisionState.SUPERSEDED, second, TODAY)


def test_clocks_run_first_for_announcing_then_for_uploading(
    draft: Draft, announced: Draft, system: Actor, clock: Callable[[str], object]
) -> None:
    """Law in effect on 16/3: announce by 9/3; signed on 2/3: upload by 9/3. Each act has its owner and its reasons."""
    row = draft("2.000908")
    signed = announced("2.000815")
    reader = ClockReader(TODAY)
    found = {(item.decision.pk, item.act): item for item in open_clocks(system, reader)}
    assert set(found) == {(row.pk, "announce"), (signed.pk, "upload")}
    assert found[row.pk, "announce"].clock.value.latest == date(2026, 3, 9)
    assert found[row.pk, "announce"].owner.value == row.advising_unit
    assert found[signed.pk, "upload"].clock.value.latest == date(2026, 3, 9)
    assert pressing(found.values()) == []
    clock("2026-03-10 09:00")
    late = open_clocks(system, ClockReader(date(2026, 3, 10)))
    assert {item.standing for item in late} == {Standing.OVERDUE}
    assert len(pressing(late)) == 2
    assert [item.act for item in open_clocks(system, ClockReader(TODAY), act="upload")] == ["upload"]


def test_the_earliest_day_of_effect_among_the_lines_rules(draft: Draft, system: Actor) -> None:
    """A line may take effect before the rest; without any day the clock is unknown, not late."""
    row = draft("2.000908", law_effective_on=date(2026, 4, 1))
    early = LineGiven("2.000815", LineKind.AMENDED, law_effective_on=date(2026, 3, 16))
    add_lines(actor=system, decision=row, lines=[early], version=row.version)
    counts = counts_of([row])[row.pk]
    assert counts.law_day(row) == date(2026, 3, 16)
    (clock,) = clocks_of(row, counts, ClockReader(TODAY))
    assert clock.clock.value.latest == date(2026, 3, 9)
    bare = draft(law_effective_on=None)
    (unknown,) = clocks_of(bare, NO_LINES, ClockReader(TODAY))
    assert unknown.standing == Standing.UNKNOWN
