"""A unit that has assessed everything is led to the approval by its head and to sending, from where its people work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.review.models import CampaignUnit, LineState
from motcua.review.selectors import parts_to_pass_on
from motcua.review.services.submitting import approve_unit, submit_unit
from tests.review.campaigns import assessed, given_to, opened, procedures

pytestmark = pytest.mark.django_db
WORDS = "kết quả rà soát của đơn vị chờ duyệt, gửi"


@pytest.fixture
def part(system: Actor, justice: Unit) -> CampaignUnit:
    """Two procedures in the hands of a department, nothing assessed."""
    procedures(2)
    return given_to(system, opened(system), justice)


def home(client: Client) -> str:
    return client.get(reverse("desk-home")).content.decode()


def test_nothing_waits_while_a_procedure_is_unassessed(
    part: CampaignUnit, system: Actor, justice: Unit, actor_with: Callable[..., Actor]
) -> None:
    head = actor_with("review.approve", unit_id=justice.pk)
    assert not parts_to_pass_on(head).exists()
    assessed(system, part)
    assert parts_to_pass_on(head).get() == part
    first = part.campaign.lines.earliest("pk")
    part.campaign.lines.filter(pk=first.pk).update(state=LineState.RETURNED)
    assert not parts_to_pass_on(head).exists()


def test_the_head_approves_and_the_focal_officer_sends(
    part: CampaignUnit, system: Actor, justice: Unit, client_with: Callable[..., Client]
) -> None:
    head = client_with("desk.view", "review.view", "review.approve", unit_id=justice.pk)
    focal = client_with("desk.view", "review.view", "review.assess", unit_id=justice.pk)
    assessed(system, part)
    assert WORDS in home(head)
    assert WORDS not in home(focal)
    part.refresh_from_db()
    part = approve_unit(actor=system, part=part, version=part.version)
    assert WORDS in home(focal)
    submit_unit(actor=system, part=part, version=part.version)
    assert WORDS not in home(head) + home(focal)


def test_another_department_is_not_told(
    part: CampaignUnit, system: Actor, finance: Unit, actor_with: Callable[..., Actor]
) -> None:
    assessed(system, part)
    assert not parts_to_pass_on(actor_with("review.approve", unit_id=finance.pk)).exists()


def test_the_page_of_work_leads_to_the_units_part(
    part: CampaignUnit, justice: Unit, client_with: Callable[..., Client]
) -> None:
    head = client_with("desk.view", "review.view", "review.approve", unit_id=justice.pk)
    page = head.get(reverse("review:work")).content.decode()
    assert page.count(f'href="{reverse("review:my-parts")}"') == 2  # the tab, and the way on from an empty list
    listed = head.get(reverse("review:my-parts")).content.decode()
    assert reverse("review:part", args=[part.public_id]) in listed
    assert reverse("review:work") in listed
