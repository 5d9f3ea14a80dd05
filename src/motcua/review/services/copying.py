"""A new plan from last year's: units, weights, lists, tasks and targets, a year later."""

from __future__ import annotations

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.publication.owners import unit_in_charge
from motcua.review.content import CampaignContent, ScopeRule
from motcua.review.deadlines import DAYS, refuse_bad_days
from motcua.review.models import Campaign, CampaignKind, CampaignTarget, CampaignTask, CampaignUnit
from motcua.review.services.claims import tell


@service(permission="review.plan")
def copy_campaign(*, actor: Actor, campaign: Campaign, title: str, year: int) -> Campaign:
    """Open a plan for `year` that takes over what another said; its results stay where they are.

    Days move by as many years; units that ended give way to their heirs; choices by hand are not taken over, for they
    were made for that year's catalogue. Raises `UserError` where the moved days are over.
    """
    step = year - campaign.year
    content = _asked_of(campaign, title, year)
    refuse_bad_days(content, timezone.localdate())
    made = Campaign.objects.create(
        kind=campaign.kind,
        title=content.title or title_for(campaign.title, campaign.year, year),
        year=year,
        ground=campaign.ground,
        scope=campaign.scope,
        weights=campaign.weights,
        copied_from=campaign,
        follows=campaign.follows,
        created_by=actor.user,
        **{name: getattr(content, name) for name in DAYS},
    )
    made.exclusions.set(campaign.exclusions.all())
    _copy_units(campaign, made, step)
    _copy_tasks(campaign, made, step)
    _copy_targets(campaign, made, step)
    tell("campaign.copied", made, source=campaign.title)
    return made


def title_for(title: str, before: int, year: int) -> str:
    """The title of a plan a few years on: its own year moves along, not numbers of documents; else the year follows."""
    found = re.compile(rf"(?<!\d){before}(?![\d/])")
    if found.search(title):
        return found.sub(str(year), title)
    return _("{title} năm {year}").format(title=title, year=year)


def moved(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _asked_of(campaign: Campaign, title: str, year: int) -> CampaignContent:
    step = year - campaign.year
    return CampaignContent(
        title=title,
        year=year,
        kind=CampaignKind(campaign.kind),
        ground=campaign.ground,
        scope=ScopeRule.read(campaign.scope),
        opens_on=moved(campaign.opens_on, step),
        unit_result_due=moved(campaign.unit_result_due, step),
        check_due=moved(campaign.check_due, step),
        consolidation_due=moved(campaign.consolidation_due, step),
    ).trimmed()


def _later(day: date | None, years: int) -> date | None:
    return moved(day, years) if day else None


def _copy_units(source: Campaign, made: Campaign, years: int) -> None:
    today = timezone.localdate()
    parts: dict[int, CampaignUnit] = {}
    for part in source.units.select_related("unit").order_by("-role"):  # a lead comes first: it wins over help
        heir = unit_in_charge(part.unit, today).value
        if heir is not None and heir.pk not in parts:
            due = _later(part.result_due, years)
            parts[heir.pk] = CampaignUnit(campaign=made, unit_id=heir.pk, role=part.role, result_due=due)
    CampaignUnit.objects.bulk_create(parts.values())


def _copy_tasks(source: Campaign, made: Campaign, years: int) -> None:
    CampaignTask.objects.bulk_create(
        CampaignTask(
            campaign=made,
            ordinal=task.ordinal,
            text=task.text,
            unit=task.unit,
            unit_text=task.unit_text,
            due_on=_later(task.due_on, years),
            product=task.product,
        )
        for task in source.tasks.select_related("unit")
    )


def _copy_targets(source: Campaign, made: Campaign, years: int) -> None:
    CampaignTarget.objects.bulk_create(
        CampaignTarget(
            campaign=made,
            ordinal=target.ordinal,
            text=target.text,
            tier=target.tier,
            percent=target.percent,
            by_date=moved(target.by_date, years),
        )
        for target in source.targets.all()
    )
