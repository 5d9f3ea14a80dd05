"""A concluded level is shown in words, never by its key: what is below every level, and kinds that keep or abolish."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.organisation.models import Unit
from motcua.review.decision_paper import LevelWords
from motcua.review.models import CampaignKind
from tests.review import sheets

pytestmark = pytest.mark.django_db
ONLINE, SIMPLER = CampaignKind.ONLINE, CampaignKind.SIMPLIFICATION


@pytest.mark.parametrize(
    ("kind", "day", "level", "words"),
    [
        (ONLINE, date(2026, 11, 2), "not_met", "chưa đáp ứng"),
        (ONLINE, date(2026, 3, 2), "not_met", "chưa đáp ứng"),
        (ONLINE, date(2020, 3, 2), "0", "chưa đạt mức độ 1"),
        (SIMPLER, date(2026, 3, 2), "amend", "sửa đổi, bổ sung"),
        (SIMPLER, date(2026, 3, 2), "abolish", "bãi bỏ"),
        (ONLINE, date(2026, 3, 2), "", ""),
    ],
)
def test_every_conclusion_has_words(justice: Unit, kind: str, day: date, level: str, words: str) -> None:
    """Whatever a unit may conclude on a day, in a kind of campaign."""
    line = sheets.line(sheets.campaign(day, kind), justice)
    line.level = level
    assert LevelWords()(line) == words


def test_two_campaigns_of_one_day_do_not_borrow_words(justice: Unit) -> None:
    """The same words-giver serves a list over several campaigns."""
    say = LevelWords()
    first = sheets.line(sheets.campaign(), justice)
    second = sheets.line(sheets.campaign(kind=SIMPLER), justice)
    first.level, second.level = "full", "replace"
    assert (say(first) == "full", say(second)) == (False, "thay thế")
