"""A list is drafted by hand, by a rule or from the last one, and issued by one decision for one period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.catalog.models import Field, Procedure
from motcua.receiving.models import ListKind, ListState, ReceivingLine, ReceivingList
from motcua.receiving.selectors import changes_since_last, lines_of, list_rows
from motcua.receiving.services.deciding import Decision, end_list, put_in_force
from motcua.receiving.services.drafting import (
    LineWords,
    Rule,
    add_by_rule,
    add_lines,
    discard_draft,
    open_draft,
    remove_lines,
)
from motcua.web.faults import Denied, Stale, UserError
from tests.receiving.conftest import decision

Make = Callable[..., ReceivingList]
DAY, LATER = date(2026, 1, 5), date(2026, 7, 1)


def codes(row: ReceivingList) -> list[str]:
    return list(lines_of(row).values_list("procedure__code", flat=True))


def test_a_draft_takes_procedures_by_their_codes_once(three: object, draft: Make, system: Actor) -> None:
    row = draft("centre", "1.000001", "1.000001", " 1.000002 ")
    assert codes(row) == ["1.000001", "1.000002"]
    words = LineWords("theo đề nghị của Sở")
    added = add_lines(actor=system, receiving_list=row, codes=["1.000002"], words=words, version=row.version)
    assert added == 0
    assert row.lines.get(procedure__code="1.000002").reason == "theo đề nghị của Sở"


def test_a_rule_takes_a_field_or_a_tier(three: object, draft: Make, system: Actor) -> None:
    row = draft("commune_desk")
    add_by_rule(actor=system, receiving_list=row, rule=Rule(tier="commune"), words=LineWords(), version=row.version)
    assert codes(row) == ["1.000001", "1.000002"]
    building = Rule(Field.objects.get(name="Xây dựng"))
    add_by_rule(actor=system, receiving_list=row, rule=building, words=LineWords(), version=row.version)
    assert codes(row) == ["1.000001", "1.000002", "1.000003"]


def test_an_unknown_code_is_named_and_nothing_is_added(three: object, draft: Make, system: Actor) -> None:
    row = draft("centre")
    with pytest.raises(UserError, match=r"9\.999999") as caught:
        add_lines(
            actor=system,
            receiving_list=row,
            codes=["1.000001", "9.999999"],
            words=LineWords(),
            version=row.version,
        )
    assert (caught.value.code, caught.value.field) == ("unknown-procedure", "codes")
    assert not row.lines.exists()


def test_a_line_of_a_linked_group_names_its_group(three: object, draft: Make) -> None:
    with pytest.raises(UserError) as caught:
        draft("linked_group", "1.000001")
    assert caught.value.code == "no-group"


def test_one_procedure_stands_in_two_linked_groups(three: object, draft: Make, system: Actor) -> None:
    row = draft("linked_group", "1.000001", group="Khai sinh – thường trú")
    words = LineWords(group="Khai sinh – thẻ bảo hiểm")
    assert add_lines(actor=system, receiving_list=row, codes=["1.000001"], words=words, version=row.version) == 1


def test_chosen_lines_are_removed(three: object, draft: Make, system: Actor) -> None:
    row = draft("centre", "1.000001", "1.000002")
    assert remove_lines(actor=system, receiving_list=row, codes=["1.000001"], version=row.version) == 1
    assert codes(row) == ["1.000002"]


def test_one_scope_has_one_draft(three: object, draft: Make) -> None:
    draft("centre")
    with pytest.raises(UserError) as caught:
        draft("centre")
    assert caught.value.code == "draft-open"
    assert draft("post").pk


def test_two_who_change_a_draft_do_not_overwrite_each_other(three: object, draft: Make, system: Actor) -> None:
    row = draft("centre", "1.000001")
    seen = row.version
    add_lines(actor=system, receiving_list=row, codes=["1.000002"], words=LineWords(), version=seen)
    with pytest.raises(Stale):
        remove_lines(actor=system, receiving_list=row, codes=["1.000001"], version=seen)


def test_a_discarded_draft_leaves_nothing(three: object, draft: Make, system: Actor) -> None:
    row = draft("centre", "1.000001")
    discard_draft(actor=system, receiving_list=row, version=row.version)
    assert not ReceivingList.objects.exists()
    assert not ReceivingLine.objects.exists()


def test_the_new_list_follows_the_last_and_says_what_changed(three: object, issued: Make, system: Actor) -> None:
    first = issued(DAY, "centre", "1.000001", "1.000002")
    row = open_draft(actor=system, kind=ListKind.CENTRE)
    assert row.follows == first
    assert codes(row) == ["1.000001", "1.000002"]
    remove_lines(actor=system, receiving_list=row, codes=["1.000002"], version=row.version)
    add_lines(actor=system, receiving_list=row, codes=["1.000003"], words=LineWords(), version=row.version)
    assert [(change.code, change.added) for change in changes_since_last(row)] == [
        ("1.000002", False),
        ("1.000003", True),
    ]


def test_issuing_a_list_ends_the_one_before_on_that_day(three: object, issued: Make) -> None:
    first = issued(DAY, "centre", "1.000001")
    second = issued(LATER, "centre", "1.000002")
    first.refresh_from_db()
    assert (first.effective_to, second.effective_to) == (LATER, None)
    assert first.covers(date(2026, 6, 30))
    assert not first.covers(LATER)
    told = Entry.objects.filter(verb="receiving.list.put_in_force").order_by("-pk").first()
    assert told is not None


def test_a_decision_does_not_take_effect_before_it_is_signed(three: object, draft: Make, system: Actor) -> None:
    row = draft("centre", "1.000001")
    early = Decision("12/QĐ-UBND", LATER, "Chủ tịch", DAY)
    with pytest.raises(UserError) as caught:
        put_in_force(actor=system, receiving_list=row, decision=early, version=row.version)
    assert (caught.value.code, caught.value.field) == ("effective-before-signed", "effective_from")
    row.refresh_from_db()
    assert row.state == ListState.DRAFT


def test_a_decision_is_not_signed_on_a_day_to_come(three: object, draft: Make, system: Actor) -> None:
    row, tomorrow = draft("centre", "1.000001"), timezone.localdate() + timedelta(days=1)
    early = Decision("12/QĐ-UBND", tomorrow, "Chủ tịch", tomorrow)
    with pytest.raises(UserError) as caught:
        put_in_force(actor=system, receiving_list=row, decision=early, version=row.version)
    assert (caught.value.code, caught.value.field) == ("signed-later", "signed_on")


@pytest.mark.parametrize(("number", "signer", "field"), [(" ", "Chủ tịch", "number"), ("12", " ", "signer")])
def test_a_decision_says_number_and_signer(
    three: object, draft: Make, system: Actor, number: str, signer: str, field: str
) -> None:
    row = draft("centre", "1.000001")
    with pytest.raises(UserError) as caught:
        put_in_force(actor=system, receiving_list=row, decision=Decision(number, DAY, signer, DAY), version=row.version)
    assert caught.value.field == field


def test_a_list_never_begins_before_one_that_was_already_decided(three: object, issued: Make) -> None:
    issued(LATER, "centre", "1.000001")
    with pytest.raises(UserError) as caught:
        issued(DAY, "centre", "1.000002")
    assert caught.value.code == "decided-later"


def test_an_exclusion_without_its_reason_is_not_issued(three: object, issued: Make) -> None:
    with pytest.raises(UserError, match=r"1\.000003") as caught:
        issued(DAY, "excluded", "1.000003")
    assert caught.value.code == "no-reason"


def test_an_empty_list_is_not_issued(three: object, issued: Make) -> None:
    with pytest.raises(UserError) as caught:
        issued(DAY, "centre")
    assert caught.value.code == "empty-list"


def test_a_procedure_that_ended_while_the_list_was_drafted_is_named(three: object, draft: Make, system: Actor) -> None:
    row = draft("centre", "1.000001", "1.000002")
    Procedure.objects.filter(code="1.000002").update(current=None)
    with pytest.raises(UserError, match=r"1\.000002") as caught:
        put_in_force(actor=system, receiving_list=row, decision=decision(DAY), version=row.version)
    assert caught.value.code == "ended-procedures"


def test_an_issued_list_is_changed_by_nobody(three: object, issued: Make, system: Actor) -> None:
    row = issued(DAY, "centre", "1.000001")
    with pytest.raises(UserError) as caught:
        add_lines(actor=system, receiving_list=row, codes=["1.000002"], words=LineWords(), version=row.version)
    assert caught.value.code == "wrong-state"
    for write in (
        lambda: row.lines.update(reason="khác"),
        lambda: row.lines.all().delete(),
        lambda: ReceivingLine.objects.create(list=row, procedure=Procedure.objects.get(code="1.000002")),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            write()


def test_the_database_refuses_two_lists_of_one_scope_on_one_day(three: object, issued: Make) -> None:
    first = issued(DAY, "centre", "1.000001")
    issued(LATER, "centre", "1.000002")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReceivingList.objects.filter(pk=first.pk).update(effective_to=date(2026, 7, 2))


def test_a_list_is_ended_without_another(three: object, issued: Make, system: Actor) -> None:
    row = issued(DAY, "post", "1.000001")
    end_list(actor=system, receiving_list=row, day=LATER, version=row.version)
    assert row.effective_to == LATER
    for wrong in (DAY, date(2026, 8, 1)):
        with pytest.raises(UserError):
            end_list(actor=system, receiving_list=row, day=wrong, version=row.version)


def test_drafts_are_not_for_everyone(
    three: object, draft: Make, issued: Make, actor_with: Callable[..., Actor]
) -> None:
    draft("post", "1.000001")
    shown = issued(DAY, "centre", "1.000001")
    assert list(list_rows(actor_with())) == [shown]
    assert list_rows(actor_with("receiving.view")).count() == 2
    with pytest.raises(Denied):
        open_draft(actor=actor_with("receiving.view"), kind=ListKind.CENTRE)
