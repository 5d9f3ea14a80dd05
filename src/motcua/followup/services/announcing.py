"""Decisions of ministries enter the house: from an import, or typed by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_row
from motcua.catalog.models import ImportBatch, Procedure
from motcua.followup.models import AnnouncementSource, MinistryAnnouncement, MinistryLine, MinistryLineKind
from motcua.followup.numbers import number_key, tidy_number
from motcua.followup.reading import Found, applied_on, found_in, is_first_load
from motcua.followup.services.tasks import open_tasks, refresh_tasks
from motcua.organisation.models import Unit
from motcua.web.faults import UserError

MOST_LINES = 2000


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A procedure as a person names it in a ministry's decision."""

    code: str
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """A ministry's decision as a person types it; days may be unknown."""

    decision_no: str
    ministry: str
    signed_on: date | None = None
    effective_on: date | None = None
    note: str = ""


@service(permission="publication.check")
def note_import(*, actor: Actor, batch: ImportBatch) -> list[MinistryAnnouncement]:
    """Open work for every ministry's decision that an applied import brought; nothing twice, however often called.

    The first filling of an empty catalogue opens none. Returns the announcements that are new or grew.
    """
    if is_first_load(batch):
        return []
    learned = applied_on(batch)
    noted = []
    for (key, ministry), found in sorted(found_in(batch, learned).items()):
        announcement = _of_import(batch, key, ministry, found[0], learned)
        if _add_found(announcement, found):
            open_tasks(actor=actor, announcement=announcement)
            _tell("found", announcement, procedures=len(found))
            noted.append(announcement)
    return noted


def _of_import(batch: ImportBatch, key: str, ministry: str, first: Found, learned: date) -> MinistryAnnouncement:
    """The announcement of a decision: the one known already, else a new one."""
    full = _key(key or f"{ministry}|{batch.public_id}", learned.year)
    known = _known(key, learned) if key else None
    if known is not None:
        return known
    found, _created = MinistryAnnouncement.objects.get_or_create(
        key=full,
        defaults={
            "decision_no": first.decision_no,
            "ministry": ministry,
            "learned_on": learned,
            "source": AnnouncementSource.IMPORT,
            "batch": batch,
        },
    )
    return found


def _key(number: str, year: int) -> str:
    return f"{number[:250]}|{year}"


def _known(key: str, day: date, signed_on: date | None = None) -> MinistryAnnouncement | None:
    """The announcement of that number learned within a year before `day` or since; numbers begin anew each year.

    Where the day of signing is given, only one of that year counts, or one without such a day learned since.
    """
    since = date.fromordinal(day.toordinal() - 366)
    rows = MinistryAnnouncement.objects.filter(key__startswith=f"{key[:250]}|", learned_on__gt=since)
    if signed_on is not None:
        undated = Q(signed_on=None, learned_on__gte=signed_on, learned_on__lt=signed_on + timedelta(days=366))
        rows = rows.filter(Q(signed_on__year=signed_on.year) | undated)
    return rows.order_by("-learned_on").first()


def _add_found(announcement: MinistryAnnouncement, found: Sequence[Found]) -> int:
    held = dict(announcement.lines.values_list("code", "procedure_version"))
    new = [one for one in found if one.version.procedure.code not in held]
    MinistryLine.objects.bulk_create(
        MinistryLine(
            announcement=announcement,
            code=one.version.procedure.code,
            name=one.version.name,
            kind=one.kind,
            procedure=one.version.procedure,
            procedure_version=one.version,
        )
        for one in new
    )
    known = [one for one in found if one.version.procedure.code in held]
    linked = 0
    for one in known:  # a line typed before the import brought the version
        linked += announcement.lines.filter(code=one.version.procedure.code, procedure_version=None).update(
            procedure=one.version.procedure, procedure_version=one.version, name=one.version.name
        )
    return len(new) + linked


@service(permission="publication.check")
def note_announcement(
    *, actor: Actor, given: Announced, lines: Sequence[TypedLine], unit: Unit | None = None
) -> MinistryAnnouncement:
    """Write a ministry's decision down by hand and open its work; lines of a known decision are added to it.

    Days that nobody had said of a known decision are taken from what is typed.
    `unit` is the advising department where the person knows it (None: by the field of each procedure).
    Raises `UserError` for a decision without number, ministry or lines, a code twice, an effective day before the day
    of signing, or a day other than the one that is known.
    """
    today = timezone.localdate()
    _check(given, lines)
    number = number_key(given.decision_no)
    announcement = _known(number, given.signed_on or today, given.signed_on)
    if announcement is not None:
        _take_days(announcement, given)
    else:
        announcement = MinistryAnnouncement.objects.create(
            decision_no=tidy_number(given.decision_no)[:200],
            key=_free_key(number, given.signed_on or today),
            ministry=given.ministry.strip(),
            signed_on=given.signed_on,
            effective_on=given.effective_on,
            learned_on=today,
            source=AnnouncementSource.TYPED,
            note=given.note.strip(),
        )
    _add_typed(announcement, lines)
    open_tasks(actor=actor, announcement=announcement, unit=unit)
    refresh_tasks(actor=actor, tasks=list(announcement.tasks.all()))
    _tell("typed", announcement, procedures=len(lines))
    return announcement


