"""Tells what does not fit the columns of the catalogue, so that both databases refuse alike, in words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from motcua.catalog.models import Component, Field, LegalBasis, ProcedureCase, ProcedureVersion, ResultLine, SubjectLine
from motcua.catalog.record import ProcedureRecord
from motcua.catalog.rows import PLAIN


def _most(model: type[models.Model], name: str) -> int | None:
    limit: int | None = getattr(model._meta.get_field(name), "max_length", None)
    return limit


_TEXTS = [(name, limit) for name in PLAIN if (limit := _most(ProcedureVersion, name))]
_ROWS: dict[str, list[tuple[str, int | None]]] = {
    "components": [("quantity", _most(Component, "quantity")), ("code", _most(Component, "code"))],
    "results": [("code", _most(ResultLine, "code"))],
    "legal_basis": [
        ("number", _most(LegalBasis, "number")),
        ("date", _most(LegalBasis, "date_text")),
        ("issuer", _most(LegalBasis, "issuer")),
    ],
    "cases": [("code", _most(ProcedureCase, "code"))],
}
_FIELD, _SUBJECT = _most(Field, "name") or 0, _most(SubjectLine, "name") or 0


def misfit(record: ProcedureRecord) -> str:
    """The sentence that says which text is longer than its column holds; "" where all fit."""
    for name, limit in _TEXTS:
        if len(getattr(record, name) or "") > limit:
            return _told(name, limit)
    if len(record.field or "") > _FIELD:
        return _told("field", _FIELD)
    if any(len(subject) > _SUBJECT for subject in record.subjects):
        return _told("subjects", _SUBJECT)
    for part, columns in _ROWS.items():
        for row in getattr(record, part):
            for name, most in columns:
                if most and len(getattr(row, name) or "") > most:
                    return _told(f"{part}.{name}", most)
    return ""


def _told(name: str, limit: int) -> str:
    return _("Mục “%(name)s” dài quá %(limit)d ký tự. Kiểm tra lại nội dung rồi nhập lại.") % {
        "name": name,
        "limit": limit,
    }
