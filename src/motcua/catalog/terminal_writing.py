"""What the writing verbs of `motcua catalog` do: decisions, the layer, own procedures, marks of papers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.catalog.asking import find, find_draft, find_paper, layer_from, record_from
from motcua.catalog.intake.json_out import row_of
from motcua.catalog.models import Finding, FindingState, Procedure, VersionState
from motcua.catalog.plain import component_dict, finding_dict, layer_dict, version_line
from motcua.catalog.rows import record_of
from motcua.catalog.selectors import finding_rows, layer_on
from motcua.catalog.services.drafting import create_own, discard_draft, open_draft, publish_draft, save_draft
from motcua.catalog.services.findings import reopen_finding, settle_finding, settle_findings
from motcua.catalog.services.layers import set_layer
from motcua.catalog.services.marking import mark_component
from motcua.catalog.services.marks import Mark
from motcua.web.faults import UserError


def _finding(actor: Actor, public_id: str) -> Finding:
    row = finding_rows(actor, state="").filter(public_id=public_id).first()
    if row is None:
        raise UserError("no-such-finding", _("Không có phát hiện {id}.").format(id=public_id), status=404)
    return row


def _json(path: Path) -> Any:
    """What a file says; raises `UserError` where it is absent or no JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError("no-such-file", _("Không đọc được tệp {path}.").format(path=path)) from error
    except (ValueError, RecursionError) as error:
        raise UserError("not-json", _("Tệp {path} không phải JSON hợp lệ.").format(path=path)) from error


def settle(actor: Actor, ids: Sequence[str], state: str, decision: str, value: str | None) -> dict[str, int]:
    """Decide findings by id with one reason; `value` is what is right, for one finding alone."""
    rows = [_finding(actor, public_id) for public_id in dict.fromkeys(ids)]
    if value is not None:
        if len(rows) != 1:
            raise UserError("one-value", _("Giá trị đúng chỉ ghi cho từng phát hiện một."))
        (row,) = rows
        settle_finding(
            actor=actor, finding=row, state=FindingState(state), decision=decision, value=value, version=row.version
        )
        return {"decided": 1, "passed_over": 0}
    done, passed = settle_findings(actor=actor, findings=rows, state=FindingState(state), decision=decision)
    return {"decided": done, "passed_over": passed}


def reopen(actor: Actor, public_id: str) -> dict[str, Any]:
    """Take the decision on a finding back."""
    row = _finding(actor, public_id)
    return finding_dict(reopen_finding(actor=actor, finding=row, version=row.version))


def layer(actor: Actor, code: str, day: date | None, file: Path | None) -> dict[str, Any]:
    """The province's layer on a day; where a file is given, set it from its own first day."""
    procedure = find(actor, code)
    if file is None:
        return {"code": code, "layer": layer_dict(layer_on(procedure, day or timezone.localdate()))}
    given = _json(file)
    if not isinstance(given, dict):
        raise UserError("not-a-layer", _("Tệp cần một đối tượng JSON có effective_from."))
    start, content = layer_from(given)
    found = set_layer(
        actor=actor, procedure=procedure, effective_from=start, content=content, version=procedure.version
    )
    return {"code": code, "layer": layer_dict(found)}


def mark(actor: Actor, code: str, ordinal: int, said: Mark) -> dict[str, Any]:
    """Say whether a paper's data can come from a database."""
    component = find_paper(actor, code, ordinal)
    version = component.procedure_version.procedure.version
    return component_dict(mark_component(actor=actor, component=component, mark=said, version=version))


def draft(actor: Actor, file: Path, publish_from: date | None) -> dict[str, Any]:
    """Write a procedure of the province from a file: a new one, or the open draft of one that is there."""
    record = record_from(_json(file), file.name)
    procedure = Procedure.objects.visible_to(actor).filter(code=record.code, versions__isnull=False).first()
    if procedure is None:
        found = create_own(actor=actor, record=record)
    else:
        opened = open_draft(actor=actor, procedure=procedure)
        version = Procedure.objects.get(pk=procedure.pk).version
        found = save_draft(actor=actor, draft=opened, record=record, version=version)
    if publish_from is not None:
        return publish(actor, record.code, publish_from)
    return {"code": record.code, **version_line(found)}


def open_own(actor: Actor, code: str) -> dict[str, Any]:
    """Open a draft as a copy of what is in force; its record can be changed and given to `draft`."""
    open_draft(actor=actor, procedure=find(actor, code))
    return row_of(record_of(find_draft(actor, code)))


def publish(actor: Actor, code: str, start: date) -> dict[str, Any]:
    """Put the open draft in force."""
    found = find_draft(actor, code)
    version = found.procedure.version
    return {
        "code": code,
        **version_line(publish_draft(actor=actor, draft=found, effective_from=start, version=version)),
    }


def discard(actor: Actor, code: str) -> dict[str, Any]:
    """Throw the open draft away."""
    found = find_draft(actor, code)
    discard_draft(actor=actor, draft=found, version=found.procedure.version)
    return {"code": code, "state": str(VersionState.DRAFT), "discarded": True}