def _free_key(number: str, day: date) -> str:
    """The key of a decision not known yet; with the whole day where another of that number was learned that year."""
    key = _key(number, day.year)
    taken = MinistryAnnouncement.objects.filter(key=key).exists()
    return f"{number[:245]}|{day.isoformat()}" if taken else key


def _take_days(announcement: MinistryAnnouncement, given: Announced) -> None:
    """Fill the days of a known decision that are empty; refuses what contradicts those that are not."""
    wanted = {"signed_on": given.signed_on, "effective_on": given.effective_on}
    new: dict[str, date] = {}
    for name, day in wanted.items():
        held = getattr(announcement, name)
        if day is not None and held is not None and day != held:
            raise UserError(
                "other-day",
                _("Quyết định %(number)s đã ghi ngày khác: %(day)s.")
                % {"number": announcement.decision_no, "day": f"{held:%d/%m/%Y}"},
                field=name,
                hint=_("Xem lại ngày; nếu ngày đã ghi sai, sửa ở trang của quyết định đó trước."),
                status=409,
            )
        if day is not None and held is None:
            new[name] = day
    if not new:
        return
    _check_days(new.get("signed_on", announcement.signed_on), new.get("effective_on", announcement.effective_on))
    MinistryAnnouncement.objects.filter(pk=announcement.pk).update(**new, version=F("version") + 1)
    announcement.refresh_from_db()


def _check(given: Announced, lines: Sequence[TypedLine]) -> None:
    if not given.decision_no.strip():
        raise UserError("no-number", _("Chưa ghi số quyết định của bộ, ngành."), field="decision_no")
    if not given.ministry.strip():
        raise UserError("no-ministry", _("Chưa ghi bộ, ngành ban hành."), field="ministry")
    _check_days(given.signed_on, given.effective_on)
    if not lines:
        raise UserError("no-lines", _("Chưa ghi thủ tục nào của quyết định."), field="lines")
    if len(lines) > MOST_LINES:
        raise UserError(
            "too-many-lines",
            _("Một quyết định ghi tay nhận nhiều nhất %(most)d thủ tục.") % {"most": MOST_LINES},
            field="lines",
            hint=_("Nhập danh mục bằng tệp để hệ thống tự nhận ra quyết định."),
        )
    seen: set[str] = set()
    for line in lines:
        code = line.code.strip()
        if not code or len(code) > 40:
            raise UserError("bad-code", _("Mã thủ tục “%(code)s” không đúng dạng.") % {"code": code}, field="lines")
        if line.kind not in MinistryLineKind.values:
            raise UserError("bad-kind", _("Loại công bố của mã %(code)s không rõ.") % {"code": code}, field="lines")
        if code in seen:
            raise UserError("code-twice", _("Mã %(code)s được ghi hai lần.") % {"code": code}, field="lines")
        seen.add(code)


def _check_days(signed_on: date | None, effective_on: date | None) -> None:
    if signed_on and effective_on and effective_on < signed_on:
        raise UserError(
            "effective-before-signing",
            _("Ngày có hiệu lực không thể trước ngày ký."),
            field="effective_on",
            hint=_("Xem lại hai ngày trên quyết định của bộ, ngành."),
        )


def _add_typed(announcement: MinistryAnnouncement, lines: Sequence[TypedLine]) -> None:
    codes = [line.code.strip() for line in lines]
    procedures = {
        one.code: one for one in Procedure.objects.filter(code__in=codes).select_related("current", "current__field")
    }
    held = set(announcement.lines.filter(code__in=codes).values_list("code", flat=True))
    MinistryLine.objects.bulk_create(
        MinistryLine(
            announcement=announcement,
            code=code,
            name=line.name.strip() or (one.current.name if one and one.current else ""),
            kind=line.kind,
            procedure=one,
        )
        for line, code in zip(lines, codes, strict=True)
        if code not in held
        for one in [procedures.get(code)]
    )


@service(permission="publication.check")
def change_announcement(
    *,
    actor: Actor,
    announcement: MinistryAnnouncement,
    signed_on: date | None,
    effective_on: date | None,
    note: str,
    version: int,
) -> MinistryAnnouncement:
    """Say the days of a ministry's decision that an import cannot know; due dates of its open work follow.

    Raises `Stale` where another changed it meanwhile, `UserError` for an effective day before the day of signing.
    """
    _check_days(signed_on, effective_on)
    stale = _("Quyết định này vừa được người khác sửa. Tải lại trang để xem.")
    values: dict[str, Any] = {"signed_on": signed_on, "effective_on": effective_on, "note": note.strip()[:1000]}
    take_row(announcement, version, stale, **values)
    _tell("changed", announcement)
    refresh_tasks(actor=actor, tasks=list(announcement.tasks.all()))
    return announcement


def _tell(verb: str, announcement: MinistryAnnouncement, **facts: int) -> None:
    number = announcement.decision_no or announcement.ministry
    record(
        Event(
            f"followup.announcement.{verb}",
            "followup.announcement",
            announcement.public_id,
            facts={"number": number, **facts},
        )
    )
