"""What the terminal command `motcua catalog` does, and how it says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.catalog.asking import find, find_version
from motcua.catalog.comparison import compare_versions, comparison_docx
from motcua.catalog.finder import hit_dict, search_procedures
from motcua.catalog.models import ChannelKind, Finding, Outcome
from motcua.catalog.plain import finding_dict, open_findings, procedure_dict, version_line
from motcua.catalog.quality.batch import SharedNames
from motcua.catalog.selectors import layer_on, versions_to_compare
from motcua.catalog.services.classifying import PIECE, Classified, Classifier
from motcua.catalog.services.imports import (
    add_items,
    apply_piece,
    begin_applying,
    choose_items,
    finish_applying,
    finish_reading,
)
from motcua.catalog.services.imports import open_import as open_batch
from motcua.catalog.services.preparing import Prepared
from motcua.catalog.services.sources import items_at
from motcua.web.faults import UserError

Say = Callable[[str], None]
_HELD = 5_000  # records held in memory between reading and applying; the rest is packed
_STORED = (Outcome.NEW, Outcome.CHANGED)


def import_paths(
    actor: Actor,
    paths: Sequence[Path],
    *,
    apply: bool,
    effective_from: date | None,
    say: Say,
    only: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Read files and folders; without `apply` only say what would be done, and write nothing.

    `only` names the codes to apply (default: all that are new or changed). Raises `UserError` for a path that does not
    exist.
    """
    actor.require("catalog.import")
    for path in paths:
        if not path.exists():
            raise UserError("no-such-path", _("Không có tệp hay thư mục {path}.").format(path=path))
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    rows = _counted(Classifier(effective_from).classify(items_at(paths)), counts, kinds, say)
    if apply:
        _store(actor, paths, rows, counts, effective_from, say, only)
    else:
        for _row in rows:
            pass
    return {
        "read": counts["read"],
        "created": counts[Outcome.NEW],
        "updated": counts[Outcome.CHANGED],
        "unchanged": counts[Outcome.UNCHANGED],
        "rejected": counts[Outcome.REJECTED],
        "findings": dict(sorted(kinds.items())),
    }


def _counted(rows: Iterable[Classified], counts: Counter[str], kinds: Counter[str], say: Say) -> Iterable[Classified]:
    names = SharedNames()
    for row in rows:
        counts["read"] += 1
        counts[row.outcome] += 1
        if row.prepared is not None:
            kinds.update(defect.kind for defect in row.prepared.defects)
            names.add(row.code, row.name)
        if row.outcome == Outcome.REJECTED:
            say(_("Không nhận {what}: {why}").format(what=row.code or row.source, why=row.reason))
        yield row
    kinds.update(defect.kind for _code, defect in names.defects())


def _store(
    actor: Actor,
    paths: Sequence[Path],
    rows: Iterable[Classified],
    counts: Counter[str],
    effective_from: date | None,
    say: Say,
    only: Sequence[str] | None,
) -> None:
    title = ", ".join(path.name for path in paths)
    batch = open_batch(actor=actor, title=title, effective_from=effective_from)
    stream = enumerate(rows, start=1)
    held: dict[int, Prepared] = {}  # applied at once: most records need not be packed and unpacked
    while piece := list(islice(stream, PIECE)):
        is_held = len(held) < _HELD
        add_items(actor=actor, batch=batch, rows=piece, is_kept=not is_held)
        if is_held:
            held |= {place: row.prepared for place, row in piece if row.prepared and row.outcome in _STORED}
        say(_("Đã đọc {number} bản ghi").format(number=piece[-1][0]))
    finish_reading(actor=actor, batch=batch, fault="" if counts else _("Không có bản ghi nào."))
    if not counts[Outcome.NEW] + counts[Outcome.CHANGED]:
        return
    if only is not None:
        left_out = batch.items.exclude(code__in=only).values_list("pk", flat=True)
        choose_items(actor=actor, batch=batch, chosen=False, item_ids=list(left_out), version=batch.version)
    begin_applying(actor=actor, batch=batch, version=batch.version)
    today = timezone.localdate()
    while (applied := apply_piece(actor=actor, batch=batch, default_from=today, ready=held)).done:
        for code, why in applied.faults:
            counts[Outcome.REJECTED] += 1
            say(_("Không nhận {what}: {why}").format(what=code, why=why))
    finish_applying(actor=actor, batch=batch)
    stored = batch.items.filter(applied=True)
    counts[Outcome.NEW] = stored.filter(outcome=Outcome.NEW).count()
    counts[Outcome.CHANGED] = stored.filter(outcome=Outcome.CHANGED).count()


