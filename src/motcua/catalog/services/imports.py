"""Imports: open a batch, add what was read, choose rows, apply them piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event
from motcua.access.events import record as log
from motcua.access.service import service
from motcua.catalog.models import ImportBatch, ImportItem, ImportState, Outcome
from motcua.catalog.services.classifying import Classified
from motcua.catalog.services.inserting import Row, insert_rows
from motcua.catalog.services.preparing import Prepared, first_day, pack, unpack
from motcua.catalog.services.shared_names import refresh_shared_names
from motcua.catalog.services.storing import store, touch_catalog
from motcua.files.models import StoredFile
from motcua.web.faults import Stale, UserError

PIECE = 200  # records stored in one transaction


@service(permission="catalog.import")
def open_import(
    *, actor: Actor, title: str, file: StoredFile | None = None, effective_from: date | None = None
) -> ImportBatch:
    """Open an import of one source; `effective_from` is the first day of its content (None: as the source says)."""
    batch = ImportBatch.objects.create(
        title=title[:300], file=file, effective_from=effective_from, created_by=actor.user
    )
    _tell(batch, "catalog.import.opened")
    return batch


@service(permission="catalog.import")
def add_items(*, actor: Actor, batch: ImportBatch, rows: Sequence[tuple[int, Classified]], is_kept: bool = True) -> int:
    """Add what was read, each with its place in the source; a place already there is left alone (a resumed read).

    `is_kept=False` stores no records: the caller holds them and gives them to `apply_piece` at once.
    Returns how many were added.
    """
    if batch.state == ImportState.WAITING:
        batch.state = ImportState.READING
        batch.save(update_fields=["state"])
    known = set(
        ImportItem.objects.filter(batch=batch, ordinal__in=[place for place, _row in rows]).values_list(
            "ordinal", flat=True
        )
    )
    items = [_item(batch, place, row, is_kept) for place, row in rows if place not in known]
    insert_rows(ImportItem, _ITEM, items)
    return len(items)


_ITEM = (
    "batch_id",
    "ordinal",
    "code",
    "name",
    "source",
    "outcome",
    "reason",
    "changes",
    "record",
    "fingerprint",
    "chosen",
)


def _item(batch: ImportBatch, place: int, row: Classified, is_kept: bool) -> Row:
    chosen = row.prepared is not None and row.outcome in (Outcome.NEW, Outcome.CHANGED)
    return (
        batch.pk,
        place,
        row.code[:60],
        row.name,
        row.source[:500],
        row.outcome.value,
        row.reason,
        list(row.changes),
        pack(row.prepared) if is_kept and chosen and row.prepared else None,
        row.prepared.fingerprint if row.prepared else "",
        chosen,
    )


@service(permission="catalog.import")
def finish_reading(*, actor: Actor, batch: ImportBatch, fault: str = "") -> ImportBatch:
    """Close the reading: the batch waits for a person's choice, or says why nothing could be read."""
    batch.counts = count_outcomes(batch)
    batch.fault = fault
    batch.state = ImportState.FAILED if fault else ImportState.PREVIEW
    batch.save(update_fields=["counts", "fault", "state"])
    _tell(batch, "catalog.import.read")
    return batch


def count_outcomes(batch: ImportBatch) -> dict[str, int]:
    """How many rows of each outcome, and how many were applied."""
    counted = batch.items.aggregate(
        **{outcome.value: Count("id", filter=Q(outcome=outcome)) for outcome in Outcome},
        applied=Count("id", filter=Q(applied=True)),
    )
    return {name: int(number) for name, number in counted.items()}


@service(permission="catalog.import")
def choose_items(
    *, actor: Actor, batch: ImportBatch, chosen: bool, item_ids: Iterable[int] | None = None, version: int
) -> int:
    """Choose or leave out rows of a preview (all of them where `item_ids` is `None`); returns how many changed.

    Raises `Stale` where the batch moved on since it was shown.
    """
    _expect(batch, version, ImportState.PREVIEW)
    items = batch.items.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED]).exclude(chosen=chosen)
    if item_ids is not None:
        items = items.filter(id__in=list(item_ids))
    changed = items.update(chosen=chosen)
    if changed:
        _bump(batch)
    return changed


