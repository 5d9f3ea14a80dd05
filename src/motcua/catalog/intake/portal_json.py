"""Reads the answers of the 2026 national portal for a procedure, as the portal sends them.

The shape is described by the portal's two recorded answers. Values are composed, never computed: a time is written
"3 Ngày làm việc", a fee "Phí : 0 Đồng (…)"; a fee of 0 with a text stays both and becomes a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalog.intake.faults import RefusedError
from motcua.catalog.record import (
    CaseRecord,
    ChannelKind,
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    Level,
    ProcedureRecord,
    ResultRecord,
)
from motcua.web.words import storable

_METHODS: dict[str, ChannelKind] = {"DIRECT": "counter", "ONLINE": "online", "POSTAL": "post"}
_LEVELS: dict[str, Level] = {
    "isMinistry": "ministry",
    "isProvince": "province",
    "isWard": "commune",
    "isOtherAgency": "other",
}
_UNITS = {
    "WORKING_DAY": "Ngày làm việc",
    "DAY": "Ngày",
    "WORKING_HOUR": "Giờ làm việc",
    "HOUR": "Giờ",
    "MONTH": "Tháng",
    "YEAR": "Năm",
    "MINUTE": "Phút",
    "WEEK": "Tuần",
}
_FEES = {"FEE": "Phí", "CHARGE": "Lệ phí", "SERVICE_FEE": "Phí dịch vụ"}
_CURRENCIES = {"VND": "Đồng", "VNĐ": "Đồng", "USD": "USD"}
_KINDS = {"ASSIGNED_REGULATION": "TTHC được luật giao quy định chi tiết"}
_MARKS = frozenset({"executionMethods", "executionSteps", "executionCases", "procedureProposal"})
_WRAPPERS = ("data", "result", "content", "items")


def is_portal(row: Mapping[str, Any]) -> bool:
    """Tell an answer of the portal from a collected record."""
    return len(_MARKS & row.keys()) >= 2


def unwrap(document: Any) -> list[Any]:
    """The procedures of a document: one answer, a list of them, or either inside a reply's envelope."""
    if isinstance(document, dict) and not is_portal(document) and "code" not in document:
        for name in _WRAPPERS:
            if isinstance(document.get(name), dict | list):
                return unwrap(document[name])
    return document if isinstance(document, list) else [document]


def portal_record(row: Mapping[str, Any], source: str) -> ProcedureRecord:
    """Return the record that one answer states. Raises `RefusedError` where a part has another shape than expected."""
    try:
        return _record(row, source)
    except (AttributeError, TypeError, KeyError, ValueError) as error:
        raise RefusedError(
            _("Bản ghi JSON của Cổng có cấu trúc lạ (%(detail)s). Tải lại từ Cổng rồi nhập lại.")
            % {"detail": str(error)[:120]}
        ) from error


def _record(row: Mapping[str, Any], source: str) -> ProcedureRecord:
    proposal = row.get("procedureProposal") or {}
    return ProcedureRecord(
        code=_text(row.get("code")) or "",
        name=_text(row.get("name")) or "",
        source=source,
        decision_no=_text(row.get("decisionNo")),
        proposal_no=_text(proposal.get("decisionNumber")) or _text(proposal.get("proposalNumber")),
        issuer=_text(row.get("departmentPromulgateName")),
        levels=tuple(level for flag, level in _LEVELS.items() if row.get(flag)),
        kind=_KINDS.get(kind := _text(row.get("formalityType")) or "", kind or None),
        field=_lines(_names(row.get("categoriesDetails")) or _names([row.get("category") or {}])),
        agency=_agency(row, "executingAgencies", "Executing"),
        authority=_agency(row, "authorityAgencies", "Authority"),
        coordinating=_agency(row, "coordinatingAgencies", "Coordinating"),
        delegated=_agency(row, "delegatedAgencies", "Authorized"),
        receiving_address=_text(row.get("dossierReceivingAddresses")),
        subjects=tuple(_names(row.get("subjectTypesDetails"))),
        steps=_lines(_steps(row.get("executionSteps") or ())),
        channels=tuple(_channel(method) for method in row.get("executionMethods") or ()),
        components=tuple(_components(row)),
        results=tuple(
            ResultRecord(_text(one.get("name")) or "", _text(one.get("code")))
            for one in row.get("resultsDetails") or ()
        ),
        legal_basis=tuple(
            LegalBasisRecord(_text(one.get("code")) or "", _text(one.get("name")))
            for one in row.get("legalBasisesDetails") or ()
        ),
        conditions=_text(row.get("requirementsAndConditions")),
        keywords=_text(row.get("keywords")),
        description=_text(row.get("description")),
        internal=row.get("isInternal") is True,
        cases=tuple(_cases(row.get("cases") or ())),
    )


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise TypeError(str(value)[:40])
    return storable(value).encode("utf-8", "replace").decode("utf-8")


