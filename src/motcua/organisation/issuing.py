"""Who issues for the province, and how its papers name the committee and the place."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.organisation.models import Unit
from motcua.organisation.selectors import children_on, province
from motcua.web.faults import UserError

COMMITTEE = "people_committee"  # the kind of unit


def provincial_issuer() -> Unit:
    """The province's people's committee. Raises `UserError` where no province was chosen."""
    chosen = province()
    if chosen is None:
        raise UserError("no-province", _("Chưa chọn tỉnh của hệ thống nên chưa có cơ quan ban hành."), status=409)
    below = children_on(chosen, timezone.localdate()).filter(kind__key=COMMITTEE).first()
    return below.unit if below else chosen


def committee_named(unit: str) -> str:
    """The people's committee of a place by the place's name; a committee's own name stays as it is."""
    return unit if unit.startswith("Ủy ban nhân dân") else f"Ủy ban nhân dân {unit[:1].lower()}{unit[1:]}"


def place_named(committee: str) -> str:
    """The place of issue as papers write it: "Ủy ban nhân dân tỉnh Vĩnh Long" → "Vĩnh Long"."""
    return committee.removeprefix("Ủy ban nhân dân ").removeprefix("tỉnh ").removeprefix("thành phố ")
