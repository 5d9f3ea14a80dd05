"""Between a kept document and its picture: templates of a day, data checked against them, the document drawn anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from motcua.organisation.models import Unit, UnitPeriod
from motcua.organisation.models.vocabulary import KindGroup
from motcua.papers import templating
from motcua.papers.document import Document, Table
from motcua.papers.models import Paper


def version_of_template(key: str, on: date) -> str:
    """The version of the template that holds on a day; raises `UserError` where there is none."""
    return str(templating.template(key, on).version)


def check_data(key: str, on: date, data: Mapping[str, Any]) -> None:
    """Raise `UserError`, naming the field, where a template cannot be filled with `data`."""
    templating.document_from(key, on, dict(data))


def issuing_agency(unit: Unit, on: date) -> dict[str, str]:
    """`agency_parent` and `agency_name` of a unit as they were called on a day; empty where it did not exist.

    A place ("Tỉnh …") issues as its people's committee, with no agency above it (Decree 30/2020, Annex I).
    """
    period = UnitPeriod.objects.filter(unit=unit).on(on).select_related("kind").first()
    if period is None:
        return {}
    if period.kind.group == KindGroup.TERRITORY:
        return {"agency_parent": "", "agency_name": _committee(period.name)}
    above = UnitPeriod.objects.on(on).filter(unit__in=_directly_above(unit, on)).select_related("kind").first()
    parent = "" if above is None else above.name
    if above is not None and above.kind.group == KindGroup.TERRITORY:
        parent = _committee(above.name)
    return {"agency_parent": parent, "agency_name": period.name}


def _directly_above(unit: Unit, on: date) -> list[int]:
    return [row.ancestor_id for row in unit.above.filter(depth=1) if row.covers(on)]


def _committee(place: str) -> str:
    return f"Ủy ban nhân dân {place[:1].lower()}{place[1:]}"


def document_of(paper: Paper) -> Document:
    """The document as it is to be drawn: its data in the layout of its day, with number, date and signer as signed."""
    if paper.signed_on is None:
        return templating.document_from(paper.template, paper.made_on, dict(paper.data))
    number = f"{paper.number:02d}"
    signed = {"number": number, "symbol": paper.symbol, "on": paper.signed_on.isoformat()}  # annexes cite them too
    document = templating.document_from(paper.template, paper.made_on, {**paper.data, **signed})
    return replace(document, signature=replace(document.signature, name=paper.signer))


def has_table(document: Document) -> bool:
    """Whether a workbook can be made of the document: it holds a table somewhere."""
    blocks = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
    return any(isinstance(block, Table) for block in blocks)
