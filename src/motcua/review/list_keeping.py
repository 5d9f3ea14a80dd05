"""Lists over a whole campaign, kept in memory until anything that they speak of changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils.translation import get_language

from motcua.proposals.models import YearlyVolume
from motcua.review.lists.definition import OfficialList
from motcua.review.models import Answer, Campaign, CampaignLine, EffortSheet, PartAnswer
from motcua.rulebook.selectors import law

MOST = 12  # lists kept; one of 600 lines takes about two megabytes
_kept: OrderedDict[tuple[str, ...], tuple[Any, OfficialList]] = OrderedDict()


def stamp_of(campaign: Campaign) -> tuple[Any, ...]:
    """What changes with every line, answer, part and volume of a campaign, and with the rules: small statements."""
    of_line = {"line__campaign": campaign}
    changes = (Count("pk"), Sum("version"), Max("at"))
    return (
        law().stamp,
        *CampaignLine.objects.filter(campaign=campaign).aggregate(Count("pk"), Sum("version")).values(),
        *Answer.objects.filter(**of_line, value="no").aggregate(*changes).values(),
        *PartAnswer.objects.filter(**of_line).aggregate(*changes).values(),
        *EffortSheet.objects.filter(**of_line).aggregate(*changes).values(),
        *YearlyVolume.objects.aggregate(Count("pk"), Sum("version"), Max("recorded_at")).values(),
        tuple(CampaignLine.objects.filter(campaign=campaign, state="closed").aggregate(Count("pk")).values()),
    )


def kept(campaign: Campaign, key: str, make: Callable[[], OfficialList]) -> OfficialList:
    """The list as it was made last, or made anew where anything changed since; one for each language."""
    place, stamp = (campaign.public_id, key, get_language() or ""), stamp_of(campaign)
    found = _kept.get(place)
    if found is not None and found[0] == stamp:
        return found[1]
    made = make()
    _kept[place] = (stamp, made)
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return made
