"""A list as a document of the province's committee, and as a file in any format: one definition for all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.organisation.issuing import committee_named, place_named, provincial_issuer
from motcua.organisation.selectors import shown_name
from motcua.papers.document import Document
from motcua.papers.plain import table_plain
from motcua.papers.rendering import MEDIA_TYPES, Format, render
from motcua.papers.templating import document_from, templates
from motcua.review.lists.definition import OfficialList, plain, table_of
from motcua.review.models import Campaign, CampaignState
from motcua.web.faults import UserError

FORMATS = ("docx", "xlsx", "pdf", "json")
JSON_TYPE = "application/json"
TEMPLATE = "review-list"
_SYMBOLS = {"BÁO CÁO": "BC-UBND", "PHƯƠNG ÁN": "PA-UBND", "BẢNG TỔNG HỢP": "BTH-UBND"}
_DRAFTS = (CampaignState.DRAFT, CampaignState.OPEN, CampaignState.CHECKING)


def media_type(form: str) -> str:
    """The media type of a format."""
    return JSON_TYPE if form == "json" else MEDIA_TYPES[form]


def drawn(campaign: Campaign, made: OfficialList, form: str) -> bytes:
    """A list as a file. Raises `UserError` for a format that does not exist, and before a province was chosen."""
    if form == "json":
        return _written(as_json(campaign, made))
    known: dict[str, Format] = {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf"}
    if form not in known:
        hint = _("Chọn một trong: {names}.").format(names=", ".join(FORMATS))
        raise UserError("no-such-format", _("Không có định dạng này."), field="format", hint=hint)
    return render(document_of(campaign, made, timezone.localdate()), known[form])


def as_json(campaign: Campaign, made: OfficialList) -> dict[str, Any]:
    """A list for machines, with the campaign that it is of."""
    about = {"campaign": campaign.public_id, "campaign_title": campaign.title, "state": campaign.state}
    return {**about, **plain(made, _)}


def _written(values: Mapping[str, Any]) -> bytes:
    """As JSON, one line of the list a line of text: read by people too, and written fast."""
    lines = [json.dumps(row, ensure_ascii=False, default=str) for row in values["rows"]]
    head = json.dumps({**values, "rows": []}, ensure_ascii=False, default=str).removesuffix("[]}")
    return (head + "[\n" + ",\n".join(lines) + "\n]}\n").encode()


def document_of(campaign: Campaign, made: OfficialList, day: date) -> Document:
    """A list as a document of the committee on a day, number and date left free."""
    if made.template and made.lines and made.template in {one.key for one in templates(day)}:
        return document_from(made.template, day, {**_agency(day), **_services(campaign, made, day)})
    data = {
        "symbol": _SYMBOLS.get(made.type_name, "DM-UBND"),
        "type_name": made.type_name,
        "subject": made.head or made.title,
        "title": made.title,
        "campaign": campaign.title,
        "plan": campaign.plan_number,
        "about": _about(campaign, made, day),
        "count": len(made.lines),
        "table": table_plain(table_of(made)),
    }
    return document_from(TEMPLATE, day, {**_agency(day), **data})


def _services(campaign: Campaign, made: OfficialList, day: date) -> dict[str, Any]:
    keys = [column.key for column in made.columns]
    rows = [{key: line.cells.get(key, "") for key in keys} for line in made.lines]
    scope = f"theo kết quả {campaign.title[:1].lower()}{campaign.title[1:]}"
    return {"day": day.isoformat(), "scope": scope, "services": rows}


def _about(campaign: Campaign, made: OfficialList, day: date) -> str:
    said = [f"Số liệu đến ngày {day:%d/%m/%Y}"]
    if campaign.state in _DRAFTS:
        said.append("kết quả chưa tổng hợp")
    return "; ".join([*said, *([made.note] if made.note else [])])


def _agency(day: date) -> dict[str, Any]:
    committee = committee_named(shown_name(provincial_issuer(), day))
    return {"agency_parent": "", "agency_name": committee, "place": place_named(committee)}
