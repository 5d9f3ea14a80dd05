"""Stores prepared records as versions: many at once, and one by one where a batch meets a fault."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import DatabaseError, transaction
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
from motcua.catalog.models.procedures import IN_FORCE_ONCE
from motcua.catalog.quality.registry import Defect
from motcua.catalog.readings import READINGS
from motcua.catalog.record import ProcedureRecord
from motcua.catalog.rows import CASES, PARTS, Row, Rows, add_parts, case_rows, cases_of, fill_version
from motcua.catalog.search.fold import fold
from motcua.catalog.services.inserting import insert_objects, insert_rows, reserve_keys
from motcua.catalog.services.marks import carry_marks, marks_of
from motcua.catalog.services.preparing import Prepared, defect_digest
from motcua.web.publicid import new_public_id

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


def store(prepared: Sequence[Prepared], effective_from: date, items: Sequence[ImportItem | None]) -> list[Stored]:
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


def _store_one(prepared: Prepared, effective_from: date, item: ImportItem | None) -> Stored:
    try:
        with transaction.atomic():
            return Stored(_store_all([prepared], effective_from, [item])[0])
    except DatabaseError as error:
        return Stored(None, fault=str(error).strip().split("\n")[0])


def _store_all(
    prepared: Sequence[Prepared], effective_from: date, items: Sequence[ImportItem | None]
) -> list[ProcedureVersion]:
    procedures = _procedures(prepared)
    fields = fields_of(prepared)
    numbers = dict(
        ProcedureVersion.objects.filter(procedure__in=procedures.values())
        .values_list("procedure_id")
        .annotate(last=Max("number"))
    )
    moment = timezone.now()
    versions = []
    for one, item in zip(prepared, items, strict=True):
        procedure = procedures[one.record.code]
        version = ProcedureVersion(
            procedure=procedure,
            number=numbers.get(procedure.pk, 0) + 1,
            effective_from=effective_from,
            field=fields.get(fold(one.record.field or "")),
            fingerprint=one.fingerprint,
            import_item=item,
            recorded_at=moment,
        )
        fill_version(version, one.record)
        versions.append(version)
    marks = marks_of([procedure.pk for procedure in procedures.values()])
    place_in_time(versions)
    states = [version.state for version in versions]
    for version in versions:
        version.state = VersionState.CHECKED  # parts can be added only while it is not in force
    insert_objects(ProcedureVersion, versions)
    save_parts([(version.pk, one.record) for version, one in zip(versions, prepared, strict=True)])
    carry_marks(versions, marks)
    put_in_force(versions, states)
    save_quality(prepared, versions)
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
    insert_objects(Procedure, missing)
    return known | {procedure.code: procedure for procedure in missing}


def fields_of(prepared: Sequence[Prepared]) -> dict[str, Field]:
    """The fields that records name, by folded name; those not known yet are made."""
    names = {fold(one.record.field): one.record.field for one in prepared if one.record.field}
    known = Field.objects.in_bulk(list(names), field_name="key")
    missing = [Field(name=name, key=key) for key, name in names.items() if key not in known]
    insert_objects(Field, missing)
    return known | {one.key: one for one in missing}


def place_in_time(versions: Sequence[ProcedureVersion]) -> None:
    """Give each new version its state and end; end the one before it. Periods of one procedure never overlap."""
    dated: dict[int, list[ProcedureVersion]] = defaultdict(list)
    earlier = ProcedureVersion.objects.filter(
        procedure__in=[version.procedure for version in versions], state__in=IN_FORCE_ONCE
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


def save_parts(records: Sequence[tuple[int, ProcedureRecord]]) -> None:
    """Store the cases and parts of versions given by key: one statement a table, however many versions."""
    cases = [cases_of(record) for _version_id, record in records]
    keys = iter(reserve_keys(ProcedureCase, sum(map(len, cases))))
    stored: list[Row] = []
    rows: Rows = {part: [] for part in PARTS}
    for (version_id, record), named in zip(records, cases, strict=True):
        found = case_rows(version_id, record, named, list(islice(keys, len(named))))
        stored += found
        add_parts(rows, version_id, record, {row[3]: row[0] for row in reversed(found)}, READINGS)
    insert_rows(ProcedureCase, CASES, stored)
    for part, names in PARTS.items():
        insert_rows(part, names, rows[part])


def put_in_force(versions: Sequence[ProcedureVersion], states: Sequence[str]) -> None:
    """Give versions, whose parts are all there, the states that their place in time asks for; from now on locked."""
    for version, state in zip(versions, states, strict=True):
        version.state = state
    for state in sorted(set(states)):
        keys = [version.pk for version in versions if version.state == state]
        ProcedureVersion.objects.filter(pk__in=keys).update(state=state)
    make_current(versions)


def make_current(versions: Sequence[ProcedureVersion]) -> None:
    """Point each procedure to its published version: one statement."""
    published = ProcedureVersion.objects.filter(procedure=OuterRef("pk"), state=VersionState.PUBLISHED)
    Procedure.objects.filter(pk__in=[version.procedure_id for version in versions]).update(
        current=Subquery(published.values("pk")[:1])
    )


def save_quality(prepared: Sequence[Prepared], versions: Sequence[ProcedureVersion]) -> None:
    """Store findings and repairs of versions just put in place; open findings of the versions before are obsolete."""
    live = [version for version in versions if version.state == VersionState.PUBLISHED]
    procedure_ids = [version.procedure_id for version in live]
    decided = {
        (finding.procedure_id, finding.digest): finding
        for finding in Finding.objects.filter(
            procedure__in=procedure_ids, state__in=[FindingState.SETTLED, FindingState.DISMISSED]
        ).order_by("id")
    }
    Finding.objects.filter(procedure__in=procedure_ids, state=FindingState.OPEN).update(state=FindingState.OBSOLETE)
    findings: list[Row] = []
    repairs: list[Row] = []
    found_at = timezone.now()
    for one, version in zip(prepared, versions, strict=True):
        findings += finding_rows(one.defects, version, decided, found_at)
        repairs += [(version.pk, done.path, done.kind, done.before, done.after) for done in one.repairs]
    insert_rows(Finding, FINDING, findings)
    insert_rows(Normalisation, ("procedure_version_id", "path", "kind", "before", "after"), repairs)


def finding_rows(
    defects: Iterable[Defect],
    version: ProcedureVersion,
    decided: Mapping[tuple[int, str], Finding],
    found_at: datetime,
) -> list[Row]:
    """One row a defect in the order of `FINDING`; a decision on the same defect of an earlier version stays."""
    rows: dict[str, Row] = {}
    for defect in defects:
        digest = defect_digest(defect.kind, defect.path, defect.evidence)
        before = decided.get((version.procedure_id, digest))
        if version.state != VersionState.PUBLISHED:
            decision: Row = (FindingState.OBSOLETE.value, "", None, None, None)
        elif before is not None:
            decision = (before.state, before.decision, before.value, before.settled_by_id, before.settled_at)
        else:
            decision = (FindingState.OPEN.value, "", None, None, None)
        row = (
            new_public_id(), version.procedure_id, version.pk, defect.kind, defect.severity, defect.path,
            defect.evidence, defect.message, digest, found_at, *decision,
        )  # fmt: skip
        rows.setdefault(digest, row)
    return list(rows.values())


FINDING = (
    "public_id", "procedure_id", "procedure_version_id", "kind", "severity", "path", "evidence", "message", "digest",
    "found_at", "state", "decision", "value", "settled_by_id", "settled_at",
)  # fmt: skip
