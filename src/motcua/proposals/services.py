"""The writes of the room: own rules, yearly volumes, publication of databases, estimates, keeping proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.catalog.models import Procedure, ProcedureVersion
from motcua.proposals.engine_rules import RuleTextError, read_rules
from motcua.proposals.engine_values import Proposal
from motcua.proposals.models import BuildEstimate, KeptProposal, OwnRule, PublishedDatabase, YearlyVolume
from motcua.proposals.rules_files import shipped_databases, shipped_rules
from motcua.proposals.rules_now import rules_now
from motcua.proposals.selectors import kept
from motcua.proposals.volumes_in import VolumeLine
from motcua.web.faults import Stale, UserError

_STALE = "Dòng này vừa được người khác sửa. Tải lại trang để xem."


@service(permission="proposals.rules")
def set_rule(*, actor: Actor, table: Mapping[str, Any], reason: str, version: int) -> OwnRule:
    """Lay the province's own rule over the shipped one of its key, or add one; `version` 0 for a new row.

    Raises `UserError` that names what cannot be read in the rule, `Stale` where the row changed meanwhile.
    """
    try:
        rule = read_rules([table])[0]
    except RuleTextError as error:
        raise UserError(
            "rule-unreadable", _("Quy tắc chưa đúng: {faults}.").format(faults="; ".join(error.faults)), field="find"
        ) from error
    row = _row(rule.key, version)
    row.table, row.is_off = dict(table), False
    return _keep(actor, row, reason, "proposals.rule.set")


@service(permission="proposals.rules")
def turn_off_rule(*, actor: Actor, key: str, reason: str, version: int) -> OwnRule:
    """A rule no longer speaks here. Raises `UserError` for an unknown key, `Stale` where the row changed meanwhile."""
    if key not in {rule.key for rule in rules_now().reader.rules}:
        raise UserError("no-rule", _("Không có quy tắc {key} đang áp dụng.").format(key=key), status=404)
    row = _row(key, version)
    row.is_off = True
    return _keep(actor, row, reason, "proposals.rule.off")


@service(permission="proposals.rules")
def restore_rule(*, actor: Actor, key: str, version: int) -> None:
    """Take the province's row away: the shipped rule holds again, an own rule is gone."""
    row = OwnRule.objects.filter(key=key).first()
    if row is None:
        raise UserError("no-own-rule", _("Tỉnh chưa sửa quy tắc {key}.").format(key=key), status=404)
    if not OwnRule.objects.filter(pk=row.pk, version=version).delete()[0]:
        raise Stale(_(_STALE))
    record(Event("proposals.rule.restored", "proposals.rule", key))


def _row(key: str, version: int) -> OwnRule:
    row = OwnRule.objects.select_for_update().filter(key=key).first()
    if (row.version if row else 0) != version:
        raise Stale(_(_STALE))
    return row or OwnRule(key=key, version=0)


def _keep(actor: Actor, row: OwnRule, reason: str, verb: str) -> OwnRule:
    if not reason.strip():
        raise UserError("no-reason", _("Chưa ghi lý do sửa quy tắc."), field="reason")
    row.reason, row.changed_by, row.changed_label = reason.strip()[:500], actor.user, actor.label[:200]
    row.version += 1
    row.save()
    record(Event(verb, "proposals.rule", row.key, facts={"reason": row.reason}))
    return row


