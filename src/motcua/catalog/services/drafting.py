"""Procedures that the province makes by its own documents: a draft is written, published, and from then on locked.

The content of procedures made by ministries is not the province's to write: every service here refuses it.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event
from motcua.access.events import record as log
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.catalog.models import Origin, Procedure, ProcedureCase, ProcedureVersion, VersionState
from motcua.catalog.models.parts import Part
from motcua.catalog.record import ProcedureRecord
from motcua.catalog.rows import PARTS, fill_version, record_of
from motcua.catalog.selectors import with_parts
from motcua.catalog.services.fitting import misfit
from motcua.catalog.services.inserting import insert_objects
from motcua.catalog.services.marks import carry_marks, marks_of
from motcua.catalog.services.preparing import Prepared, prepare
from motcua.catalog.services.shared_names import refresh_shared_names
from motcua.catalog.services.storing import (
    fields_of,
    place_in_time,
    put_in_force,
    save_parts,
    save_quality,
    touch_catalog,
)
from motcua.law.codes import read_code
from motcua.rulebook.selectors import rules_on
from motcua.web.faults import Stale, UserError


@service(permission="catalog.edit")
def create_own(*, actor: Actor, record: ProcedureRecord) -> ProcedureVersion:
    """Open a procedure of the province with its first draft.

    Raises `UserError` for a code that is not of the form of the day or that a procedure already has.
    """
    code = record.code.strip()
    if read_code("procedure", code, rules_on(timezone.localdate())).value is None:
        raise UserError("bad-code", _("Mã thủ tục không đúng dạng."), field="code", hint=_("Ví dụ: 1.012345.H61."))
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is not None and (procedure.origin != Origin.PROVINCE or procedure.versions.exists()):
        raise UserError(
            "code-taken",
            _("Mã {code} đã có trong danh mục.").format(code=code),
            field="code",
            hint=_("Mã không dùng lại cho thủ tục khác. Muốn đổi nội dung, mở bản sửa của thủ tục đó."),
            status=409,
        )
    if procedure is None:  # else its only draft was thrown away
        procedure = Procedure(code=code, internal=record.internal, origin=Origin.PROVINCE)
        insert_objects(Procedure, [procedure])
    draft = _new_draft(procedure, _ready(record))
    _tell("catalog.draft.opened", draft)
    return draft


@service(permission="catalog.edit")
def open_draft(*, actor: Actor, procedure: Procedure) -> ProcedureVersion:
    """A draft that starts as a copy of what is in force; the one already open where there is one.

    Raises `UserError` for a procedure made by a ministry.
    """
    _own(procedure)
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    found = procedure.versions.filter(state=VersionState.DRAFT).first()
    if found is not None:
        return found
    current = with_parts(ProcedureVersion.objects.filter(current_of=procedure)).first()
    if current is None:
        raise UserError("nothing-to-copy", _("Thủ tục này chưa có nội dung để sửa."), status=409)
    draft = _new_draft(procedure, _ready(record_of(current)))
    _tell("catalog.draft.opened", draft)
    return draft


@service(permission="catalog.edit")
def save_draft(*, actor: Actor, draft: ProcedureVersion, record: ProcedureRecord, version: int) -> ProcedureVersion:
    """Write the whole content of a draft anew. `version` is the procedure's.

    Raises `Stale` where another wrote it meanwhile, `UserError` where it is no draft of the province's own.
    """
    prepared = _ready(record)
    _claim(draft, version)
    parts: list[type[Part]] = [*PARTS, ProcedureCase]
    for part in parts:
        part._default_manager.filter(procedure_version=draft).delete()
    _fill(draft, prepared)
    draft.save()
    Procedure.objects.filter(pk=draft.procedure_id).update(internal=record.internal)
    save_parts([(draft.pk, prepared.record)])
    _tell("catalog.draft.saved", draft)
    return draft


@service(permission="catalog.edit")
def discard_draft(*, actor: Actor, draft: ProcedureVersion, version: int) -> None:
    """Throw a draft away; what is in force stays, and so does the code. Raises `Stale`."""
    _claim(draft, version)
    _tell("catalog.draft.discarded", draft)
    draft.delete()


@service(permission="catalog.publish")
def publish_draft(*, actor: Actor, draft: ProcedureVersion, effective_from: date, version: int) -> ProcedureVersion:
    """Put a draft in force from a day; the version before it ends there, and the content is locked from now on.

    Raises `Stale`, or `UserError` that names what a citizen would miss.
    """
    whole = with_parts(ProcedureVersion.objects.filter(pk=draft.pk)).get()
    record = record_of(whole)
    _complete(record)
    _claim(draft, version)
    prepared = _ready(record)
    marks = marks_of([draft.procedure_id])
    draft.effective_from = effective_from
    place_in_time([draft])
    state, draft.state = draft.state, VersionState.CHECKED
    draft.save()
    carry_marks([draft], marks)
    put_in_force([draft], [state])
    save_quality([prepared], [draft])
    refresh_shared_names()
    _tell("catalog.version.published", draft)
    touch_catalog()
    return draft


def _own(procedure: Procedure) -> None:
    if procedure.origin != Origin.PROVINCE:
        raise UserError(
            "central-content",
            _("Nội dung thủ tục này do bộ, ngành quy định; tỉnh không sửa."),
            hint=_("Ghi điều tỉnh quyết định ở “Phần của tỉnh”; nội dung sai thì báo cơ quan ban hành."),
            status=409,
        )


def _claim(draft: ProcedureVersion, version: int) -> None:
    """Make sure that this is a draft of the province's own and that nobody wrote it since it was read."""
    _own(draft.procedure)
    stale = _("Bản dự thảo vừa được người khác sửa. Tải lại trang để xem.")
    take_version(draft.procedure, version, stale)
    if not ProcedureVersion.objects.filter(pk=draft.pk, state=VersionState.DRAFT).exists():
        raise Stale(stale)


