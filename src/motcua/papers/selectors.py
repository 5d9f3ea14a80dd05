"""Every read of documents and registers."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.papers.layout import document_of
from motcua.papers.models import Dispatch, Paper, Register, RegisterEntry, RegisterSource, Submission
from motcua.papers.models.papers import PaperQuerySet
from motcua.papers.text import storable

__all__ = [
    "dispatches_of",
    "document_of",
    "entries_of",
    "own_registers",
    "paper_by_id",
    "papers_of",
    "papers_rows",
    "register_by_id",
    "registers_rows",
    "submission_of",
]


def papers_of(actor: Actor, purpose: str, object_id: str) -> PaperQuerySet:
    """The documents made for one thing, latest first, as far as the actor may see them."""
    return Paper.objects.visible_to(actor).filter(purpose=purpose, object_id=object_id).order_by("-id")


def paper_by_id(actor: Actor, public_id: str) -> Paper | None:
    """The document of a public id, where the actor may see it."""
    rows = Paper.objects.visible_to(actor).select_related("unit", "file", "replaces")
    return rows.filter(public_id=storable(public_id)).first()


def papers_rows(
    actor: Actor,
    *,
    text: str = "",
    state: str = "",
    template: str = "",
    unit: Unit | None = None,
    since: date | None = None,
    until: date | None = None,
) -> PaperQuerySet:
    """The list of documents, latest first; `text` is a part of the title or the beginning of the number."""
    rows = Paper.objects.visible_to(actor).defer("data").prefetch_related("unit__periods")
    text = storable(text).strip()
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(number_text__startswith=text))
    if state:
        rows = rows.filter(state=state)
    if template:
        rows = rows.filter(template=storable(template))
    if unit is not None:
        rows = rows.filter(unit=unit)
    if since is not None:
        rows = rows.filter(signed_on__gte=since)
    if until is not None:
        rows = rows.filter(signed_on__lte=until)
    return rows.order_by("-id")


def registers_rows(actor: Actor, *, year: int | None = None, unit: Unit | None = None) -> QuerySet[Register]:
    """The registers, latest year first."""
    rows = Register.objects.visible_to(actor).prefetch_related("unit__periods")
    if year is not None:
        rows = rows.filter(year=year)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.order_by("-year", "unit_id", "kind", "id")


def register_by_id(actor: Actor, public_id: str) -> Register | None:
    """The register of a public id."""
    return (
        Register.objects.visible_to(actor)
        .prefetch_related("unit__periods")
        .filter(public_id=storable(public_id))
        .first()
    )


def entries_of(actor: Actor, register: Register) -> QuerySet[RegisterEntry]:
    """The numbers of a register, latest first, with their documents."""
    rows = RegisterEntry.objects.visible_to(actor).filter(register=register)
    return rows.select_related("paper").defer("paper__data").order_by("-number")


def dispatches_of(actor: Actor, paper: Paper) -> QuerySet[Dispatch]:
    """To whom a document was sent."""
    return Dispatch.objects.visible_to(actor).filter(paper=paper).order_by("id")


def own_registers(actor: Actor, paper: Paper, on: date) -> list[Register]:
    """The open registers from which a document may take its number in the year of `on`."""
    rows = Register.objects.visible_to(actor).filter(unit=paper.unit, year=on.year, source=RegisterSource.OWN)
    return list(rows.filter(closed_at__isnull=True).order_by("kind", "id")[:50])


def submission_of(paper: Paper) -> Submission | None:
    """The latest hand-over of a document to the document system."""
    return paper.submissions.order_by("-id").first()
