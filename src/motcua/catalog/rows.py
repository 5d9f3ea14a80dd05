"""From a neutral record to rows of the catalogue and back, without loss.

`rows_of` builds unsaved rows; `record_of` reads a version with its parts again, so that
`fingerprint(record_of(stored)) == fingerprint(record)`. Blank and absent are one: the source says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from motcua.catalog.models import (
    AgencyLine,
    AgencyRole,
    Channel,
    Component,
    LegalBasis,
    ProcedureCase,
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


PartRow = tuple[type[Part], dict[str, Any]]


@dataclass(slots=True)
class VersionRows:
    """An unsaved version, its unsaved cases, the values of its parts by model (objects would cost seconds)."""

    version: ProcedureVersion
    cases: list[ProcedureCase] = field(default_factory=list)
    parts: list[PartRow] = field(default_factory=list)


def rows_of(record: ProcedureRecord, version: ProcedureVersion, readings: Readings) -> VersionRows:
    """Fill `version` and build its parts from `record`; nothing is saved."""
    for name in PLAIN:
        setattr(version, name, getattr(record, name) or "")
    version.online_submit = record.online_submit
    version.repaired = list(record.repaired)
    version.partial = record.partial
    version.source = record.source[:500]
    rows = VersionRows(version)
    cases = _cases(record, rows)
    rows.parts += _components(record, version, cases)
    rows.parts += _channels(record, version, cases, readings)
    rows.parts += _simple(record, version)
    rows.parts += _agencies(record, version, readings)
    return rows


def _cases(record: ProcedureRecord, rows: VersionRows) -> dict[str, ProcedureCase]:
    declared = {case.name for case in record.cases}
    named = dict.fromkeys(component.case or "" for component in record.components)
    named.update(dict.fromkeys(channel.case for channel in record.channels if channel.case))
    cases = [*record.cases, *(CaseRecord(name) for name in named if name not in declared)]
    rows.cases = [
        ProcedureCase(
            procedure_version=rows.version,
            ordinal=ordinal,
            name=case.name,
            code=case.code or "",
            time_text=case.time or "",
            declared=ordinal <= len(record.cases),
        )
        for ordinal, case in enumerate(cases, start=1)
    ]
    return {case.name: case for case in reversed(rows.cases)}


def _components(
    record: ProcedureRecord, version: ProcedureVersion, cases: dict[str, ProcedureCase]
) -> Iterable[PartRow]:
    kinds = component_kinds(record.components)
    for ordinal, (component, kind) in enumerate(zip(record.components, kinds, strict=True), start=1):
        yield (
            Component,
            {
                "procedure_version": version,
                "case": cases[component.case or ""],
                "ordinal": ordinal,
                "kind": kind,
                "name": component.name,
                "form": component.form or "",
                "quantity": component.quantity or "",
                "originals": component.originals,
                "copies": component.copies,
                "code": component.code or "",
                "quality": component.quality or "",
            },
        )


def _channels(
    record: ProcedureRecord, version: ProcedureVersion, cases: dict[str, ProcedureCase], readings: Readings
) -> Iterable[PartRow]:
    for ordinal, channel in enumerate(record.channels, start=1):
        limit = readings.limit(channel.time)
        yield (
            Channel,
            {
                "procedure_version": version,
                "case": cases[channel.case] if channel.case else None,
                "ordinal": ordinal,
                "kind": channel.channel,
                "time_text": channel.time or "",
                "limit_value": limit[0] if limit else None,
                "limit_unit": limit[1] if limit else "",
                "fee_text": channel.fee or "",
                "fee_amount": readings.amount(channel.fee),
                "note": channel.note or "",
                "quality": channel.quality or "",
            },
        )


def _simple(record: ProcedureRecord, version: ProcedureVersion) -> Iterable[PartRow]:
    for ordinal, result in enumerate(record.results, start=1):
        yield (
            ResultLine,
            {"procedure_version": version, "ordinal": ordinal, "name": result.name, "code": result.code or ""},
        )
    for ordinal, basis in enumerate(record.legal_basis, start=1):
        yield (
            LegalBasis,
            {
                "procedure_version": version,
                "ordinal": ordinal,
                "number": basis.number,
                "title": basis.title or "",
                "date_text": basis.date or "",
                "issuer": basis.issuer or "",
            },
        )
    for ordinal, subject in enumerate(record.subjects, start=1):
        yield SubjectLine, {"procedure_version": version, "ordinal": ordinal, "name": subject}
    for ordinal, level in enumerate(record.levels, start=1):
        yield TierLine, {"procedure_version": version, "ordinal": ordinal, "tier": level}


def _agencies(record: ProcedureRecord, version: ProcedureVersion, readings: Readings) -> Iterable[PartRow]:
    ordinal = 0
    for role, attribute in AGENCY_FIELDS.items():
        for line in (getattr(record, attribute) or "").split("\n"):
            if line.strip():
                ordinal += 1
                yield (
                    AgencyLine,
                    {
                        "procedure_version": version,
                        "ordinal": ordinal,
                        "role": role,
                        "name": line,
                        "unit_kind": readings.unit_kind(line),
                    },
                )


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