@service(permission="catalog.import")
def begin_applying(*, actor: Actor, batch: ImportBatch, version: int) -> ImportBatch:
    """Let the chosen rows be applied. Raises `Stale`, or `UserError` where no row is chosen."""
    _expect(batch, version, ImportState.PREVIEW)
    if not batch.items.filter(chosen=True, outcome__in=[Outcome.NEW, Outcome.CHANGED]).exists():
        raise UserError("nothing-chosen", _("Chưa chọn dòng nào để áp dụng."), hint=_("Chọn ít nhất một dòng."))
    batch.state = ImportState.APPLYING
    _bump(batch, "state")
    _tell(batch, "catalog.import.approved")
    return batch


@dataclass(frozen=True, slots=True)
class Applied:
    """What one piece did."""

    done: int
    faults: tuple[tuple[str, str], ...]  # code, why


@service(permission="catalog.import")
def apply_piece(
    *, actor: Actor, batch: ImportBatch, default_from: date, ready: Mapping[int, Prepared] | None = None
) -> Applied:
    """Apply the next rows of a batch in one transaction; nothing is applied twice, however often it is called.

    `default_from` is the first day of records whose source states no month of collection; `ready` holds records by
    their place where the caller still has them.
    Returns how many were handled; zero means that all are.
    """
    ImportBatch.objects.select_for_update().get(pk=batch.pk)  # a worker that lost its lease waits, then sees all done
    waiting = batch.items.filter(chosen=True, applied=False, outcome__in=[Outcome.NEW, Outcome.CHANGED])
    items = list(waiting.order_by("ordinal")[:PIECE])
    groups: dict[tuple[int, date], list[tuple[ImportItem, Prepared]]] = {}  # a code met again goes into a later group
    met: Counter[str] = Counter()
    faults: list[tuple[str, str]] = []
    for item in items:
        prepared = (ready or {}).get(item.ordinal) or _unpacked(item)
        if prepared is None:
            faults.append(_refuse(item, _("Bản xem trước do bản phần mềm trước lập. Nhập lại tệp.")))
            continue
        day = batch.effective_from or first_day(prepared.record.collected) or default_from
        groups.setdefault((met[item.code], day), []).append((item, prepared))
        met[item.code] += 1
    for (_again, day), group in sorted(groups.items(), key=lambda entry: entry[0]):
        stored = store([prepared for _item, prepared in group], day, [item for item, _prepared in group])
        refusal = _("Cơ sở dữ liệu không nhận bản ghi này: {fault}")
        faults += [
            _refuse(item, refusal.format(fault=one.fault))
            for (item, _prepared), one in zip(group, stored, strict=True)
            if one.fault
        ]
    done = batch.items.filter(pk__in=[item.pk for item in items])
    done.update(record=None)
    done.exclude(outcome=Outcome.REJECTED).update(applied=True)
    if items:
        touch_catalog()
    return Applied(len(items), tuple(faults))


def _unpacked(item: ImportItem) -> Prepared | None:
    """The record kept with a row; `None` where there is none, or one of another release."""
    try:
        return unpack(item.record) if item.record else None
    except ValueError:
        return None


def _refuse(item: ImportItem, why: str) -> tuple[str, str]:
    item.outcome, item.chosen, item.reason = Outcome.REJECTED, False, why
    item.save(update_fields=["outcome", "chosen", "reason"])
    return item.code, item.reason


@service(permission="catalog.import")
def finish_applying(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Close an import whose chosen rows are all applied, and look again at what only shows in the whole catalogue."""
    refresh_shared_names()
    batch.state, batch.finished_at = ImportState.APPLIED, timezone.now()
    batch.counts = count_outcomes(batch)
    batch.save(update_fields=["state", "finished_at", "counts"])
    _tell(batch, "catalog.import.applied")
    return batch


def _expect(batch: ImportBatch, version: int, state: ImportState) -> None:
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.version != version or locked.state != state:
        raise Stale(_("Lần nhập này vừa được người khác thay đổi. Tải lại trang để xem hiện trạng."))


def _bump(batch: ImportBatch, *fields: str) -> None:
    batch.version += 1
    batch.save(update_fields=["version", *fields])


def _tell(batch: ImportBatch, verb: str) -> None:
    log(
        Event(
            verb=verb,
            object_type="catalog.import",
            object_id=batch.public_id,
            facts={name: number for name, number in batch.counts.items() if isinstance(number, int)},
        )
    )
