"""Stores prepared records as versions: many at once, and one by one where a batch meets a fault."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, models, transaction
from django.db.models import F, Max, OuterRef, Subquery
from django.utils import timezone

from motcua.access.events import Event
from motcua.access.events import record as log
from motcua.catalog.models import (
    CatalogState,
    Field,
    Finding,
    FindingState,
    ImportItem,
    Normalisation,
    Origin,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    VersionState,
)
from motcua.catalog.readings import READINGS
from motcua.catalog.rows import VersionRows, rows_of
from motcua.catalog.search.fold import fold
from motcua.catalog.services.inserting import insert_rows
from motcua.catalog.services.preparing import Prepared, defect_digest

_PROVINCE_CODE = re.compile(r"\.H\d{2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored version, or why it could not be stored."""

    version: ProcedureVersion | None
    fault: str = ""


def touch_catalog() -> None:
    """Tell readers in memory that the catalogue changed; the last statement of a change, it serialises writers."""
    if not CatalogState.objects.filter(id=1).update(revision=F("revision") + 1):
        CatalogState.objects.get_or_create(id=1, defaults={"revision": 1})


def store(prepared: Sequence[Prepared], effective_from: date, items: Sequence[ImportItem]) -> list[Stored]:
    """Store each record as a version in force from the date; call inside a service's transaction.

    `items` are the rows of an import that the records came from, in the same order. All are tried in one savepoint;
    where the database refuses, each is tried in a savepoint of its own, so that one bad record never takes others with
    it. Codes must differ within one call.
    """
    try:
        with transaction.atomic():
            return [Stored(version) for version in _store_all(prepared, effective_from, items)]
    except DatabaseError:
        return [_store_one(one, effective_from, item) for one, item in zip(prepared, items, strict=True)]


def _store_one(prepared: Prepared, effective_from: date, item: ImportItem) -> Stored:
    try:
        with transaction.atomic():
            return Stored(_store_all([prepared], effective_from, [item])[0])
    except DatabaseError as error:
        return Stored(None, fault=str(error).strip().split("\n")[0])


def _store_all(
    prepared: Sequence[Prepared], effective_from: date, items: Sequence[ImportItem]
) -> list[ProcedureVersion]:
    procedures = _procedures(prepared)
    fields = _fields(prepared)
    numbers = dict(
        ProcedureVersion.objects.filter(procedure__in=procedures.values())
        .values_list("procedure_id")
        .annotate(last=Max("number"))
    )
    all_rows: list[VersionRows] = []
    for one, item in zip(prepared, items, strict=True):
        procedure = procedures[one.record.code]
        version = ProcedureVersion(
            procedure=procedure,
            number=numbers.get(procedure.pk, 0) + 1,
            effective_from=effective_from,
            field=fields.get(fold(one.record.field or "")),
            fingerprint=one.fingerprint,
            import_item=item,
        )
        all_rows.append(rows_of(one.record, version, READINGS))
    versions = [rows.version for rows in all_rows]
    _place_in_time(versions)
    ProcedureVersion.objects.bulk_create(versions)
    _save_parts(all_rows)
    _make_current(versions)
    _save_quality(prepared, versions)
    for version in versions:
        log(
            Event(
                verb="catalog.version.recorded",
                object_type="catalog.procedure",
                object_id=version.procedure.public_id,
                facts={"code": version.procedure.code, "number": version.number, "state": version.state},
            )
        )
    return versions


def _procedures(prepared: Sequence[Prepared]) -> dict[str, Procedure]:
    known = Procedure.objects.in_bulk([one.record.code for one in prepared], field_name="code")
    missing = [
        Procedure(
            code=one.record.code,
            internal=one.record.internal,
            origin=Origin.PROVINCE if _PROVINCE_CODE.search(one.record.code) else Origin.CENTRAL,
        )
        for one in prepared
        if one.record.code not in known
    ]
    Procedure.objects.bulk_create(missing)
    return known | {procedure.code: procedure for procedure in missing}


def _fields(prepared: Sequence[Prepared]) -> dict[str, Field]:
    names = {fold(one.record.field): one.record.field for one in prepared if one.record.field}
    known = Field.objects.in_bulk(list(names), field_name="key")
    missing = [Field(name=name, key=key) for key, name in names.items() if key not in known]
    Field.objects.bulk_create(missing)
    return known | {one.key: one for one in missing}


