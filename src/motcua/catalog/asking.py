"""What machine API and terminal share: rows found by code or id, records read from JSON, layers from plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.catalog.intake.jsonrecord import item_of
from motcua.catalog.intake.limits import DEFAULT
from motcua.catalog.models import Component, ImportBatch, LimitUnit, Procedure, ProcedureVersion, VersionState
from motcua.catalog.record import ProcedureRecord, Rejection
from motcua.catalog.selectors import import_rows, procedure_by_code, version_for, with_parts
from motcua.catalog.services.layers import LayerContent
from motcua.web.faults import UserError


def find(actor: Actor, code: str) -> Procedure:
    """The procedure with the code; raises `UserError` where there is none for this actor."""
    procedure = procedure_by_code(code, actor) if "\x00" not in code else None
    if procedure is None:
        raise UserError(
            "no-such-procedure",
            _("Không có thủ tục mã {code} trong danh mục.").format(code=code),
            hint=_("Mã có dạng 1.001193; tra theo tên bằng lệnh search."),
            status=404,
        )
    return procedure


def find_version(procedure: Procedure, day: date | None) -> ProcedureVersion:
    """The version in force on the day, without a day the present or the last one; raises `UserError` for none."""
    version = version_for(procedure, day)
    if version is None:
        raise UserError(
            "not-in-force",
            _("Thủ tục {code} không có hiệu lực vào ngày đó.").format(code=procedure.code),
            hint=_("Chọn ngày khác, hoặc bỏ ngày để xem bản đang áp dụng."),
            status=404,
        )
    return version


def find_draft(actor: Actor, code: str) -> ProcedureVersion:
    """The open draft of a procedure, with its parts; raises `UserError` where there is none for this actor."""
    procedure = find(actor, code)
    drafts = procedure.versions.visible_to(actor).filter(state=VersionState.DRAFT)
    draft = with_parts(drafts).first()
    if draft is None:
        raise UserError("no-draft", _("Thủ tục {code} không có bản dự thảo.").format(code=code), status=404)
    return draft


def find_import(actor: Actor, public_id: str) -> ImportBatch:
    """The import with the id; raises `UserError` where there is none for this actor."""
    batch = import_rows(actor).filter(public_id=public_id).first() if "\x00" not in public_id else None
    if batch is None:
        raise UserError("no-such-import", _("Không có lần nhập này."), status=404)
    return batch


def find_paper(actor: Actor, code: str, ordinal: int) -> Component:
    """A paper of the version in force by its place; raises `UserError` where there is none."""
    procedure = find(actor, code)
    papers = Component.objects.filter(procedure_version__current_of=procedure, ordinal=ordinal)
    paper = papers.select_related("procedure_version__procedure").first()
    if paper is None:
        raise UserError("no-such-paper", _("Thủ tục {code} không có giấy tờ này.").format(code=code), status=404)
    return paper


def record_from(row: Any, source: str) -> ProcedureRecord:
    """The record that a JSON object states (the shape of JSON lines); raises `UserError` for one that is none."""
    item = item_of(row, source, DEFAULT)
    if isinstance(item, Rejection):
        raise UserError("not-a-record", item.reason)
    return item


def layer_from(given: Mapping[str, Any]) -> tuple[date, LayerContent]:
    """First day and content of a layer given as plain values; raises `UserError` for what cannot be read."""
    texts = {name for name in LayerContent.__dataclass_fields__ if name != "limit_value"}
    unknown = sorted(set(given) - texts - {"limit_value", "effective_from"})
    if unknown:
        raise UserError("unknown-field", _("Trường lạ: {names}.").format(names=", ".join(unknown)))
    try:
        start = date.fromisoformat(str(given.get("effective_from")))
    except ValueError:
        raise UserError("bad-date", _("Ghi ngày áp dụng như 2026-11-20."), field="effective_from") from None
    limit = given.get("limit_value")
    try:
        amount = Decimal(str(limit)) if limit is not None else None
    except InvalidOperation:
        amount = Decimal(-1)
    if amount is not None and not (amount.is_finite() and 0 < amount < 1_000_000):
        raise UserError("bad-limit", _("Thời hạn rút ngắn phải là một số lớn hơn 0."), field="limit_value")
    unit = str(given.get("limit_unit") or "")
    if unit and unit not in LimitUnit.values:
        raise UserError("bad-unit", _("Đơn vị thời hạn không có trong danh sách."), field="limit_unit")
    said = {name: str(given.get(name) or "") for name in texts}
    return start, LayerContent(**{**said, "limit_value": amount})  # type: ignore[arg-type]
