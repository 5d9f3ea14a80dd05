"""Changes of the table of words: every one is logged and reaches the search of every process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event
from motcua.access.events import record as log
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.catalog.models import Procedure
from motcua.catalog.models.vocabulary import Synonym, WordKind
from motcua.catalog.search.vocabulary import VocabularyError
from motcua.catalog.services.storing import touch_catalog
from motcua.catalog.vocabulary_rows import Row, row_from, shipped_rows
from motcua.web.faults import Stale, UserError


def checked(kind: str, content: Mapping[str, Any]) -> Row:
    """The row that the content makes; raises `UserError` that names what is missing or which code is unknown."""
    try:
        row = row_from(kind, content, "moi")
    except VocabularyError as error:
        guidance = kind == WordKind.GUIDANCE
        raise UserError(
            "words-incomplete",
            _("Dòng này chưa đủ để dùng."),
            field="text" if guidance else "means",
            hint=_("Hướng dẫn cần câu người dân nói, tiêu đề, nội dung và nơi đến.")
            if guidance
            else _("Cần câu người dân nói, và cần nghĩa hoặc mã thủ tục."),
        ) from error
    codes = list(content.get("codes", ()))
    known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
    lacking = [code for code in codes if code not in known]
    if lacking:
        raise UserError(
            "unknown-code", _("Không có thủ tục mã {codes}.").format(codes=", ".join(lacking)), field="codes"
        )
    return row


@service(permission="catalog.vocabulary")
def add_words(*, actor: Actor, kind: str, content: Mapping[str, Any], note: str = "", replaces: str = "") -> Synonym:
    """Add a row of the province; with `replaces` (digest of a shipped row) it takes that row's place.

    Raises `UserError` where the row is not complete, names an unknown procedure or shipped row, or the shipped row
    already has a row of the province over it.
    """
    checked(kind, content)
    return _create(actor, kind, dict(content), note, replaces)


@service(permission="catalog.vocabulary")
def change_words(
    *, actor: Actor, row: Synonym, kind: str, content: Mapping[str, Any], version: int, note: str = ""
) -> Synonym:
    """Change a row of the province and use it; raises `Stale` where another changed it, `UserError` as `add_words`."""
    checked(kind, content)
    _move_on(actor, row, version, kind=kind, content=dict(content), note=note, active=True)
    _tell("catalog.vocabulary.changed", row, tuple(content))
    return row


@service(permission="catalog.vocabulary")
def switch_words(*, actor: Actor, row: Synonym, active: bool, version: int) -> Synonym:
    """Take a row of the province out of use, or back into it; raises `Stale` where another changed it meanwhile."""
    _move_on(actor, row, version, active=active)
    _tell("catalog.vocabulary.restored" if active else "catalog.vocabulary.switched_off", row)
    return row


@service(permission="catalog.vocabulary")
def switch_off_shipped(*, actor: Actor, replaces: str) -> Synonym:
    """Cut a shipped row out of the search; `switch_words` brings it back.

    Raises `UserError` where there is no such shipped row or it is already replaced.
    """
    return _create(actor, WordKind.OFF, {}, "", replaces)


def _create(actor: Actor, kind: str, content: dict[str, Any], note: str, replaces: str) -> Synonym:
    if replaces and replaces not in shipped_rows():
        raise UserError("no-such-words", _("Không có dòng có sẵn này trong bảng từ."), status=404)
    if replaces and Synonym.objects.filter(replaces=replaces).exists():
        raise Stale(_("Dòng có sẵn này vừa được người khác sửa. Tải lại trang để xem."))
    row = Synonym.objects.create(kind=kind, content=content, note=note, replaces=replaces, changed_by=actor.user)
    off = kind == WordKind.OFF
    _tell("catalog.vocabulary.switched_off" if off else "catalog.vocabulary.added", row, tuple(content))
    return row


def _move_on(actor: Actor, row: Synonym, version: int, **values: Any) -> None:
    take_version(row, version, _("Dòng này vừa được người khác sửa. Tải lại trang để xem."))
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_by, row.version = actor.user, version + 1
    row.save(update_fields=[*values, "changed_by", "changed_at"])


def _tell(verb: str, row: Synonym, fields: tuple[str, ...] = ()) -> None:
    facts = {"kind": row.kind, "replaces": row.replaces}
    log(Event(verb=verb, object_type="catalog.synonym", object_id=row.public_id, fields=fields, facts=facts))
    touch_catalog()
