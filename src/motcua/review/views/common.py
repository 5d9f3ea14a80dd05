"""What the pages of campaigns share: who is asked for, the way back to a filtered list, looks of states."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from motcua.access.routes import actor_of
from motcua.review.models import Campaign, CampaignUnit
from motcua.review.selectors import campaign_by_id, part_by_id
from motcua.web.paging import PARAMETER

NAV = {"nav": "reviewing"}
CAMPAIGN_LOOKS = {
    "draft": "neutral",
    "open": "info",
    "checking": "info",
    "consolidated": "warning",
    "decided": "success",
    "closed": "neutral",
}
UNIT_LOOKS = {
    "assigned": "neutral",
    "working": "info",
    "approved": "info",
    "submitted": "warning",
    "returned": "danger",
    "confirmed": "success",
    "handed_over": "neutral",
}
LINE_LOOKS = {
    "open": "neutral",
    "assessed": "info",
    "submitted": "warning",
    "returned": "danger",
    "confirmed": "success",
    "decided": "success",
    "closed": "neutral",
}


def campaign_or_404(request: HttpRequest, public_id: str) -> Campaign:
    """The campaign that the address names, as far as the person may see it."""
    found = campaign_by_id(actor_of(request), public_id)
    if found is None:
        raise Http404
    return found


def part_or_404(request: HttpRequest, public_id: str) -> CampaignUnit:
    """The unit's part that the address names."""
    found = part_by_id(actor_of(request), public_id)
    if found is None:
        raise Http404
    return found


def filtered(request: HttpRequest, target: str) -> str:
    """The address of a list with the filters that the request's own address holds, from its first page."""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    return f"{target}?{query.urlencode()}" if query else target
