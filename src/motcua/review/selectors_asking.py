"""Every read about consultations and obstacles."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.review.models import Addressee, CampaignLine, Consultation, Obstacle, Opinion
from motcua.web.faults import UserError


def consultation_rows(actor: Actor, *, state: str = "", campaign: str = "") -> QuerySet[Consultation]:
    """Consultations, the newest first, with how many were asked, answered, were silent."""
    rows = Consultation.objects.visible_to(actor).select_related("campaign", "unit")
    if state:
        rows = rows.filter(state=state)
    if campaign:
        rows = rows.filter(campaign__public_id=campaign)
    return rows.annotate(
        asked=Count("addressees", distinct=True),
        answered=Count("addressees", filter=Q(addressees__answered_on__isnull=False), distinct=True),
        silent=Count("addressees", filter=Q(addressees__silent_on__isnull=False), distinct=True),
    ).order_by("-pk")


def find_consultation(actor: Actor, public_id: str) -> Consultation:
    """The consultation with the id. Raises `UserError` where there is none for this actor."""
    rows = Consultation.objects.visible_to(actor).select_related("campaign", "unit")
    row = rows.filter(public_id=public_id).first() if "\x00" not in public_id else None
    if row is None:
        raise UserError("no-such-consultation", _("Không có lần lấy ý kiến này."), status=404)
    return row


def addressees_of(consultation: Consultation) -> QuerySet[Addressee]:
    """Who was asked, with their opinions: two statements."""
    opinions = Opinion.objects.select_related("line__procedure").order_by("line_id")
    return consultation.addressees.select_related("unit").prefetch_related(Prefetch("opinions", opinions))


def asked_lines(consultation: Consultation) -> QuerySet[CampaignLine]:
    """The lines on which opinions are asked."""
    rows = CampaignLine.objects.filter(consultations__consultation=consultation)
    return rows.select_related("procedure", "procedure_version").order_by("pk")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the table of opinions: who, on what, which opinion, what became of it and why."""

    name: str
    code: str
    procedure: str
    said: str
    text: str
    taken: str
    reason: str


def table_of(consultation: Consultation) -> list[TableRow]:
    """The whole table of a consultation: every opinion with its reply, and everyone who did not answer."""
    names = {line.pk: line for line in asked_lines(consultation)}
    found = []
    for who in addressees_of(consultation):
        rows = list(who.opinions.all())
        if not rows:
            silent = _("không có ý kiến trong thời hạn") if who.silent_on else _("chưa có ý kiến")
            found.append(TableRow(who.name, "", "", silent, "", "", ""))
        for row in rows:
            line = names.get(row.line_id or 0)
            name = line.procedure_version.name if line and line.procedure_version else ""
            code = line.procedure.code if line else _("chung")
            taken = row.get_taken_display() if row.said == "other" or row.taken != "waiting" else ""
            found.append(TableRow(who.name, code, name, row.get_said_display(), row.text, taken, row.reason))
    return found


def obstacle_rows(actor: Actor, *, state: str = "", campaign: str = "") -> QuerySet[Obstacle]:
    """Obstacles as the actor sees them, the newest first; `state` "live" is all that are not closed."""
    rows = Obstacle.objects.visible_to(actor).select_related("campaign", "unit", "acting_unit", "line__procedure")
    if state == "live":
        rows = rows.exclude(state="closed")
    elif state:
        rows = rows.filter(state=state)
    if campaign:
        rows = rows.filter(campaign__public_id=campaign)
    return rows.order_by("-pk")


def find_obstacle(actor: Actor, public_id: str) -> Obstacle:
    """The obstacle with the id. Raises `UserError` where there is none for this actor."""
    row = obstacle_rows(actor).filter(public_id=public_id).first() if "\x00" not in public_id else None
    if row is None:
        raise UserError("no-such-obstacle", _("Không có vướng mắc này trong sổ."), status=404)
    return row