@service(permission="proposals.facts")
def record_volume(*, actor: Actor, line: VolumeLine, version: int | None = None) -> YearlyVolume:
    """Write how many dossiers a procedure had in a year, by a source; a row of the same year and place is replaced.

    `version` is that of the row that was looked at (None: whatever stands). Raises `UserError` for an unknown code,
    a year or number out of bounds, a missing source; `Stale` where the row changed meanwhile.
    """
    procedure = Procedure.objects.filter(code=line.code).first() if line.code.isprintable() else None
    if procedure is None:
        raise UserError("no-procedure", _("Danh mục không có thủ tục {code}.").format(code=line.code), field="code")
    fault = line.fault()
    if fault is not None:
        raise fault
    row = _put_volumes(actor, [line], {line.code: procedure.pk}, version)[0]
    record(
        Event(
            "proposals.volume.recorded",
            "catalog.procedure",
            procedure.public_id,
            facts={"year": row.year, "count": row.count},
        )
    )
    return row


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import of volumes did: rows written, and the lines left out with their reasons."""

    written: int
    left_out: tuple[tuple[int, str], ...]


@service(permission="proposals.facts")
def import_volumes(*, actor: Actor, lines: Iterable[VolumeLine], name: str) -> Imported:
    """Write the volumes of a file; a line at fault (unknown code, negative number, twice) is left out and named.

    Raises `UserError` where no line could be written.
    """
    given = list(lines)
    ids = dict(Procedure.objects.filter(code__in={line.code for line in given}).values_list("code", "pk"))
    good: dict[tuple[str, int, str], VolumeLine] = {}
    left_out: list[tuple[int, str]] = []
    for line in given:
        fault = line.fault()
        if fault is not None:
            left_out.append((line.number, fault.message))
        elif line.code not in ids:
            left_out.append((line.number, _("Danh mục không có thủ tục {code}.").format(code=line.code)))
        elif (line.code, line.year, line.tier) in good:
            left_out.append((line.number, _("Thủ tục {code} đã có ở dòng trước.").format(code=line.code)))
        else:
            good[line.code, line.year, line.tier] = line
    if not good:
        why = left_out[0][1] if left_out else ""
        raise UserError("nothing-written", _("Không có dòng nào ghi được. {why}").format(why=why), field="file")
    _put_volumes(actor, list(good.values()), ids, None)
    record(
        Event(
            "proposals.volume.imported",
            "proposals.volumes",
            name[:100],
            facts={"written": len(good), "left_out": len(left_out)},
        )
    )
    return Imported(len(good), tuple(left_out))


def _put_volumes(
    actor: Actor, lines: list[VolumeLine], ids: Mapping[str, int], version: int | None
) -> list[YearlyVolume]:
    rows = []
    held = {
        (row.procedure_id, row.year, row.tier): row
        for row in YearlyVolume.objects.filter(procedure__in=[ids[line.code] for line in lines], unit__isnull=True)
    }
    for line in lines:
        key = (ids[line.code], line.year, line.tier)
        row = held.get(key) or YearlyVolume(procedure_id=key[0], year=key[1], tier=key[2], version=0)
        if version is not None and row.version != version:
            raise Stale(_(_STALE))
        row.count, row.source, row.version = line.count, line.source[:300], row.version + 1
        row.recorded_label, row.recorded_at = actor.label[:200], timezone.now()
        rows.append(row)
    YearlyVolume.objects.bulk_create([row for row in rows if row.pk is None])
    fields = ["count", "source", "version", "recorded_label", "recorded_at"]
    YearlyVolume.objects.bulk_update([row for row in rows if row.pk is not None and row.version > 1], fields)
    return rows


@service(permission="proposals.facts")
def note_publication(*, actor: Actor, key: str, published_on: date, notice: str, version: int) -> PublishedDatabase:
    """Note the day on which a database's data were published, and by which notice; `version` 0 for the first time.

    Raises `UserError` for an unknown database, a day to come, a missing notice; `Stale` where the row changed.
    """
    if key not in {one.key for one in shipped_databases()}:
        raise UserError("no-database", _("Không có cơ sở dữ liệu {key}.").format(key=key), status=404)
    if published_on > timezone.localdate():
        raise UserError("day-to-come", _("Ngày công bố chưa đến."), field="published_on")
    if not notice.strip():
        raise UserError("no-notice", _("Chưa ghi văn bản công bố."), field="notice")
    row = PublishedDatabase.objects.select_for_update().filter(key=key).first()
    if (row.version if row else 0) != version:
        raise Stale(_(_STALE))
    row = row or PublishedDatabase(key=key, version=0)
    row.published_on, row.notice, row.version = published_on, notice.strip()[:300], row.version + 1
    row.save()
    facts = {"day": published_on.isoformat(), "notice": row.notice}
    record(Event("proposals.database.published", "proposals.database", key, facts=facts))
    return row


@service(permission="proposals.facts")
def set_estimate(*, actor: Actor, procedure: Procedure, cost: int, ground: str, version: int) -> BuildEstimate:
    """Write what building the service is reckoned to cost (đồng) and on what ground; `version` 0 for the first time."""
    if cost < 0 or cost > 10**15:
        raise UserError("cost-out-of-bounds", _("Chi phí phải từ 0 đồng trở lên."), field="cost")
    if not ground.strip():
        raise UserError("no-ground", _("Chưa ghi căn cứ ước tính."), field="ground")
    row = BuildEstimate.objects.select_for_update().filter(procedure=procedure).first()
    if (row.version if row else 0) != version:
        raise Stale(_(_STALE))
    row = row or BuildEstimate(procedure=procedure, version=0)
    row.cost, row.ground, row.version = cost, ground.strip()[:300], row.version + 1
    row.save()
    record(Event("proposals.estimate.set", "catalog.procedure", procedure.public_id, facts={"cost": cost}))
    return row


@service(permission="proposals.facts")
def keep_proposals(*, actor: Actor, found: Iterable[tuple[ProcedureVersion, Proposal]]) -> int:
    """Keep proposals as lists show and filter them; returns how many."""
    stamp = rules_now().stamp
    rows = [
        KeptProposal(procedure_version=one, procedure_id=one.procedure_id, stamp=stamp, **kept(one, proposal))
        for one, proposal in found
    ]
    KeptProposal.objects.filter(procedure__in=[row.procedure_id for row in rows]).delete()
    KeptProposal.objects.bulk_create(rows)
    return len(rows)


def own_version(key: str) -> int:
    """The version of a province's row over a rule; 0 where there is none."""
    return OwnRule.objects.filter(key=key).values_list("version", flat=True).first() or 0


def shipped_keys() -> set[str]:
    """Keys of the shipped rules."""
    return {rule.key for rule in shipped_rules()}
