"""From a neutral record to rows of the catalogue and back, without loss.

`fill_version`, `case_rows` and `add_parts` give what is stored, as tuples (objects would cost seconds); `record_of`
reads a version with its parts again, so that `fingerprint(record_of(stored)) == fingerprint(record)`. Blank and absent
are one: the source says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from motcua.catalog.models import (
    AgencyLine,
    AgencyRole,
    Channel,
    Component,
    LegalBasis,
    ProcedureVersion,
    ResultLine,
    SubjectLine,
    TierLine,
)
from motcua.catalog.models.parts import Part
from motcua.catalog.paperkinds import component_kinds
from motcua.catalog.record import (
    CaseRecord,
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    Level,
    ProcedureRecord,
    ResultRecord,
)

PLAIN = (
    "name",
    "decision_no",
    "issuer",
    "level_text",
    "kind",
    "receiving_address",
    "steps",
    "conditions",
    "description",
    "keywords",
    "legal_raw",
    "source_url",
    "collected",
    "proposal_no",
    "sets",
)
AGENCY_FIELDS = {
    AgencyRole.EXECUTING: "agency",
    AgencyRole.AUTHORITY: "authority",
    AgencyRole.COORDINATING: "coordinating",
    AgencyRole.DELEGATED: "delegated",
}


@dataclass(frozen=True, slots=True)
class Readings:
    """What is read out of written text while storing: limits, amounts, kinds of unit."""

    limit: Callable[[str | None], tuple[Decimal, str] | None]
    amount: Callable[[str | None], int | None]
    unit_kind: Callable[[str], str]


PARTS: dict[type[Part], tuple[str, ...]] = {
    Component: (
        "procedure_version_id", "ordinal", "case_id", "kind", "name", "form", "quantity", "originals", "copies", "code",
        "quality",
    ),
    Channel: (
        "procedure_version_id", "ordinal", "case_id", "kind", "time_text", "limit_value", "limit_unit", "fee_text",
        "fee_amount", "note", "quality",
    ),
    ResultLine: ("procedure_version_id", "ordinal", "name", "code"),
    LegalBasis: ("procedure_version_id", "ordinal", "number", "title", "date_text", "issuer"),
    SubjectLine: ("procedure_version_id", "ordinal", "name"),
    TierLine: ("procedure_version_id", "ordinal", "tier"),
    AgencyLine: ("procedure_version_id", "ordinal", "role", "name", "unit_kind"),
}  # fmt: skip
CASES = ("id", "procedure_version_id", "ordinal", "name", "code", "time_text", "declared")
Row = tuple[Any, ...]
Rows = dict[type[Part], list[Row]]


def fill_version(version: ProcedureVersion, record: ProcedureRecord) -> None:
    """Set the version's own columns from the record; nothing is saved."""
    for name in PLAIN:
        setattr(version, name, getattr(record, name) or "")
    version.online_submit = record.online_submit
    version.repaired = list(record.repaired)
    version.partial = record.partial
    version.source = record.source[:500]


def cases_of(record: ProcedureRecord) -> list[CaseRecord]:
    """The cases of a record: those it declares, then those named only beside papers and channels."""
    declared = {case.name for case in record.cases}
    named = dict.fromkeys(component.case or "" for component in record.components)
    named.update(dict.fromkeys(channel.case for channel in record.channels if channel.case))
    return [*record.cases, *(CaseRecord(name) for name in named if name not in declared)]


def case_rows(version_id: int, record: ProcedureRecord, cases: Sequence[CaseRecord], keys: Sequence[int]) -> list[Row]:
    """Rows of `ProcedureCase` in the order of `CASES`, with the keys given."""
    declared = len(record.cases)
    return [
        (key, version_id, ordinal, case.name, case.code or "", case.time or "", ordinal <= declared)
        for ordinal, (key, case) in enumerate(zip(keys, cases, strict=True), start=1)
    ]


