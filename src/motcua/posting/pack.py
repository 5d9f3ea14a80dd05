"""The print pack of a desk: the checklist of its changes and, for what goes up, a slip with QR code to hang."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from motcua.catalog.explain import explain_fee, explain_time
from motcua.catalog.models import ProcedureVersion, ProvincialLayer
from motcua.catalog.selectors import with_parts
from motcua.organisation.models import UnitPeriod
from motcua.organisation.models.vocabulary import KindGroup
from motcua.organisation.selectors import ancestors_on
from motcua.papers.document import Document
from motcua.papers.templating import document_from
from motcua.posting.selectors import board_of
from motcua.posting.todo import Item
from motcua.rulebook.selectors import rules_on

TEMPLATE = "posting-pack"
PART = 100  # changes in one pack; more are printed in parts
_GROUPS = {"up": "put_up", "replace": "replace", "down": "take_down"}


@dataclass(frozen=True, slots=True)
class _Said:
    """What a version says on a slip: the decision that announced it, its time limit and fee as the portal says."""

    decision: str
    time: str
    fee: str


def parts_of(items: Sequence[Item]) -> list[tuple[int, int, int]]:
    """The parts that a list of changes is printed in: number of the part, first and last change in it."""
    starts = range(0, len(items), PART)
    return [(number, start + 1, min(start + PART, len(items))) for number, start in enumerate(starts, start=1)]


def pack_document(desk: UnitPeriod, items: Sequence[Item], on: date) -> Document:
    """The pack for changes of a desk's board as an official document of that day.

    Raises `UserError` as `document_from`. A fixed number of statements however many changes there are.
    """
    shown = _shown({item.version_id for item in items if item.version_id}, on)
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in _GROUPS.values()}
    for item in items:
        groups[_GROUPS[item.act]].append(_row(item, shown))
    above = ancestors_on(desk.unit, on)
    data: dict[str, Any] = {
        "agency_parent": above[0].name if above else "",
        "agency_name": desk.name,
        "place": _place(above),
        "on": on.isoformat(),
        "desk": desk.name,
        **groups,
    }
    seen = board_of(desk).seen_on
    if seen is not None:
        data["since"] = seen.isoformat()
    return document_from(TEMPLATE, on, data)


def _row(item: Item, shown: Mapping[int, _Said]) -> dict[str, str]:
    said = shown.get(item.version_id, _Said("", "", ""))
    row = {"code": item.code, "name": item.name, "decision": item.facts.decision or said.decision}
    if item.act == "down":
        return row
    address = settings.BASE_URL + reverse("catalog:procedure", args=[item.code])
    words = {"field": item.field, "time_limit": said.time, "fee": said.fee}
    return {**row, **words, "address": address, "qr": qr_png(address)}


def _shown(versions: set[int], on: date) -> dict[int, _Said]:
    """Decision, time limit and fee of each version, as the citizen's page says them."""
    rows = with_parts(ProcedureVersion.objects.filter(pk__in=versions))
    layers = {
        layer.procedure_id: layer
        for layer in ProvincialLayer.objects.filter(procedure__versions__in=versions, effective_from__lte=on).order_by(
            "effective_from"
        )
        if layer.effective_to is None or on < layer.effective_to
    }
    rules = rules_on(on)
    return {
        row.pk: _Said(
            row.decision_no,
            explain_time(row, layers.get(row.procedure_id), rules).value,
            explain_fee(row, layers.get(row.procedure_id)).value,
        )
        for row in rows
    }


def _place(above: Sequence[UnitPeriod]) -> str:
    """The place name of Decree 30: the territory that the desk belongs to, without the word for its kind."""
    for period in above:
        if period.kind.group == KindGroup.TERRITORY:
            return period.name.removeprefix(f"{period.kind.name} ")
    return str(settings.PROVINCE_NAME)


@lru_cache(maxsize=4096)
def qr_png(address: str) -> str:
    """A PNG picture of an address as a QR code, in base64."""
    stream = BytesIO()
    segno.make(address, error="m", micro=False).save(stream, kind="png", scale=6, border=2)
    return base64.b64encode(stream.getvalue()).decode()