def _names(items: Any) -> list[str]:
    return [name for item in items or () if (name := _text(item.get("name")))]


def _lines(pieces: list[str]) -> str | None:
    return "\n".join(pieces) or None


def _agency(row: Mapping[str, Any], text: str, role: str) -> str | None:
    written = _text(row.get(text))
    named = _names(row.get(f"departments{role}")) + _names(row.get(f"unitGroups{role}"))
    return _lines(list(dict.fromkeys(([written] if written else []) + named)))


def _steps(items: Any) -> list[str]:
    return [piece for step in items for key in ("name", "description") if (piece := _text(step.get(key)))]


def _channel(method: Mapping[str, Any]) -> ChannelRecord:
    kind = method.get("submissionMethod")
    if kind not in _METHODS:
        raise ValueError(f"submissionMethod = {kind}")
    fees = [_fee(fee) for fee in method.get("fees") or ()]
    time = _time(method.get("processingTime"), method.get("processingTimeUnit"))
    return ChannelRecord(_METHODS[kind], time, _lines(fees), _text(method.get("description")))


def _time(amount: Any, unit: Any) -> str | None:
    if amount is None or amount == "":
        return None
    number = f"{amount:g}" if isinstance(amount, float) else str(amount)
    return f"{number} {_UNITS.get(unit, unit or '')}".strip()


def _fee(fee: Mapping[str, Any]) -> str:
    value, note = fee.get("value"), _text(fee.get("description"))
    currency = _text(fee.get("currencyId")) or ""
    amount = "" if value is None else f"{value:g}" if isinstance(value, float) and value < 1 else f"{int(value)}"
    label = _FEES.get(kind := _text(fee.get("type")) or "", kind)
    head = f"{label} : {amount} {_CURRENCIES.get(currency, currency)}".rstrip()
    return f"{head} ({note})" if note else head


def _components(row: Mapping[str, Any]) -> Iterator[ComponentRecord]:
    seen: set[str] = set()
    groups = [*(row.get("executionCases") or ()), *(row.get("cases") or ()), row]
    for group in groups:
        case = _text(group.get("name")) if group is not row else None
        for paper in group.get("profileComponents") or ():
            key = str(paper.get("profileComponentId") or paper)
            if group is row and key in seen:
                continue
            seen.add(key)
            files = [_text(attachment.get("fileName")) for attachment in paper.get("attachments") or ()]
            yield ComponentRecord(
                name=_text(paper.get("name")) or "",
                case=case,
                form=_lines([name for name in files if name]),
                originals=_count(paper.get("originalQty")),
                copies=_count(paper.get("copyQty")),
                code=_text(paper.get("code")),
            )


def _count(value: Any) -> int | None:
    return None if value is None else int(value)


def _cases(items: Any) -> Iterator[CaseRecord]:
    for case in items:
        day = case.get("processingDay") or {}
        yield CaseRecord(_text(case.get("name")) or "", _text(case.get("code")), _time(day.get("qty"), day.get("type")))
