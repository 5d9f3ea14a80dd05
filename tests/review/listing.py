"""A campaign with answers of every kind, for the stories of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from motcua.organisation.models import Unit
from motcua.proposals.models import YearlyVolume
from motcua.review.models import Answer, Campaign, CampaignLine, LineState, PartAnswer
from tests.review import sheets

KEYS = ("C1", "C2", "C3a", "C3b", "C4", "C5", "C6a", "C6b", "C6c", "C6d", "C7", "C8")
OLD_KEYS = ("L1", "L2", "L3", "L4")
WEDDING = {"document": "Luật Hộ tịch", "article": "Điều 18 khoản 2", "wording": "bỏ yêu cầu hai bên cùng có mặt"}
SITE = {"document": "38/2018/TT-BNNPTNT", "article": "Điều 17", "wording": "thay kiểm tra thực địa bằng ảnh có định vị"}
OWN = {"document": "15/2020/QĐ-UBND", "article": "Điều 5", "wording": "bỏ bản giấy kèm theo"}


def answer(line: CampaignLine, key: str, value: str = "no", **about: Any) -> Answer:
    """An answer to one criterion."""
    given = {"value": value, "at": timezone.now(), "by_label": "Người rà soát thử", **about}
    return Answer.objects.update_or_create(line=line, key=key, defaults=given)[0]


def part(line: CampaignLine, name: str, value: str = "amend", ordinal: int = 0, **about: Any) -> PartAnswer:
    """An answer about a statutory part."""
    given = {"value": value, "at": timezone.now(), "by_label": "Người rà soát thử", **about}
    return PartAnswer.objects.update_or_create(line=line, part=name, ordinal=ordinal, defaults=given)[0]


def reviewed(
    where: Campaign,
    unit: Unit,
    code: str,
    *,
    unmet: Mapping[str, Mapping[str, Any]] | None = None,
    level: str = "full",
    suitable: bool | None = True,
    volume: int | None = None,
    **about: Any,
) -> CampaignLine:
    """A procedure with every criterion answered; `unmet` are the keys answered "no" with what was said of them."""
    row = sheets.line(where, unit, code)
    held = dict(unmet or {})
    for key in OLD_KEYS if level.isdigit() else KEYS:
        said = dict(held.get(key, {}))
        answer(row, key, "no" if key in held else "yes", **said)
    row.level, row.suitable, row.tiers = level, suitable, ["commune"]
    row.state = LineState.ASSESSED if suitable is not None else LineState.OPEN
    row.assessed_at = timezone.now() if suitable is not None else None
    for name, value in {"year": 2026 if suitable else None, **about}.items():
        setattr(row, name, value)
    row.save()
    if volume is not None:
        YearlyVolume.objects.create(procedure=row.procedure, year=2025, count=volume, source="Báo cáo năm thử")
    return row


def whole(unit: Unit, law_date: date = sheets.DAY) -> Campaign:
    """A campaign with one procedure for each kind of result."""
    where = sheets.campaign(law_date)
    reviewed(where, unit, "1.100001", volume=900)
    reviewed(
        where, unit, "1.100002", level="partial", period="Q3", volume=1200,
        unmet={"C6c": {"remedy": "ministry", "reason": "phải ký trước", **WEDDING}},
        partial_reasons=[{"kind": "presence", "criteria": ["C6c"], "article": "Điều 18, Luật Hộ tịch"}],
    )  # fmt: skip
    reviewed(
        where, unit, "1.100003", level="not_met", suitable=False,
        unmet={
            "C6d": {"remedy": "ministry", "reason": "đi thực địa", **SITE},
            "C4": {"remedy": "technical", "wording": "làm kênh nộp tệp lớn", "owner": "Sở Khoa học và Công nghệ"},
        },
        volume=300,
    )  # fmt: skip
    reviewed(
        where, unit, "1.100004", level="not_met", suitable=False,
        unmet={
            "C6b": {"remedy": "own_document", "owner": "Sở Tư pháp", "due_on": date(2026, 9, 30), **OWN},
            "C6c": {"remedy": "ministry", **WEDDING},
            "C6d": {"remedy": "ministry", **SITE},
        },
        volume=5000,
    )  # fmt: skip
    reviewed(where, unit, "1.100005", level="not_met", suitable=False, unmet={"C7": {}})
    reviewed(where, unit, "1.100006", suitable=None, level="")
    return where