def _place_in_time(versions: Sequence[ProcedureVersion]) -> None:
    """Give each new version its state and end; end the one before it. Periods of one procedure never overlap."""
    dated: dict[int, list[ProcedureVersion]] = defaultdict(list)
    earlier = ProcedureVersion.objects.filter(
        procedure__in=[version.procedure for version in versions], effective_from__isnull=False
    ).order_by("effective_from", "number")
    for old in earlier.only("id", "procedure_id", "state", "effective_from", "effective_to"):
        dated[old.procedure_id].append(old)
    ended: list[ProcedureVersion] = []
    for version in versions:
        start = version.effective_from
        assert start is not None
        before = [old for old in dated[version.procedure_id] if old.effective_from and old.effective_from <= start]
        after = [old for old in dated[version.procedure_id] if old.effective_from and old.effective_from > start]
        version.state = VersionState.SUPERSEDED if after else VersionState.PUBLISHED
        version.effective_to = after[0].effective_from if after else None
        if before and (before[-1].effective_to is None or before[-1].effective_to > start):
            before[-1].effective_to = start
            if before[-1].state == VersionState.PUBLISHED:
                before[-1].state = VersionState.SUPERSEDED
            ended.append(before[-1])
    ProcedureVersion.objects.bulk_update(ended, ["effective_to", "state"])


def _save_parts(all_rows: Sequence[VersionRows]) -> None:
    ProcedureCase.objects.bulk_create([case for rows in all_rows for case in rows.cases])
    by_model: dict[type[models.Model], list[dict[str, Any]]] = defaultdict(list)
    for rows in all_rows:
        for part, values in rows.parts:
            by_model[part].append(values)
    for model, parts in by_model.items():
        insert_rows(model, parts)


def _make_current(versions: Sequence[ProcedureVersion]) -> None:
    """Point each procedure to its published version: one statement."""
    published = ProcedureVersion.objects.filter(procedure=OuterRef("pk"), state=VersionState.PUBLISHED)
    Procedure.objects.filter(pk__in=[version.procedure_id for version in versions]).update(
        current=Subquery(published.values("pk")[:1])
    )


def _save_quality(prepared: Sequence[Prepared], versions: Sequence[ProcedureVersion]) -> None:
    live = [version for version in versions if version.state == VersionState.PUBLISHED]
    procedure_ids = [version.procedure_id for version in live]
    decided = {
        (finding.procedure_id, finding.digest): finding
        for finding in Finding.objects.filter(
            procedure__in=procedure_ids, state__in=[FindingState.SETTLED, FindingState.DISMISSED]
        ).order_by("id")
    }
    Finding.objects.filter(procedure__in=procedure_ids, state=FindingState.OPEN).update(state=FindingState.OBSOLETE)
    findings: list[dict[str, Any]] = []
    repairs: list[dict[str, Any]] = []
    for one, version in zip(prepared, versions, strict=True):
        findings += _findings(one, version, decided)
        repairs += [
            {
                "procedure_version": version,
                "path": done.path,
                "kind": done.kind,
                "before": done.before,
                "after": done.after,
            }
            for done in one.repairs
        ]
    insert_rows(Finding, findings)
    insert_rows(Normalisation, repairs)


def _findings(
    prepared: Prepared, version: ProcedureVersion, decided: dict[tuple[int, str], Finding]
) -> list[dict[str, Any]]:
    """One row a defect; a decision taken on the same defect of an earlier version is carried over."""
    rows: dict[str, dict[str, Any]] = {}
    found_at = timezone.now()
    for defect in prepared.defects:
        digest = defect_digest(defect.kind, defect.path, defect.evidence)
        row = {
            "procedure": version.procedure,
            "procedure_version": version,
            "kind": defect.kind,
            "severity": defect.severity,
            "path": defect.path,
            "evidence": defect.evidence,
            "message": defect.message,
            "digest": digest,
            "found_at": found_at,
        }
        before = decided.get((version.procedure_id, digest))
        if version.state != VersionState.PUBLISHED:
            row["state"] = FindingState.OBSOLETE
        elif before is not None:
            row |= {name: getattr(before, name) for name in _DECISION}
        rows.setdefault(digest, row)
    return list(rows.values())


_DECISION = ("state", "decision", "value", "settled_by", "settled_at")
