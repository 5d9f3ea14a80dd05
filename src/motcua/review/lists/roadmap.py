"""Form 1, what goes online, how far and when; form 2, what does not and the remedy; the list of 2025; partial ones.

Columns of forms 1 and 2 are those of the annex to the plan of 2018; under Circular 01/2023 the two levels are partial
and full instead of 3 and 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.review.lists.definition import Column, Line, OfficialList
from motcua.review.lists.facts import MINISTRY, OWN_DOCUMENT, TECHNICAL, LineFacts, Unmet

REPORT = "Báo cáo kết quả rà soát, đánh giá danh mục thủ tục hành chính thực hiện dịch vụ công trực tuyến"
LEVEL = "Mức độ dịch vụ công trực tuyến"
REMEDY = "Giải pháp khắc phục"
POWER = {OWN_DOCUMENT: "thuộc thẩm quyền của tỉnh", MINISTRY: "kiến nghị bộ, ngành, cơ quan trung ương"}


@dataclass(frozen=True, slots=True)
class Levels:
    """The two levels that count as online services under a regime, the lower first: key and words of the column."""

    lower: tuple[str, str]
    upper: tuple[str, str]

    @property
    def both(self) -> str:
        """The two in a sentence: "mức 3 hoặc mức 4"."""
        return f"{self.lower[1].lower()} hoặc {self.upper[1].lower()}"


def roadmap(facts: Iterable[LineFacts], levels: Levels) -> OfficialList:
    """Form 1: procedures that fit, with level and year or period."""
    columns = (
        Column("name", "Tên thủ tục hành chính", 42),
        Column("field", "Lĩnh vực", 16),
        Column("lower", levels.lower[1], 8, "center", LEVEL),
        Column("upper", levels.upper[1], 8, "center", LEVEL),
        Column("when", "Năm (hoặc giai đoạn)", 11, "center"),
        Column("note", "Ghi chú", 14),
    )
    lines = tuple(_roadmap_line(one, levels) for one in facts if one.suitable)
    title = "Danh mục thủ tục hành chính đề xuất thực hiện dịch vụ công trực tuyến theo lộ trình"
    return OfficialList("1", f"1. {title}", columns, lines, REPORT, "BÁO CÁO")


def _roadmap_line(one: LineFacts, levels: Levels) -> Line:
    elsewhere = one.level not in (levels.lower[0], levels.upper[0])
    notes = [one.level_name] if elsewhere and one.level_name else []
    cells = {
        "name": named(one),
        "field": one.field,
        "lower": "x" if one.level == levels.lower[0] else "",
        "upper": "x" if one.level == levels.upper[0] else "",
        "when": one.when,
        "note": "; ".join([*notes, *([one.note] if one.note else [])]),
    }
    return Line(cells, one.why, one.ref, extra=_machine(one))


def unsuitable(facts: Iterable[LineFacts], levels: Levels) -> OfficialList:
    """Form 2: procedures that do not fit, why, and the technical or legal remedy."""
    columns = (
        Column("name", "Tên thủ tục hành chính", 26),
        Column("field", "Lĩnh vực", 11),
        Column("reason", "Lý do không phù hợp", 24),
        Column("technical", "Kỹ thuật, công nghệ", 16, over=REMEDY),
        Column("legal", "Sửa đổi văn bản quy phạm pháp luật", 24, over=REMEDY),
        Column("note", "Ghi chú", 12),
    )
    lines = tuple(_unsuitable_line(one) for one in facts if one.suitable is False)
    title = f"Danh mục thủ tục hành chính chưa phù hợp để triển khai dịch vụ công trực tuyến {levels.both}"
    return OfficialList("2", f"2. {title}", columns, lines, REPORT, "BÁO CÁO")


def _unsuitable_line(one: LineFacts) -> Line:
    open_ones = [unmet.title for unmet in one.unmet if not unmet.remedy]
    notes = [one.note] if one.note else []
    if open_ones:
        notes.append(f"chưa xác định giải pháp: {'; '.join(open_ones)}")
    cells = {
        "name": named(one),
        "field": one.field,
        "reason": "\n".join(reason_words(unmet) for unmet in one.unmet) or one.level_name,
        "technical": "\n".join(_technical(unmet) for unmet in one.of(TECHNICAL)),
        "legal": "\n".join(dict.fromkeys(amendment_words(unmet) for unmet in one.of(OWN_DOCUMENT, MINISTRY))),
        "note": "; ".join(notes),
    }
    return Line(cells, one.why, one.ref, extra=_machine(one))


def online(facts: Iterable[LineFacts], levels: Levels) -> OfficialList:
    """The list as provinces issue it since 2025: code, name, field, tier, full or partial."""
    columns = (
        Column("code", "Mã số", 12, "center"),
        Column("name", "Tên thủ tục hành chính", 40),
        Column("field", "Lĩnh vực", 16),
        Column("tier", "Cấp thực hiện", 12, "center"),
        Column("level", "Mức độ", 12, "center"),
        Column("note", "Ghi chú", 14),
    )
    keys = (levels.lower[0], levels.upper[0])
    lines = tuple(
        Line({**_common(one), "level": one.level_name, "note": one.note}, one.why, one.ref, extra=_machine(one))
        for one in facts
        if one.suitable and one.level in keys
    )
    title = "Danh mục thủ tục hành chính cung cấp dịch vụ công trực tuyến"
    return OfficialList("online", title, columns, lines, template="online-list")


def partial(facts: Iterable[LineFacts], levels: Levels) -> OfficialList:
    """Partial services with the reasons to publish, the special law that obliges, the day of repair."""
    columns = (
        Column("code", "Mã số", 12, "center"),
        Column("name", "Tên thủ tục hành chính", 32),
        Column("field", "Lĩnh vực", 13),
        Column("tier", "Cấp thực hiện", 10, "center"),
        Column("reason", "Lý do chỉ cung cấp một phần", 24),
        Column("article", "Quy định chuyên ngành", 20),
        Column("repair", "Dự kiến khắc phục", 10, "center"),
    )
    lines = tuple(_partial_line(one) for one in facts if one.suitable and one.level == levels.lower[0])
    title = "Danh mục dịch vụ công trực tuyến một phần và lý do công khai"
    return OfficialList("partial", title, columns, lines, template="online-partial")


def _partial_line(one: LineFacts) -> Line:
    cells = {
        **_common(one),
        "reason": "; ".join(dict.fromkeys(reason.words for reason in one.partial)) or "chưa ghi lý do",
        "article": "; ".join(dict.fromkeys(reason.article for reason in one.partial if reason.article)),
        "repair": "; ".join(dict.fromkeys(reason.repair for reason in one.partial if reason.repair)),
    }
    return Line(cells, one.why, one.ref, extra=_machine(one))


def named(one: LineFacts) -> str:
    """The name with the code, as it can be found again."""
    return f"{one.name} ({one.code})"


def reason_words(unmet: Unmet) -> str:
    """Why a question is not met, with the rule that obliges."""
    text = f"{unmet.title}: {unmet.reason or unmet.said}"
    return f"{text} ({unmet.where})" if unmet.where else text


def amendment_words(unmet: Unmet) -> str:
    """What is to be amended in which provision, by whose power."""
    text = f"Sửa đổi, bổ sung {unmet.where or 'quy định (chưa ghi văn bản)'}"
    if unmet.wording:
        text += f": {unmet.wording}"
    return f"{text} ({'; '.join([POWER[unmet.remedy], *_who(unmet)])})"


def _technical(unmet: Unmet) -> str:
    text = f"{unmet.title}: {unmet.wording or unmet.reason or unmet.said}"
    who = _who(unmet)
    return f"{text} ({'; '.join(who)})" if who else text


def _who(unmet: Unmet) -> list[str]:
    return [*([unmet.owner] if unmet.owner else []), *([f"xong trước {unmet.due_on:%d/%m/%Y}"] if unmet.due_on else [])]


def _common(one: LineFacts) -> dict[str, str]:
    return {"code": one.code, "name": one.name, "field": one.field, "tier": one.tiers}


def _machine(one: LineFacts) -> dict[str, object]:
    volume = one.volume
    return {
        "code": one.code,
        "level": one.level,
        "unit": one.unit,
        "volume": volume.count if volume else None,
        "volume_source": volume.source if volume else "",
    }