def _ready(record: ProcedureRecord) -> Prepared:
    prepared = prepare(record)
    if not prepared.record.name:
        raise UserError("no-name", _("Chưa ghi tên thủ tục."), field="name")
    too_long = misfit(prepared.record)
    if too_long:
        raise UserError("too-long", too_long)
    return prepared


def _new_draft(procedure: Procedure, prepared: Prepared) -> ProcedureVersion:
    last = procedure.versions.aggregate(last=Max("number"))["last"] or 0
    draft = ProcedureVersion(procedure=procedure, number=last + 1, state=VersionState.DRAFT, recorded_at=timezone.now())
    _fill(draft, prepared)
    insert_objects(ProcedureVersion, [draft])
    save_parts([(draft.pk, prepared.record)])
    return draft


def _fill(draft: ProcedureVersion, prepared: Prepared) -> None:
    fill_version(draft, prepared.record)
    draft.fingerprint = prepared.fingerprint
    draft.field = next(iter(fields_of([prepared]).values()), None)


_NEEDED = {
    "decision_no": "Chưa ghi quyết định công bố.",
    "agency": "Chưa ghi cơ quan thực hiện.",
    "levels": "Chưa chọn cấp giải quyết.",
    "steps": "Chưa ghi trình tự thực hiện.",
    "channels": "Chưa có cách nộp nào.",
    "results": "Chưa ghi kết quả.",
    "legal_basis": "Chưa ghi căn cứ pháp lý.",
}


def _complete(record: ProcedureRecord) -> None:
    missing = [name for name in _NEEDED if not getattr(record, name)]
    if missing:
        raise UserError(
            "incomplete",
            _("Chưa công khai được: bản dự thảo còn thiếu nội dung."),
            field=missing[0],
            hint=" ".join(_(_NEEDED[name]) for name in missing),
        )


def _tell(verb: str, draft: ProcedureVersion) -> None:
    log(
        Event(
            verb=verb,
            object_type="catalog.procedure",
            object_id=draft.procedure.public_id,
            facts={"code": draft.procedure.code, "number": draft.number},
        )
    )
