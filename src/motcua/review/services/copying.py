"""A new plan from last year's: units, weights, lists, tasks and targets, a year later."""

from __future__ import annotations

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
    days = {name: moved(getattr(campaign, name), step) for name in DAYS}
    content = CampaignContent(
        title=title,
        year=year,
        kind=CampaignKind(campaign.kind),
        ground=campaign.ground,
        scope=ScopeRule.read(campaign.scope),
        opens_on=days["opens_on"],
        unit_result_due=days["unit_result_due"],
        check_due=days["check_due"],
        consolidation_due=days["consolidation_due"],
    ).trimmed()
    refuse_bad_days(content, timezone.localdate())
    made = Campaign.objects.create(
        kind=campaign.kind,
        title=content.title or _("{title} năm {year}").format(title=campaign.title, year=year),
        year=year,
        ground=campaign.ground,
        scope=campaign.scope,
        weights=campaign.weights,
        copied_from=campaign,
        follows=campaign.follows,
        created_by=actor.user,
        **days,
    )
    made.exclusions.set(campaign.exclusions.all())
    _copy_units(campaign, made)
    CampaignTask.objects.bulk_create(
        CampaignTask(
            campaign=made,
            ordinal=task.ordinal,
            text=task.text,
            unit=task.unit,
            unit_text=task.unit_text,
            due_on=moved(task.due_on, step) if task.due_on else None,
            product=task.product,
        )
        for task in campaign.tasks.select_related("unit")
    )
    CampaignTarget.objects.bulk_create(
        CampaignTarget(
            campaign=made,
            ordinal=target.ordinal,
            text=target.text,
            tier=target.tier,
            percent=target.percent,
            by_date=moved(target.by_date, step),
        )
        for target in campaign.targets.all()
    )
    tell("campaign.copied", made, source=campaign.title)
    return made


def moved(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _copy_units(source: Campaign, made: Campaign) -> None:
    today = timezone.localdate()
    roles: dict[int, str] = {}
    for part in source.units.select_related("unit").order_by("-role"):  # a lead comes first: it wins over help
        heir = unit_in_charge(part.unit, today).value
        if heir is not None:
            roles.setdefault(heir.pk, part.role)
    CampaignUnit.objects.bulk_create(CampaignUnit(campaign=made, unit_id=pk, role=role) for pk, role in roles.items())
