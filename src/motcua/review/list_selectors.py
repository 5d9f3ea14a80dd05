"""Reads of made documents and of worksheets."""

from __future__ import annotations

from django.db.models import Prefetch

from motcua.access.actors import Actor
from motcua.review.models import (
    Answer,
    Campaign,
    CampaignLine,
    CostSheet,
    ListFile,
    ListSet,
    PartAnswer,
)
from motcua.web.words import storable


def latest_set(actor: Actor, campaign: Campaign, *, finished: bool | None = None) -> ListSet | None:
    """The newest set of documents of a campaign, with its files; `finished` narrows to whole or unfinished ones."""
    rows = ListSet.objects.visible_to(actor).filter(campaign=campaign)
    if finished is not None:
        rows = rows.filter(finished_at__isnull=not finished)
    files = Prefetch("files", ListFile.objects.select_related("file"))
    return rows.prefetch_related(files).order_by("-id").first()


def file_by_id(actor: Actor, campaign: Campaign, public_id: str) -> ListFile | None:
    """A made document of a campaign."""
    sets = ListSet.objects.visible_to(actor).filter(campaign=campaign)
    rows = ListFile.objects.filter(list_set__in=sets).select_related("file")
    return rows.filter(public_id=storable(public_id)).first()


def changed_since(row: ListSet) -> bool:
    """Whether an answer or a conclusion was written after a set was asked for."""
    given = {"line__campaign": row.campaign_id, "at__gt": row.asked_at}
    return (
        Answer.objects.filter(**given).exists()
        or PartAnswer.objects.filter(**given).exists()
        or CampaignLine.objects.filter(campaign=row.campaign_id, assessed_at__gt=row.asked_at).exists()
        or CostSheet.objects.filter(**given).exists()
    )


def cost_sheets(line: CampaignLine) -> dict[str, CostSheet]:
    """The worksheets of a line by side."""
    return {row.side: row for row in CostSheet.objects.filter(line=line)}
