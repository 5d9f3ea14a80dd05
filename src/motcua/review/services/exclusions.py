"""Lists of exclusion: brought as a table, matched with the catalogue, hung on plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.catalog.models import Procedure
from motcua.law.codes import normal_code
from motcua.organisation.fold import fold
from motcua.review.models import Campaign, CampaignState, ExclusionLine, ExclusionList
from motcua.review.services.claims import claim, tell
from motcua.review.tables_in import Row, read_table
from motcua.web.faults import UserError

COLUMNS = {
    "code": ("ma thu tuc", "ma tthc", "ma so", "ma ", "code"),
    "name": ("ten thu tuc", "ten tthc", "ten dich vu", "ten "),
    "tier": ("cap ", "cap thuc hien", "tier"),
    "reason": ("ly do", "ghi chu", "reason", "note"),
}
_TIERS = (
    ("province", ("tinh", "so", "province")),
    ("district", ("huyen", "quan", "district")),
    ("commune", ("xa", "phuong", "commune")),
)


@service(permission="review.plan")
def import_exclusions(*, actor: Actor, title: str, instrument: str, data: bytes, name: str) -> ExclusionList:
    """Keep a list of exclusion from a CSV or XLSX table with a column of codes or names.

    Columns of tiers and of reasons are kept where there are any.

    Rows that the catalogue does not know are kept and reported (`ExclusionLine.trouble`), they exclude nothing until
    the catalogue knows them. Raises `UserError` for an unreadable table or a missing title.
    """
    if not title.strip():
        raise UserError("no-title", _("Chưa ghi tên danh mục."), field="title")
    rows = read_table(data, name, COLUMNS, {"code": _("Mã thủ tục"), "name": _("Tên thủ tục")})
    made = ExclusionList.objects.create(
        title=" ".join(title.split())[:500],
        instrument=" ".join(instrument.split())[:200],
        source=name[:200],
        imported_by=actor.user,
    )
    lines = _lines(made, rows)
    _match(lines)
    ExclusionLine.objects.bulk_create(lines, batch_size=500)
    _tell("exclusion.imported", made, lines)
    return made


@service(permission="review.plan")
def match_exclusions(*, actor: Actor, exclusions: ExclusionList, version: int) -> ExclusionList:
    """Look again for the rows that the catalogue did not know. Raises `Stale`."""
    take_version(exclusions, version, _("Danh mục này vừa được người khác sửa. Tải lại trang để xem."))
    lines = list(exclusions.lines.filter(procedure=None))
    _match(lines)
    ExclusionLine.objects.bulk_update(lines, ["procedure", "trouble"], batch_size=500)
    _tell("exclusion.matched", exclusions, lines)
    return ExclusionList.objects.get(pk=exclusions.pk)


@service(permission="review.plan")
def set_exclusions(*, actor: Actor, campaign: Campaign, lists: Sequence[ExclusionList], version: int) -> Campaign:
    """Say which lists a plan leaves out. Raises `Stale`, `UserError`."""
    fresh = claim(campaign, version, (CampaignState.DRAFT,))
    fresh.exclusions.set(lists)
    tell("scope.excluded", fresh, lists="; ".join(one.title for one in lists)[:500])
    return fresh


def _tell(verb: str, row: ExclusionList, lines: Sequence[ExclusionLine]) -> None:
    unknown = sum(line.procedure_id is None for line in lines)
    record(Event(f"review.{verb}", "review.exclusion", row.public_id, facts={"lines": len(lines), "unknown": unknown}))


def _lines(made: ExclusionList, rows: Sequence[Row]) -> list[ExclusionLine]:
    return [
        ExclusionLine(
            list=made,
            ordinal=place,
            code=normal_code(row.get("code", ""))[:60],
            name=" ".join(row.get("name", "").split()),
            tier=tier_of(row.get("tier", "")),
            reason=" ".join(row.get("reason", "").split())[:1000],
        )
        for place, row in enumerate(rows, start=1)
        if row.get("code") or row.get("name")
    ]


def tier_of(text: str) -> str:
    """The tier that a cell names ("Cấp tỉnh" → province); "" for none, which means all tiers."""
    words = fold(text).removeprefix("cap ").split()
    return next((key for key, named in _TIERS if words and words[0] in named), "")


def _match(lines: Sequence[ExclusionLine]) -> None:
    """Find the procedure of each line by its code, else by its name where one procedure alone bears it."""
    codes = {line.code for line in lines if line.code}
    by_code = dict(Procedure.objects.filter(code__in=codes).values_list("code", "pk"))
    by_name: dict[str, set[int]] = defaultdict(set)
    if any(not line.code for line in lines):
        rows = Procedure.objects.filter(current__isnull=False).values_list("pk", "current__name")
        for pk, name in rows.iterator():
            by_name[fold(name)].add(pk)
    for line in lines:
        named = by_name.get(fold(line.name), set()) if not line.code else set()
        line.procedure_id = by_code.get(line.code) if line.code else (next(iter(named)) if len(named) == 1 else None)
        if line.procedure_id is not None:
            line.trouble = ""
        elif line.code:
            line.trouble = _("Danh mục không có mã này.")
        elif named:
            line.trouble = _("Có {n} thủ tục cùng tên; ghi mã để phân biệt.").format(n=len(named))
        else:
            line.trouble = _("Danh mục không có thủ tục tên này.")
