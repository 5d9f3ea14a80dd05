"""The catalogue as plain values: one shape for terminal, API and open data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from motcua.catalog.models import (
    AgencyRole,
    Channel,
    Component,
    Finding,
    FindingState,
    ImportBatch,
    ImportItem,
    Procedure,
    ProcedureVersion,
    ProvincialLayer,
)


def limit_dict(channel: Channel) -> dict[str, Any] | None:
    """A time limit as number and unit; `None` where the text states none that can be counted."""
    if channel.limit_value is None:
        return None
    return {"value": float(channel.limit_value), "unit": channel.limit_unit}


def channel_dict(channel: Channel) -> dict[str, Any]:
    """One way to hand in: texts as written beside what was read out of them."""
    return {
        "channel": channel.kind,
        "case": channel.case.name if channel.case else None,
        "time": channel.time_text or None,
        "limit": limit_dict(channel),
        "fee": channel.fee_text or None,
        "amount": channel.fee_amount,
        "note": channel.note or None,
    }


def component_dict(component: Component) -> dict[str, Any]:
    """One paper."""
    return {
        "name": component.name,
        "kind": component.kind,
        "form": component.form or None,
        "quantity": component.quantity or None,
        "originals": component.originals,
        "copies": component.copies,
        "code": component.code or None,
        "from_database": component.from_database,
        "database": component.database or None,
        "database_ground": component.database_ground or None,
    }


def cases_list(version: ProcedureVersion) -> list[dict[str, Any]]:
    """Cases with their papers, in order."""
    papers: dict[int, list[dict[str, Any]]] = {}
    for component in version.components.all():
        papers.setdefault(component.case_id, []).append(component_dict(component))
    return [
        {
            "name": case.name or None,
            "code": case.code or None,
            "time": case.time_text or None,
            "components": papers.get(case.pk, []),
        }
        for case in version.cases.all()
    ]


def agencies(version: ProcedureVersion, role: AgencyRole) -> str | None:
    """The agencies of one role, a line each, as written."""
    return "\n".join(line.name for line in version.agencies.all() if line.role == role) or None


def version_line(version: ProcedureVersion) -> dict[str, Any]:
    """A version in a list of versions."""
    return {
        "id": version.public_id,
        "number": version.number,
        "state": version.state,
        "effective_from": version.effective_from,
        "effective_to": version.effective_to,
        "decision_no": version.decision_no or None,
        "source": version.source or None,
    }


def import_dict(batch: ImportBatch) -> dict[str, Any]:
    """One import."""
    return {
        "id": batch.public_id,
        "title": batch.title,
        "state": batch.state,
        "effective_from": batch.effective_from,
        "created_at": batch.created_at,
        "finished_at": batch.finished_at,
        "counts": batch.counts,
        "fault": batch.fault or None,
        "job": batch.job or None,
        "version": batch.version,
    }


def item_dict(item: ImportItem) -> dict[str, Any]:
    """One row of an import."""
    return {
        "ordinal": item.ordinal,
        "code": item.code or None,
        "name": item.name or None,
        "source": item.source or None,
        "outcome": item.outcome,
        "reason": item.reason or None,
        "changes": item.changes,
        "chosen": item.chosen,
        "applied": item.applied,
    }


def finding_dict(finding: Finding) -> dict[str, Any]:
    """One finding; `code` needs the procedure to be loaded."""
    return {
        "id": finding.public_id,
        "code": finding.procedure.code,
        "kind": finding.kind,
        "severity": finding.severity,
        "field": finding.path,
        "evidence": finding.evidence,
        "message": finding.message,
        "state": finding.state,
        "decision": finding.decision or None,
        "version": finding.version,
    }


def layer_dict(layer: ProvincialLayer | None) -> dict[str, Any] | None:
    """The province's layer; `None` where it says nothing."""
    if layer is None:
        return None
    limit = {"value": float(layer.limit_value), "unit": layer.limit_unit} if layer.limit_value else None
    return {
        "effective_from": layer.effective_from,
        "effective_to": layer.effective_to,
        "receiving_desk": layer.receiving_desk or None,
        "competent_agency": layer.competent_agency or None,
        "delegated_agency": layer.delegated_agency or None,
        "fee": layer.fee_text or None,
        "fee_instrument": layer.fee_instrument or None,
        "limit": limit,
        "limit_instrument": layer.limit_instrument or None,
        "contact": layer.contact or None,
    }


def procedure_dict(version: ProcedureVersion, layer: ProvincialLayer | None = None) -> dict[str, Any]:
    """A version with all its parts (prefetched) and the province's layer."""
    return {
        "code": version.procedure.code,
        "name": version.name,
        "field": version.field.name if version.field else None,
        "agency": agencies(version, AgencyRole.EXECUTING),
        "authority": agencies(version, AgencyRole.AUTHORITY),
        "coordinating": agencies(version, AgencyRole.COORDINATING),
        "delegated": agencies(version, AgencyRole.DELEGATED),
        "issuer": version.issuer or None,
        "decision_no": version.decision_no or None,
        "kind": version.kind or None,
        "internal": version.procedure.internal,
        "origin": version.procedure.origin,
        "levels": [line.tier for line in version.tiers.all()],
        "subjects": [line.name for line in version.subjects.all()],
        "steps": version.steps or None,
        "cases": cases_list(version),
        "channels": [channel_dict(channel) for channel in version.channels.all()],
        "results": [{"name": line.name, "code": line.code or None} for line in version.results.all()],
        "legal_basis": [
            {
                "number": line.number,
                "title": line.title or None,
                "date": line.date_text or None,
                "issuer": line.issuer or None,
            }
            for line in version.legal_basis.all()
        ],
        "conditions": version.conditions or None,
        "description": version.description or None,
        "version": version_line(version),
        "province": layer_dict(layer),
    }


def open_findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The findings that are still open."""
    return [finding_dict(finding) for finding in findings if finding.state == FindingState.OPEN]


def procedure_line(procedure: Procedure) -> dict[str, Any]:
    """A procedure in a list; its current version and field must be loaded."""
    version = procedure.current
    return {
        "code": procedure.code,
        "name": version.name if version else None,
        "field": version.field.name if version and version.field else None,
        "origin": procedure.origin,
        "decision_no": (version.decision_no or None) if version else None,
        "effective_from": version.effective_from if version else None,
    }
