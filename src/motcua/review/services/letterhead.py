"""The head of a letter: who writes, under which symbol, from where, signed by whom; a draft may be changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.organisation.issuing import committee_named, place_named
from motcua.organisation.models import Unit
from motcua.papers.layout import issuing_agency

SYMBOL = "VPUBND-KSTT"  # office and division, as Decree 30/2020 writes the symbol of a letter
SIGNER = "CHÁNH VĂN PHÒNG"


def head_of(office: Unit, today: date, symbol: str = SYMBOL, signer: str = SIGNER) -> dict[str, Any]:
    """The head of a letter of an office of the province on a day."""
    agency = issuing_agency(office, today)
    place = place_named(committee_named(agency.get("agency_parent") or agency.get("agency_name", "")))
    return {**agency, "symbol": symbol, "place": place, "signature_lines": [signer]}


def before_time() -> dict[str, str]:
    """What a letter of reminding says where nothing is late yet: that it is open, not that it is late."""
    return {
        "opening": "Qua theo dõi trên hệ thống, các công việc sau đây chưa có kết quả:",
        "request": "Đề nghị cơ quan, đơn vị hoàn thành đúng hạn và phản hồi bằng văn bản kết quả thực hiện.",
    }
