"""Writing a decision of announcement: what it is about, which procedures it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.catalog.models import Procedure, ProcedureVersion
from motcua.law.codes import normal_code, read_code
from motcua.organisation.models import Unit, UnitPeriod
from motcua.publication.conflicts import ended_codes
from motcua.publication.content import DecisionContent, LineGiven, codes_in, codes_text
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, DecisionState
from motcua.publication.services.claims import claim, require_unit, tell
from motcua.rulebook.selectors import rules_on
from motcua.web.faults import UserError

_CONTENT = (
    "title", "kind", "advising_unit", "issuing_unit", "source", "shortened",
    "law_issued_on", "law_effective_on", "effective_from",
)  # fmt: skip
MOST_LINES = 5_000


@service(permission="publication.draft")
def draft_decision(*, actor: Actor, content: DecisionContent, lines: Sequence[LineGiven] = ()) -> AnnouncementDecision:
    """Open a decision with its first lines.

    Raises `UserError` for content or lines that do not hold together, `Denied` for another unit's decision.
    """
    require_unit(actor, content.advising_unit)
    content = _sound(content)
    decision = AnnouncementDecision(created_by=actor.user, created_at=timezone.now())
    _fill(decision, content)
    decision.save()
    tell("decision.drafted", decision, kind=str(decision.kind))
    if lines:
        _add(decision, lines)
    return decision


@service(permission="publication.draft")
def change_decision(
    *, actor: Actor, decision: AnnouncementDecision, content: DecisionContent, version: int
) -> AnnouncementDecision:
    """Write what a draft says anew; its lines stay. Raises `Stale`, `UserError`, `Denied`."""
    fresh = claim(decision, version, (DecisionState.DRAFT,))
    require_unit(actor, fresh.advising_unit)
    content = _sound(content)
    require_unit(actor, content.advising_unit)
    before = {name: getattr(fresh, name) for name in _CONTENT}
    _fill(fresh, content)
    fresh.save()
    tell("decision.changed", fresh, [name for name in _CONTENT if before[name] != getattr(fresh, name)])
    return fresh


@service(permission="publication.draft")
def discard_decision(*, actor: Actor, decision: AnnouncementDecision, version: int) -> None:
    """Throw a draft away with its lines. Raises `Stale`, or `UserError` for what is no draft."""
    fresh = claim(decision, version, (DecisionState.DRAFT,))
    require_unit(actor, fresh.advising_unit)
    tell("decision.discarded", fresh, title=fresh.title)
    fresh.lines.all().delete()
    fresh.delete()


@service(permission="publication.draft")
def add_lines(
    *, actor: Actor, decision: AnnouncementDecision, lines: Sequence[LineGiven], version: int
) -> list[AnnouncedLine]:
    """Add procedures to a draft.

    Raises `Stale`; `UserError` for a code of no known form, one named twice, one the catalogue does not know without a
    name, and for a code that was abolished: an abolished code is never announced again.
    """
    fresh = claim(decision, version, (DecisionState.DRAFT,))
    require_unit(actor, fresh.advising_unit)
    return _add(fresh, lines)


@service(permission="publication.draft")
def remove_line(*, actor: Actor, decision: AnnouncementDecision, line: AnnouncedLine, version: int) -> None:
    """Take a procedure out of a draft. Raises `Stale`, `UserError`."""
    fresh = claim(decision, version, (DecisionState.DRAFT,))
    require_unit(actor, fresh.advising_unit)
    if not fresh.lines.filter(pk=line.pk).delete()[0]:
        raise UserError("no-line", _("Thủ tục này không có trong quyết định."), status=404)
    tell("line.removed", fresh, code=line.code)


def _fill(decision: AnnouncementDecision, content: DecisionContent) -> None:
    for name in _CONTENT:
        setattr(decision, name, getattr(content, name))


def _sound(content: DecisionContent) -> DecisionContent:
    """The content trimmed; refuses what no later step could mend."""
    content = content.trimmed()
    if not content.title:
        raise UserError("no-title", _("Chưa ghi trích yếu của quyết định."), field="title")
    _exists(content.advising_unit, "advising_unit")
    if content.issuing_unit is not None:
        _exists(content.issuing_unit, "issuing_unit")
    law, issued = content.law_effective_on, content.law_issued_on
    if law and issued and law < issued:
        raise UserError(
            "law-before-issue",
            _("Văn bản quy phạm pháp luật không thể có hiệu lực trước ngày ban hành."),
            field="law_effective_on",
        )
    return content


def _exists(unit: Unit, field: str) -> None:
    if not UnitPeriod.objects.filter(unit=unit).on(timezone.localdate()).exists():
        raise UserError(
            "unit-ended",
            _("Đơn vị này không còn hoạt động vào hôm nay."),
            field=field,
            hint=_("Chọn đơn vị kế thừa nhiệm vụ của đơn vị đó."),
        )


def _add(decision: AnnouncementDecision, asked: Sequence[LineGiven]) -> list[AnnouncedLine]:
    given = [replace(line, code=normal_code(line.code)) for line in asked]
    codes = [line.code for line in given]
    _refuse_repeats(decision, codes)
    _refuse_ended(decision, given)
    known = {row.code: row for row in Procedure.objects.filter(code__in=codes).select_related("current__field")}
    newest = _newest_versions(known.values())
    last = decision.lines.aggregate(last=Max("ordinal"))["last"] or 0
    rows = [
        _line(decision, last + place, line, known.get(line.code), newest) for place, line in enumerate(given, start=1)
    ]
    made = AnnouncedLine.objects.bulk_create(rows)
    tell("lines.added", decision, lines=len(made))
    return made


def _refuse_repeats(decision: AnnouncementDecision, codes: Sequence[str]) -> None:
    rules = rules_on(timezone.localdate())
    taken = set(decision.lines.filter(code__in=codes).values_list("code", flat=True))
    if len(taken) + len(codes) > MOST_LINES:
        raise UserError("too-many-lines", _("Một quyết định nhận nhiều nhất {most} thủ tục.").format(most=MOST_LINES))
    for code in codes:
        if read_code("procedure", code, rules).value is None:
            raise UserError(
                "bad-code",
                _("Mã thủ tục “{code}” không đúng dạng.").format(code=code),
                field="code",
                hint=_("Ví dụ: 1.012345 hoặc 1.012345.H61."),
            )
        if code in taken:
            raise UserError(
                "code-twice",
                _("Thủ tục {code} đã có trong quyết định này.").format(code=code),
                field="code",
                hint=_("Mỗi thủ tục chỉ ghi một dòng; bỏ dòng cũ nếu ghi sai loại."),
            )
        taken.add(code)


def _refuse_ended(decision: AnnouncementDecision, given: Sequence[LineGiven]) -> None:
    """An abolished code is never announced again, under whichever kind."""
    ended = ended_codes({line.code for line in given}, but=decision)
    for code, by in ended.items():
        raise abolished_again(code, by)


def abolished_again(code: str, by: str) -> UserError:
    """The refusal of a code that was abolished."""
    where = _("theo quyết định {number}").format(number=by) if by else _("trong danh mục")
    return UserError(
        "abolished-code",
        _("Thủ tục {code} đã bị bãi bỏ {where}; mã này không được công bố lại.").format(code=code, where=where),
        field="code",
        hint=_("Thủ tục ban hành lại phải mang mã mới; nếu quyết định bãi bỏ sai, thay thế quyết định đó trước."),
        status=409,
    )


def _newest_versions(procedures: Iterable[Procedure]) -> dict[int, ProcedureVersion]:
    """The latest version of procedures that have none in force: a draft about to be announced, or the last one."""
    rows = [row for row in procedures if row.current is None]
    versions = ProcedureVersion.objects.filter(procedure__in=rows).select_related("field").order_by("number")
    return {version.procedure_id: version for version in versions}


def _line(
    decision: AnnouncementDecision,
    ordinal: int,
    given: LineGiven,
    procedure: Procedure | None,
    newest: dict[int, ProcedureVersion],
) -> AnnouncedLine:
    version = (procedure.current or newest.get(procedure.pk)) if procedure else None
    name = " ".join((given.name or (version.name if version else "")).split())
    if not name:
        raise UserError(
            "unknown-code",
            _("Danh mục chưa có thủ tục {code}; cần ghi tên thủ tục.").format(code=given.code),
            field="name",
            hint=_("Ghi tên như trong quyết định công bố của bộ, ngành, hoặc nhập danh mục trước."),
        )
    field = given.field or (version.field.name if version and version.field else "")
    return AnnouncedLine(
        decision=decision,
        ordinal=ordinal,
        code=given.code,
        name=name,
        field=field.strip(),
        kind=given.kind,
        procedure=procedure,
        procedure_version=version,
        law_effective_on=given.law_effective_on,
        basis=given.basis.strip(),
        replaces=codes_text(codes_in(given.replaces)),
    )
