"""Reads of impact files, their plain values for machines, and the file as a document."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.law.explained import Explained
from motcua.organisation.selectors import today_names
from motcua.papers.document import Annex, Document, HeadCell, Row, Table
from motcua.papers.models import Paper
from motcua.papers.rendering import MEDIA_TYPES, Format, render
from motcua.papers.selectors import paper_by_id
from motcua.papers.templating import document_from
from motcua.review.impact import WHO, Stand, form_of, next_step, standing
from motcua.review.models import ImpactFile, ImpactProcedure, ImpactProduct
from motcua.review.services.letterhead import head_of
from motcua.web.faults import UserError
from motcua.web.words import storable

FORMATS: dict[str, Format] = {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf"}
ALL_FORMATS = (*FORMATS, "json")
_HEAD = ("STT", "Bước", "Thủ tục", "Ngày", "Số, ký hiệu", "Sản phẩm", "Nội dung chính")
_WIDTHS = (5.0, 22.0, 22.0, 10.0, 12.0, 14.0, 15.0)


@dataclass(frozen=True, slots=True)
class Whole:
    """An impact file with everything in it."""

    row: ImpactFile
    procedures: tuple[ImpactProcedure, ...]
    products: tuple[ImpactProduct, ...]
    stands: Explained[tuple[Stand, ...]]


def impact_rows(actor: Actor, *, state: str = "") -> QuerySet[ImpactFile]:
    """Impact files, newest first."""
    rows = ImpactFile.objects.visible_to(actor)
    return rows.filter(state=state) if state else rows


def find_impact(actor: Actor, public_id: str) -> ImpactFile:
    """An impact file by public id. Raises `UserError` (404) where there is none for the actor."""
    rows = ImpactFile.objects.visible_to(actor).select_related("drafter", "appraiser", "campaign")
    row = rows.filter(public_id=storable(public_id)).first()
    if row is None:
        raise UserError("no-impact", _("Không có hồ sơ đánh giá tác động này."), status=404)
    return row


def whole(row: ImpactFile) -> Whole:
    """Everything in a file, by three statements however much there is."""
    procedures = tuple(row.procedures.select_related("procedure"))
    products = tuple(row.products.select_related("subject", "file", "paper"))
    return Whole(row, procedures, products, standing(row, procedures, products))


def find_product(row: ImpactFile, public_id: str) -> ImpactProduct:
    """A product of a file by public id. Raises `UserError` (404)."""
    found = row.products.select_related("impact", "subject", "file").filter(public_id=storable(public_id))
    product = found.first()
    if product is None:
        raise UserError("no-product", _("Không có sản phẩm này."), status=404)
    return product


def find_subject(row: ImpactFile, public_id: str) -> ImpactProcedure | None:
    """A procedure of a file by public id; None for "". Raises `UserError` where there is none."""
    if not public_id:
        return None
    found = row.procedures.filter(public_id=storable(public_id)).first()
    if found is None:
        raise UserError("no-subject", _("Dự thảo không có thủ tục này."), field="subject")
    return found


def paper_named(actor: Actor, text: str) -> Paper | None:
    """The paper of an address or id; None for "". Raises `UserError` where the actor sees none."""
    key = text.strip().rstrip("/").rpartition("/")[2]
    if not key:
        return None
    paper = paper_by_id(actor, key)
    if paper is None:
        raise UserError("no-paper", _("Không có văn bản này trong hệ thống."), field="paper")
    return paper


def impact_dict(row: ImpactFile) -> dict[str, Any]:
    """A file without what is in it."""
    names = today_names({row.drafter_id, row.appraiser_id})
    return {
        "id": row.public_id,
        "title": row.title,
        "changes": row.changes,
        "drafter": names.get(row.drafter_id, ""),
        "appraiser": names.get(row.appraiser_id, ""),
        "campaign": row.campaign.public_id if row.campaign else None,
        "law_date": row.law_date.isoformat(),
        "state": row.state,
        "number": row.number,
        "ended_on": row.ended_on.isoformat() if row.ended_on else None,
        "reason": row.reason,
        "version": row.version,
    }


def whole_dict(row: ImpactFile) -> dict[str, Any]:
    """A file with its procedures, products and steps, and why it stands where it does."""
    found = whole(row)
    step = next_step(found.stands.value)
    return {
        **impact_dict(row),
        "procedures": [
            {
                "id": one.public_id,
                "code": one.procedure.code if one.procedure else "",
                "name": one.name,
                "act": one.act,
                "form": form_of(one.act, row.law_date),
            }
            for one in found.procedures
        ],
        "steps": [
            {
                "key": one.step.key,
                "name": one.step.name,
                "by": one.step.by,
                "done": one.is_done,
                "lacking": [each.public_id for each in one.lacking],
            }
            for one in found.stands.value
        ],
        "products": [_product_dict(one) for one in found.products],
        "next": {"step": step.key, "by": step.by} if step and row.state == "open" else None,
        "why": [reason.to_dict(_) for reason in found.stands.reasons],
    }


def _product_dict(one: ImpactProduct) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "step": one.step,
        "subject": one.subject.public_id if one.subject else None,
        "on": one.on_date.isoformat(),
        "number": one.number,
        "summary": one.summary,
        "file": one.file.name if one.file else None,
        "paper": one.paper.public_id if one.paper else None,
        "withdrawn": one.withdrawn_because if one.withdrawn_at else None,
    }


def drawn(row: ImpactFile, form: str) -> tuple[bytes, str]:
    """A file as DOCX, XLSX, PDF or JSON, with its media type. Raises `UserError` for another format."""
    if form == "json":
        return (json.dumps(whole_dict(row), ensure_ascii=False, indent=2) + "\n").encode(), "application/json"
    if form not in FORMATS:
        hint = _("Chọn một trong: {names}.").format(names=", ".join([*FORMATS, "json"]))
        raise UserError("no-such-format", _("Không có định dạng này."), field="format", hint=hint)
    return render(document_of(row), FORMATS[form]), MEDIA_TYPES[form]


def document_of(row: ImpactFile) -> Document:
    """A letter of the drafting unit with the table of steps and products as its annex."""
    found, today = whole(row), timezone.localdate()
    lines = [line for stand in found.stands.value for line in _lines(stand)]
    rows = tuple(Row((place, *line)) for place, line in enumerate(lines, start=1))
    head = (tuple(HeadCell(text) for text in _HEAD),)
    table = Table(head, rows, _WIDTHS, ("center", "left", "left", "center", "left", "left", "left"))
    step = next_step(found.stands.value)
    stands = f"Hồ sơ đang chờ {WHO[step.by]}: {step.name}." if step else "Hồ sơ đã đủ các bước."
    data = {
        **head_of(row.drafter, today, "…", "…"),
        "subject": f"hồ sơ đánh giá tác động thủ tục hành chính của {row.title}",
        "addressees": ["…"],
        "body": [f"Dự thảo quy định {len(found.procedures)} thủ tục hành chính. {stands}"],
    }
    annex = Annex("Phụ lục", "HỒ SƠ ĐÁNH GIÁ TÁC ĐỘNG THỦ TỤC HÀNH CHÍNH", row.title, (table,), landscape=True)
    return replace(document_from("letter", today, data), annexes=(annex,))


def _lines(stand: Stand) -> list[tuple[str, ...]]:
    name = stand.step.name
    told = [
        (
            name,
            one.subject.name if one.subject else "",
            f"{one.on_date:%d/%m/%Y}",
            one.number,
            one.file.name if one.file else one.paper.title if one.paper else "",
            one.summary,
        )
        for one in stand.products
    ]
    absent = [(name, one.name, "", "", "chưa có", "") for one in stand.lacking]
    return [*told, *absent] or [(name, "", "", "", "chưa có", "")]