def add_parts(
    rows: Rows, version_id: int, record: ProcedureRecord, cases: Mapping[str, int], readings: Readings
) -> None:
    """Add the record's parts to `rows`, each a tuple in the order of `PARTS`; `cases` gives the key of each case."""
    kinds = component_kinds(record.components)
    rows[Component] += [
        (
            version_id, ordinal, cases[one.case or ""], kind, one.name, one.form or "", one.quantity or "",
            one.originals, one.copies, one.code or "", one.quality or "",
        )
        for ordinal, (one, kind) in enumerate(zip(record.components, kinds, strict=True), start=1)
    ]  # fmt: skip
    for ordinal, channel in enumerate(record.channels, start=1):
        limit = readings.limit(channel.time) or (None, "")
        rows[Channel].append(
            (
                version_id, ordinal, cases[channel.case] if channel.case else None, channel.channel,
                channel.time or "", *limit, channel.fee or "", readings.amount(channel.fee), channel.note or "",
                channel.quality or "",
            )
        )  # fmt: skip
    _add_lines(rows, version_id, record)
    _add_agencies(rows, version_id, record, readings)


def _add_lines(rows: Rows, version_id: int, record: ProcedureRecord) -> None:
    rows[ResultLine] += [
        (version_id, ordinal, one.name, one.code or "") for ordinal, one in enumerate(record.results, 1)
    ]
    rows[LegalBasis] += [
        (version_id, ordinal, one.number, one.title or "", one.date or "", one.issuer or "")
        for ordinal, one in enumerate(record.legal_basis, 1)
    ]
    rows[SubjectLine] += [(version_id, ordinal, name) for ordinal, name in enumerate(record.subjects, 1)]
    rows[TierLine] += [(version_id, ordinal, level) for ordinal, level in enumerate(record.levels, 1)]


def _add_agencies(rows: Rows, version_id: int, record: ProcedureRecord, readings: Readings) -> None:
    ordinal = 0
    for role, attribute in AGENCY_FIELDS.items():
        for line in (getattr(record, attribute) or "").split("\n"):
            if line.strip():
                ordinal += 1
                rows[AgencyLine].append((version_id, ordinal, role.value, line, readings.unit_kind(line)))


def record_of(version: ProcedureVersion) -> ProcedureRecord:
    """The neutral record of a stored version; its parts should have been prefetched (`selectors.with_parts`)."""
    plain = {name: getattr(version, name) or None for name in PLAIN}
    agencies: dict[str, str | None] = {
        attribute: "\n".join(line.name for line in version.agencies.all() if line.role == role) or None
        for role, attribute in AGENCY_FIELDS.items()
    }
    return ProcedureRecord(
        code=version.procedure.code,
        source=version.source,
        field=version.field.name if version.field else None,
        levels=cast(tuple[Level, ...], tuple(line.tier for line in version.tiers.all())),
        subjects=tuple(line.name for line in version.subjects.all()),
        channels=tuple(_channel_record(channel) for channel in version.channels.all()),
        components=tuple(_component_record(component) for component in version.components.all()),
        results=tuple(ResultRecord(name=line.name, code=line.code or None) for line in version.results.all()),
        legal_basis=tuple(_basis_record(line) for line in version.legal_basis.all()),
        cases=tuple(
            CaseRecord(name=case.name, code=case.code or None, time=case.time_text or None)
            for case in version.cases.all()
            if case.declared
        ),
        repaired=tuple(version.repaired),
        internal=version.procedure.internal,
        online_submit=version.online_submit,
        partial=version.partial,
        **{**plain, "name": version.name, **agencies},  # type: ignore[arg-type]
    )


def _channel_record(channel: Channel) -> ChannelRecord:
    return ChannelRecord(
        channel=channel.kind,  # type: ignore[arg-type]
        time=channel.time_text or None,
        fee=channel.fee_text or None,
        note=channel.note or None,
        case=channel.case.name if channel.case else None,
        quality=channel.quality or None,
    )


def _component_record(component: Component) -> ComponentRecord:
    return ComponentRecord(
        name=component.name,
        case=component.case.name or None,
        form=component.form or None,
        quantity=component.quantity or None,
        originals=component.originals,
        copies=component.copies,
        code=component.code or None,
        quality=component.quality or None,
    )


def _basis_record(line: LegalBasis) -> LegalBasisRecord:
    return LegalBasisRecord(
        number=line.number,
        title=line.title or None,
        date=line.date_text or None,
        issuer=line.issuer or None,
    )