def show(actor: Actor, code: str, day: date | None) -> dict[str, Any]:
    """One procedure as it stands, or stood on a day, with open findings and all versions.

    Raises `UserError` for a code that there is not, or a day without it.
    """
    procedure = find(actor, code)
    version = find_version(procedure, day)
    findings = Finding.objects.visible_to(actor).filter(procedure_version=version).select_related("procedure")
    return {
        **procedure_dict(version, layer_on(procedure, day or timezone.localdate())),
        "findings": open_findings(findings),
        "versions": [version_line(one) for one in procedure.versions.visible_to(actor).order_by("-number")],
    }


def versions(actor: Actor, code: str) -> list[dict[str, Any]]:
    """All versions of a procedure that the actor may see, newest first."""
    return [version_line(row) for row in find(actor, code).versions.visible_to(actor).order_by("-number")]


def findings(actor: Actor, *, kind: str | None, state: str, limit: int) -> list[dict[str, Any]]:
    """Findings of a state, of one kind where it is given, oldest first."""
    rows = Finding.objects.visible_to(actor).select_related("procedure").order_by("id")
    rows = rows if state == "all" else rows.filter(state=state)
    rows = rows.filter(kind=kind) if kind else rows
    return [finding_dict(row) for row in rows[:limit]]


def diff(actor: Actor, code: str, old: str | None, new: str | None, *, docx: Path | None) -> dict[str, Any]:
    """What changed between two versions; the last two where none are named. Writes a Word file where asked.

    Raises `UserError` where there are not two versions to compare.
    """
    before, after = versions_to_compare(find(actor, code), actor, old, new)
    if before is None or after is None:
        raise UserError(
            "nothing-to-compare",
            _("Không tìm thấy hai phiên bản của thủ tục {code} để so sánh.").format(code=code),
            hint=_("Xem mã phiên bản bằng lệnh show."),
        )
    comparison = compare_versions(before, after)
    if docx is not None:
        docx.write_bytes(comparison_docx(comparison))
    return comparison.to_dict()


def search(text: str, limit: int) -> list[dict[str, Any]]:
    """Procedures that a citizen's words lead to, best first."""
    return [hit_dict(hit) for hit in search_procedures(text, limit=limit).hits]


def words(verb: str, result: Any) -> Iterable[str]:
    """The result of a verb as lines for a person."""
    if verb == "import":
        yield _("Đọc {read}: mới {created}, thay đổi {updated}, không đổi {unchanged}, không nhận {rejected}").format(
            **result
        )
        for kind, number in result["findings"].items():
            yield f"  {kind}: {number}"
    elif verb == "show":
        yield from _show_words(result)
    elif verb == "search":
        yield from (f"{row['code']}  {row['name']}" for row in result)
    elif verb == "diff":
        yield f"{result['code']}  {result['name']}"
        yield from (f"- {change['sentence']}" for change in result["changes"])
    else:
        yield from (f"{row['code']}  {row['kind']}  {row['field']}: {row['message']}" for row in result)


def _show_words(result: dict[str, Any]) -> Iterable[str]:
    yield f"{result['code']}  {result['name']}"
    yield f"{_('Lĩnh vực')}: {result['field'] or _('chưa rõ')}"
    yield f"{_('Cơ quan thực hiện')}: {result['agency'] or _('chưa rõ')}"
    for channel in result["channels"]:
        yield f"- {ChannelKind(channel['channel']).label}: {channel['time'] or _('chưa rõ')}; {channel['fee'] or '–'}"
    for case in result["cases"]:
        yield case["name"] or _("Thành phần hồ sơ")
        yield from (f"  - {component['name'].lstrip('-–•+ ')}" for component in case["components"])
    if result["findings"]:
        yield _("Phát hiện chưa xử lý: {number}").format(number=len(result["findings"]))
