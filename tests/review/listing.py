"""A campaign with answers of every kind, for the stories of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from motcua.catalog.models import Procedure
from motcua.organisation.models import Unit
from motcua.proposals.models import YearlyVolume
from motcua.review.models import Answer, Campaign, CampaignLine, LineState, PartAnswer
from tests.review import sheets
from tests.review.campaigns import procedures

KEYS = ("C1", "C2", "C3a", "C3b", "C4", "C5", "C6a", "C6b", "C6c", "C6d", "C7", "C8")
OLD_KEYS = ("L1", "L2", "L3", "L4")
WEDDING = {"document": "Luật Hộ tịch", "article": "Điều 18 khoản 2", "wording": "bỏ yêu cầu hai bên cùng có mặt"}
SITE = {"document": "38/2018/TT-BNNPTNT", "article": "Điều 17", "wording": "thay kiểm tra thực địa bằng ảnh có định vị"}
OWN = {"document": "15/2020/QĐ-UBND", "article": "Điều 5", "wording": "bỏ bản giấy kèm theo"}


def answer(line: CampaignLine, key: str, value: str = "no", **about: Any) -> Answer:
    """An answer to one criterion."""
    given = {"value": value, "at": timezone.now(), "by_label": "Người rà soát thử", **about}
    row, is_new = Answer.objects.update_or_create(line=line, key=key, defaults=given)
    return row if is_new else _changed(row)


def part(line: CampaignLine, name: str, value: str = "amend", ordinal: int = 0, **about: Any) -> PartAnswer:
    """An answer about a statutory part."""
    given = {"value": value, "at": timezone.now(), "by_label": "Người rà soát thử", **about}
    row, is_new = PartAnswer.objects.update_or_create(line=line, part=name, ordinal=ordinal, defaults=given)
    return row if is_new else _changed(row)


def _changed(row: Any) -> Any:
    """A change counts its version up, as the services do."""
    row.version += 1
    row.save(update_fields=["version"])
    return row


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


def whole_province(unit: Unit, size: int = 1825, provisions: int = 800) -> Campaign:
    """A campaign of so many procedures, every criterion answered, that asks to amend so many provisions."""
    where = sheets.campaign()
    lines = CampaignLine.objects.bulk_create(
        _one_of_many(where, unit, place, procedure) for place, procedure in enumerate(procedures(size))
    )
    given = ((line, place, key) for place, line in enumerate(lines) for key in KEYS)
    Answer.objects.bulk_create((_said_of_many(*one, provisions) for one in given), batch_size=1000)
    YearlyVolume.objects.bulk_create(
        YearlyVolume(procedure=line.procedure, year=2025, count=7 * place % 5000, source="Báo cáo năm thử")
        for place, line in enumerate(lines)
        if place % 3
    )
    return where


def _level_of(place: int) -> str:
    return ("full", "not_met", "partial", "full", "not_met", "full")[place % 6]


def _one_of_many(where: Campaign, unit: Unit, place: int, procedure: Procedure) -> CampaignLine:
    level, version = _level_of(place), procedure.current
    kind = {
        "kind": "presence",
        "criteria": ["C6c"],
        "article": f"Điều {place % 90 + 1}, Luật số {place % 70}/2024/QH15",
    }
    return CampaignLine(
        campaign=where, procedure=procedure, procedure_version=version, field=version.field if version else None,
        law_date=where.law_date or sheets.DAY, unit=unit, tiers=["commune"], state=LineState.ASSESSED, level=level,
        suitable=level != "not_met", year=2026 + place % 3 if level != "not_met" else None, assessed_at=timezone.now(),
        partial_reasons=[kind] if level == "partial" else [],
    )  # fmt: skip


def _said_of_many(line: CampaignLine, place: int, key: str, provisions: int) -> Answer:
    """Partial ones fail C6c, those not met C6d and C6b; each names the provision that is to be amended."""
    fails = {"partial": ("C6c",), "not_met": ("C6d", "C6b")}.get(line.level, ())
    common = {"line": line, "key": key, "at": timezone.now(), "by_label": "Người rà soát thử"}
    if key not in fails:
        return Answer(value="yes", evidence="Thành phần hồ sơ nộp bản sao điện tử.", **common)
    slot = {1: 0, 4: 2, 2: 4}[place % 6] + fails.index(key)
    number = (place // 6 * 5 + slot) % provisions
    return Answer(
        value="no", remedy="ministry" if number % 4 else "own_document", reason="Quy định buộc người dân có mặt.",
        document=f"{number // 5 + 1}/2024/NĐ-CP", article=f"Điều {number % 5 + 1}, khoản 2, điểm a",
        wording=f"bỏ yêu cầu có mặt ở bước {number}, thay bằng xác thực điện tử qua tài khoản định danh", **common,
    )  # fmt: skip
