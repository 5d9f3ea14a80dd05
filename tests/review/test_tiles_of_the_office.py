"""What the start page of procedure control says of late amendments: silent, one, several, until they are ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.review.content import Ended
from motcua.review.models import Campaign, Pursuit, Remedy
from motcua.review.selectors_following import late_own_documents
from motcua.review.services.following import end_pursuit
from tests.review.campaigns import TODAY, content

pytestmark = pytest.mark.django_db
WORDS = "văn bản của tỉnh quá hạn sửa đổi"
LATE, TO_COME = date(2026, 2, 1), date(2026, 3, 2)


@pytest.fixture
def pursued(system: Actor, justice: Unit) -> Callable[..., Pursuit]:
    """`pursued("15/2020/QĐ-UBND", "Điều 5")`: a provision that is followed in one campaign."""
    from motcua.review.services.planning import plan_campaign

    campaign: Campaign = plan_campaign(actor=system, content=content())

    def make(document: str, article: str, due_on: date = LATE, remedy: str = Remedy.OWN_DOCUMENT) -> Pursuit:
        return Pursuit.objects.create(
            campaign=campaign, remedy=remedy, document=document, article=article, due_on=due_on
        )

    return make


def test_nothing_is_said_while_nothing_is_late(pursued: Callable[..., Pursuit], system: Actor) -> None:
    pursued("15/2020/QĐ-UBND", "Điều 5", due_on=TO_COME)
    pursued("12/2024/NĐ-CP", "Điều 7", remedy=Remedy.MINISTRY)
    assert late_own_documents(system, TODAY) is None


def test_a_document_counts_once_and_the_oldest_is_named(pursued: Callable[..., Pursuit], system: Actor) -> None:
    first = pursued("15/2020/QĐ-UBND", "Điều 5")
    pursued("15/2020/QĐ-UBND", "Điều 6")
    pursued("3/2021/QĐ-UBND", "Điều 1", due_on=date(2026, 2, 20))
    late = late_own_documents(system, TODAY)
    assert late is not None
    assert (late.number, late.document, late.due_on) == (2, "15/2020/QĐ-UBND", LATE)
    assert late.campaign == first.campaign.public_id


def test_the_start_page_leads_to_the_late_ones_until_they_end(
    pursued: Callable[..., Pursuit], system: Actor, client_with: Callable[..., Client]
) -> None:
    row = pursued("15/2020/QĐ-UBND", "Điều 5")
    office = client_with("control.view", "review.view", "review.check")
    page = office.get(reverse("control-home")).content.decode()
    assert WORDS in page
    assert "15/2020/QĐ-UBND, hạn 01/02/2026" in page
    where = reverse("review:follow", args=[row.campaign.public_id])
    listed = office.get(where, {"state": "late", "remedy": "own_document"}).content.decode()
    assert reverse("review:pursuit", args=[row.public_id]) in listed
    end_pursuit(actor=system, pursuit=row, ended=Ended("amended", "3/2026/QĐ-UBND", TODAY), version=row.version)
    assert WORDS not in office.get(reverse("control-home")).content.decode()


def test_who_does_not_check_is_not_told(pursued: Callable[..., Pursuit], client_with: Callable[..., Client]) -> None:
    pursued("15/2020/QĐ-UBND", "Điều 5")
    assert WORDS not in client_with("control.view").get(reverse("control-home")).content.decode()
