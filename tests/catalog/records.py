"""Records for the stories of the catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from motcua.catalog.record import (
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)

BIRTH = ProcedureRecord(
    code="1.001193",
    name="Đăng ký khai sinh",
    source="thử",
    decision_no="1872/QĐ-BTP",
    issuer="Bộ Tư pháp",
    levels=("commune",),
    field="Hộ tịch",
    agency="Ủy ban nhân dân cấp xã",
    subjects=("Công dân Việt Nam",),
    steps="Nộp hồ sơ, nhận giấy khai sinh.",
    channels=(
        ChannelRecord("counter", time="Ngay trong ngày làm việc", fee="Miễn phí"),
        ChannelRecord("online", time="01 Ngày làm việc", fee="Miễn phí"),
    ),
    components=(
        ComponentRecord("Tờ khai đăng ký khai sinh", originals=1, copies=0),
        ComponentRecord("Giấy chứng sinh", originals=1, copies=0),
        ComponentRecord("Biên bản về việc trẻ bị bỏ rơi", case="Trẻ bị bỏ rơi", originals=1, copies=0),
    ),
    results=(ResultRecord("Giấy khai sinh"),),
    legal_basis=(LegalBasisRecord("60/2014/QH13", "Luật Hộ tịch"),),
    collected="2026-06",
)


def another(code: str, **changes: Any) -> ProcedureRecord:
    """A like record under another code."""
    return replace(BIRTH, code=code, name=f"Thủ tục số {code}", **changes)
