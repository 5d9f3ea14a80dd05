"""Reviewers who save the same procedure at the same moment: every answer survives, whoever came later is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from motcua.access.actors import Actor, system_actor
from motcua.organisation.models import Tier, Unit, UnitKind
from motcua.organisation.services.units import UnitContent, open_unit
from motcua.organisation.services.vocabulary import shipped_words
from motcua.review.answering import Given
from motcua.review.models import Answer, CampaignLine, Clash
from motcua.review.services.assessing import accept_fits, answer_criterion
from motcua.review.services.assessing_merge import settle_clash
from motcua.web.faults import Stale
from tests.review import sheets

KEYS = ("C1", "C4", "C6a", "C6b", "C6c", "C7")


@pytest.fixture
def unit(db: None) -> Unit:
    """A department."""
    shipped_words()
    kind, tier = UnitKind.objects.get(key="so"), Tier.objects.get(key="province")
    return open_unit(
        actor=system_actor(), content=UnitContent("Sở Tư pháp", kind, tier, "01/NQ-HĐND"), day=date(2025, 7, 1)
    )


@pytest.fixture
def row(unit: Unit) -> CampaignLine:
    """A procedure under its review."""
    return sheets.line(sheets.campaign(), unit)


def together(*acts: Callable[[], object]) -> list[object]:
    """Do everything at the same moment; what each gave or raised, in order."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        gate.wait()
        try:
            found[place] = acts[place]()
        except Exception as error:  # handed to the test
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_different_answers_of_two_people_are_all_kept(
    row: CampaignLine, unit: Unit, staff_with: Callable[..., Actor]
) -> None:
    """Nobody is in another's way: each answer is a row of its own."""
    people = [staff_with("review.assess", unit_id=unit.pk) for _one in range(2)]

    def say(place: int, key: str) -> Callable[[], object]:
        given = Given("no", reason=f"người {place}")
        return lambda: answer_criterion(actor=people[place % 2], line=row, key=key, given=given, seen=0)

    found = together(*(say(place, key) for place, key in enumerate(KEYS)))
    assert not [one for one in found if isinstance(one, Exception)]
    assert set(Answer.objects.filter(line=row).values_list("key", flat=True)) == set(KEYS)
    assert not Clash.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answered", [False, True])
def test_of_two_who_answer_the_same_question_both_survive_and_one_is_asked(
    row: CampaignLine, unit: Unit, staff_with: Callable[..., Actor], answered: bool
) -> None:
    """One answer stands, the other waits beside it word for word; it cannot be settled twice."""
    one, other = (staff_with("review.assess", unit_id=unit.pk) for _one in range(2))
    seen = 0
    if answered:
        kept = answer_criterion(actor=system_actor(), line=row, key="C7", given=Given("yes", reason="đầu"), seen=0)
        seen = kept.row.version
    words = {"một": one, "hai": other}

    def say(text: str, actor: Actor) -> Callable[[], object]:
        return lambda: answer_criterion(
            actor=actor, line=row, key="C7", given=Given("no", reason=text), seen=seen
        )  # fmt: skip

    found = together(*(say(text, actor) for text, actor in words.items()))
    assert not [made for made in found if isinstance(made, Exception)], found
    standing, clash = Answer.objects.get(line=row, key="C7"), Clash.objects.get(line=row)
    assert {standing.reason, clash.content["reason"]} == set(words)
    assert sum(made.clash is not None for made in found) == 1

    def settle(actor: Actor, outcome: str) -> Callable[[], object]:
        return lambda: settle_clash(actor=actor, clash=clash, outcome=outcome, seen=standing.version)

    ends = together(settle(one, "taken"), settle(other, "taken"))
    assert sum(isinstance(end, Stale) for end in ends) == 1
    standing.refresh_from_db()
    assert standing.reason == clash.content["reason"]


@pytest.mark.django_db(transaction=True)
def test_one_accepts_all_while_another_answers_one(
    row: CampaignLine, unit: Unit, staff_with: Callable[..., Actor]
) -> None:
    """The act on all takes only what is still open; the answer of the other is not overwritten."""
    one, other = (staff_with("review.assess", unit_id=unit.pk) for _one in range(2))
    found = together(
        lambda: accept_fits(actor=one, line=row),
        lambda: answer_criterion(actor=other, line=row, key="C6a", given=Given("no", reason="giấy"), seen=0),
    )
    assert not [made for made in found if isinstance(made, Exception)], found
    said = Answer.objects.get(line=row, key="C6a")
    clash = Clash.objects.filter(line=row, subject="C6a").first()
    assert said.reason == "giấy" or (clash is not None and clash.content["reason"] == "giấy")
