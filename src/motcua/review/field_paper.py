"""The Chair's decision on one field of a simplification campaign: what its template is filled with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from motcua.catalog.models import Field, Origin
from motcua.law.cost import Cost, benefit_of
from motcua.organisation.issuing import committee_named, place_named, provincial_issuer
from motcua.organisation.selectors import shown_name
from motcua.publication.decision_paper import SYMBOL
from motcua.review.list_reading import facts_of_lines
from motcua.review.lists.facts import MINISTRY, OWN_DOCUMENT, LineFacts, Unmet
from motcua.review.lists.simplification import documents, is_changed, wholly
from motcua.review.models import Campaign, CampaignKind, LineState

FIELD_TEMPLATE = "decision-simplification"
FIELD_PURPOSE = "review.field-decision"
NOT_COSTED = "Chưa lập biểu chi phí trước và sau khi đơn giản hóa."


def field_paper_data(campaign: Campaign, field: Field | None, day: date, signature: Sequence[str]) -> dict[str, Any]:
    """The data of the template from the confirmed lines of a field (None: those without one), by code.

    What is amended, replaced or abolished stands with its plan; the rest is listed as kept.
    """
    lines = campaign.lines.filter(field=field, state=LineState.CONFIRMED).order_by("procedure__code")
    rows = list(lines.select_related("procedure", "procedure_version", "field", "campaign"))
    facts = facts_of_lines(rows, costs=True)
    committee = committee_named(shown_name(provincial_issuer(), day))
    internal = campaign.kind == CampaignKind.INTERNAL
    own = {row.procedure.code for row in rows if internal or row.procedure.origin == Origin.PROVINCE}
    return {
        "agency_parent": "",
        "agency_name": committee,
        "authority": f"Chủ tịch {committee}",
        "symbol": SYMBOL,
        "place": place_named(committee),
        "campaign": campaign.title,
        "object": "thủ tục hành chính nội bộ" if internal else "thủ tục hành chính",
        "scope": f"lĩnh vực {field.name[:1].lower()}{field.name[1:]}" if field else "chưa xếp lĩnh vực",
        "plan": campaign.plan_number,
        "proposer": f"Chánh Văn phòng {committee}",
        "signature_lines": [line for line in signature if line.strip()] or ["CHỦ TỊCH"],
        "changed": [_changed(one, one.code in own) for one in facts if is_changed(one)],
        "kept": [{"code": one.code, "name": one.name, "unit": one.unit} for one in facts if not is_changed(one)],
    }


def _changed(one: LineFacts, own: bool) -> dict[str, str]:
    return {
        "code": one.code,
        "name": one.name,
        "unit": one.unit,
        "documents": documents(one),
        "proposal": one.level_name,
        "change": "\n".join((*_whole(one), *(_change(unmet) for unmet in one.unmet))),
        "execution": "\n".join(dict.fromkeys(_executions(one.unmet))) or _execution_of_whole(one, own),
        "benefit": _benefit(one),
    }


def _whole(one: LineFacts) -> Iterable[str]:
    whole = wholly(one)
    if whole:
        yield f"- {_sentence(whole)}{f' Lý do: {_sentence(one.note)}' if one.note else ''}"


def _change(unmet: Unmet) -> str:
    wording = f" {_sentence(unmet.wording)}" if unmet.wording else ""
    reason = f" Lý do: {_sentence(unmet.reason)}" if unmet.reason else ""
    return f"- {_sentence(f'{unmet.title}: {unmet.said}')}{wording}{reason}"


def _sentence(text: str) -> str:
    clean = " ".join(text.split()).rstrip(".;")
    return f"{clean[:1].upper()}{clean[1:]}."


def _executions(given: Iterable[Unmet]) -> Iterable[str]:
    for unmet in given:
        due = f", hoàn thành trước ngày {unmet.due_on:%d/%m/%Y}" if unmet.due_on else ""
        if unmet.remedy == OWN_DOCUMENT and unmet.where:
            yield f"- Giao {unmet.owner or 'đơn vị chủ trì'} tham mưu sửa đổi, bổ sung {unmet.where}{due}."
        elif unmet.remedy == MINISTRY and unmet.where:
            asked = unmet.owner or "bộ, ngành có thẩm quyền"
            yield f"- Kiến nghị {asked} sửa đổi, bổ sung {unmet.where}{due}."


def _execution_of_whole(one: LineFacts, own: bool) -> str:
    """Who carries out a change of the whole procedure, where no provision says it; `own`: the province makes it."""
    change = wholly(one)
    if not change:
        return ""
    act = f"{change[:1].lower()}{change[1:]}"
    if own:
        return f"- Giao {one.unit or 'đơn vị chủ trì'} tham mưu {act}."
    return f"- Kiến nghị bộ, ngành có thẩm quyền {act}."


def _benefit(one: LineFacts) -> str:
    costs = one.costs
    if costs is None or costs.before is None or costs.after is None:
        return NOT_COSTED
    gain = benefit_of(costs.before, costs.after).value
    rate = f"- Tỷ lệ cắt giảm: {_decimal(gain.rate)} %." if gain.rate is not None else ""
    return "\n".join(
        line
        for line in (
            f"- Chi phí tuân thủ trước khi đơn giản hóa: {_money(gain.before)} đồng/năm.",
            f"- Chi phí tuân thủ sau khi đơn giản hóa: {_money(gain.after)} đồng/năm.",
            f"- Chi phí tiết kiệm: {_money(gain.saved)} đồng/năm.",
            rate,
            _hours(costs.before.value, costs.after.value),
        )
        if line
    )


def _hours(before: Cost, after: Cost) -> str:
    return (
        f"- Thời gian một lần thực hiện: người dân, tổ chức {_decimal(before.citizen_hours)} giờ"
        f" còn {_decimal(after.citizen_hours)} giờ; cơ quan nhà nước {_decimal(before.authority_hours)} giờ"
        f" còn {_decimal(after.authority_hours)} giờ."
    )


def _money(value: Decimal | int) -> str:
    return f"{int(value):,}".replace(",", ".")


def _decimal(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
