"""From one JSON object to a record: the flat shape of the collected records, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from motcua.catalog.intake.checked import checked
from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.intake.limits import Limits
from motcua.catalog.intake.portal_json import is_portal, portal_record
from motcua.catalog.record import (
    ChannelKind,
    ChannelRecord,
    ComponentRecord,
    Item,
    LegalBasisRecord,
    Level,
    ProcedureRecord,
    Rejection,
    ResultRecord,
)
from motcua.web.words import storable

_T = TypeVar("_T")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database keeps these
LEVELS: dict[str, Level] = {
    "bo": "ministry",
    "tinh": "province",
    "huyen": "district",
    "xa": "commune",
    "khac": "other",
}
CHANNELS: dict[str, ChannelKind] = {"truc_tiep": "counter", "truc_tuyen": "online", "buu_chinh": "post"}
TEXTS = (
    "decision_no", "issuer", "level_text", "kind", "field", "agency", "authority", "coordinating", "delegated",
    "receiving_address", "steps", "legal_raw", "conditions", "keywords", "description", "source_url", "collected",
)  # fmt: skip


def item_of(row: Any, source: str, limits: Limits) -> Item:
    """Return the record that a JSON object states, or the rejection that says which field is wrong."""
    if not isinstance(row, dict):
        return Rejection(source, _("Cần một đối tượng JSON có “code” và “name” cho mỗi thủ tục."))
    code = row.get("code")
    try:
        record = portal_record(row, source) if is_portal(row) else _record(row, source)
    except RefusedError as refusal:
        return Rejection(source, str(refusal), code[:40] if isinstance(code, str) else None)
    return checked(record, limits)


def _record(row: Mapping[str, Any], source: str) -> ProcedureRecord:
    if "code" not in row and "name" not in row:
        raise RefusedError(_("Không có trường “code” và “name”: không phải bản ghi thủ tục hành chính."))
    texts: dict[str, Any] = {name: text(row, name) for name in TEXTS}
    return ProcedureRecord(
        code=text(row, "code") or "",
        name=text(row, "name") or "",
        source=source,
        levels=tuple(_known(LEVELS, level, "levels") for level in _strings(row, "levels")),
        subjects=_strings(row, "subjects"),
        channels=_rows(row, "channels", _channel),
        components=_rows(row, "components", _component),
        results=_rows(row, "results", lambda item: ResultRecord(text(item, "name") or "", text(item, "code"))),
        legal_basis=_rows(row, "legal_basis", _basis),
        online_submit=_flag(row, "online_submit"),
        internal=bool(_flag(row, "internal")),
        repaired=_strings(row, "repaired"),
        **texts,
    )


def _channel(item: Mapping[str, Any]) -> ChannelRecord:
    return ChannelRecord(
        _known(CHANNELS, text(item, "channel") or "", "channels.channel"),
        text(item, "time"),
        text(item, "fee"),
        text(item, "note"),
        text(item, "case"),
        text(item, "q"),
    )


def _component(item: Mapping[str, Any]) -> ComponentRecord:
    return ComponentRecord(
        name=text(item, "name") or "",
        case=text(item, "case"),
        form=text(item, "form"),
        quantity=text(item, "qty"),
        originals=_count(item, "originals"),
        copies=_count(item, "copies"),
        quality=text(item, "q"),
    )


def _basis(item: Mapping[str, Any]) -> LegalBasisRecord:
    return LegalBasisRecord(text(item, "number") or "", text(item, "title"), text(item, "date"), text(item, "issuer"))


def text(row: Mapping[str, Any], name: str) -> str | None:
    """The text of a field, None when absent or blank. Raises `RefusedError` when it is something else."""
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise _wrong(name, _("chữ"))
    return storable(value).encode("utf-8", "replace").decode("utf-8") if _odd(value) else value


def _odd(value: str) -> bool:
    return _UNSTORABLE.search(value) is not None


def _flag(row: Mapping[str, Any], name: str) -> bool | None:
    value = row.get(name)
    if value is not None and not isinstance(value, bool):
        raise _wrong(name, _("true hoặc false"))
    return value


def _count(row: Mapping[str, Any], name: str) -> int | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000:
        raise _wrong(name, _("số nguyên từ 0 đến 10.000"))
    return value


def _strings(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise _wrong(name, _("danh sách chữ"))
    return tuple(value)


def _rows(row: Mapping[str, Any], name: str, make: Callable[[Mapping[str, Any]], _T]) -> tuple[_T, ...]:
    value = row.get(name) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, dict) for item in value):
        raise _wrong(name, _("danh sách đối tượng"))
    return tuple(make(item) for item in value)


def _known(table: Mapping[str, _T], value: str, name: str) -> _T:
    if value not in table:
        raise RefusedError(
            _("Trường “%(name)s” có giá trị lạ “%(value)s”; các giá trị hợp lệ: %(all)s.")
            % {"name": name, "value": value[:40], "all": ", ".join(table)}
        )
    return table[value]


def _wrong(name: str, wanted: str) -> RefusedError:
    return RefusedError(_("Trường “%(name)s” phải là %(wanted)s.") % {"name": name, "wanted": wanted})
