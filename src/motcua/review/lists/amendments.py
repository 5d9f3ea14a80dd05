"""What is to be amended: proposals to ministries by document and article, and the province's own documents.

An amendment unlocks a procedure where, beside it, nothing but what lies in the province's power stands against the
service: the sentence of law is then the last thing that the province waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from motcua.law.explained import Explained, Reason
from motcua.law.words import N_
from motcua.papers.document import Cell
from motcua.review.lists.definition import Column, Line, OfficialList
from motcua.review.lists.facts import MINISTRY, OWN_DOCUMENT, LineFacts, Unmet, volume_reason

NO_DOCUMENT = "(chưa ghi văn bản)"
SHOWN = 30
CONCERNS = N_("{code} {name}: {titles}")
UNLOCKS = N_("Sửa quy định này thì thủ tục không còn vướng quy định nào khác của trung ương")
STILL = N_("Còn vướng: {others}")
DEFINED = N_("Được tháo gỡ: ngoài quy định này, những gì còn lại của thủ tục đều thuộc thẩm quyền của tỉnh")


@dataclass(slots=True)
class _Asked:
    """A provision to amend, the procedures that it holds up, and what is proposed instead."""

    document: str
    article: str
    wordings: dict[str, None] = field(default_factory=dict)
    owners: dict[str, None] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)
    held: list[tuple[LineFacts, list[Unmet]]] = field(default_factory=list)
    unlocked: list[LineFacts] = field(default_factory=list)

    @property
    def dossiers(self) -> int:
        """Dossiers a year of the procedures that it unlocks, as far as they are known."""
        return sum(one.volume.count for one in self.unlocked if one.volume)

    @property
    def unknown(self) -> int:
        """How many of those have no figure."""
        return sum(1 for one in self.unlocked if one.volume is None)

    @property
    def weight(self) -> tuple[int, int, int]:
        """What the amendment is worth: dossiers and procedures unlocked, procedures held up."""
        return self.dossiers, len(self.unlocked), len(self.held)


def same(text: str) -> str:
    """A citation as it is compared: blanks and capitals do not make another provision."""
    return " ".join(text.split()).casefold()


def gathered(facts: Iterable[LineFacts], remedy: str) -> list[_Asked]:
    """Provisions to amend by one power, those that are worth most first; documents stand together, by their worth."""
    found: dict[tuple[str, str], _Asked] = {}
    for one in facts:
        mine: dict[tuple[str, str], list[Unmet]] = {}
        for unmet in one.of(remedy):
            mine.setdefault((same(unmet.document), same(unmet.article)), []).append(unmet)
        for key, held in mine.items():
            document, article = " ".join(held[0].document.split()), " ".join(held[0].article.split())
            asked = found.setdefault(key, _Asked(document or NO_DOCUMENT, article))
            _add(asked, one, held)
            if not others(one, key):
                asked.unlocked.append(one)
    worth: dict[str, tuple[int, int, int]] = {}
    for asked in found.values():
        known = worth.get(same(asked.document), (0, 0, 0))
        worth[same(asked.document)] = (
            known[0] + asked.weight[0],
            known[1] + asked.weight[1],
            known[2] + asked.weight[2],
        )
    return sorted(found.values(), key=lambda asked: _order(asked, worth[same(asked.document)]))


def _order(asked: _Asked, worth: Sequence[int]) -> tuple[Any, ...]:
    return (*(-part for part in worth), same(asked.document), *(-part for part in asked.weight), same(asked.article))


def _add(asked: _Asked, one: LineFacts, held: list[Unmet]) -> None:
    asked.held.append((one, held))
    for unmet in held:
        if unmet.wording:
            asked.wordings.setdefault(unmet.wording)
        if unmet.owner:
            asked.owners.setdefault(unmet.owner)
        if unmet.due_on:
            asked.days.append(unmet.due_on)


def others(one: LineFacts, key: tuple[str, str]) -> tuple[Unmet, ...]:
    """What else stands against a procedure outside the province's power, or without anyone who could mend it."""
    return tuple(
        unmet
        for unmet in one.unmet
        if not unmet.remedy or (unmet.remedy == MINISTRY and (same(unmet.document), same(unmet.article)) != key)
    )


def to_ministries(facts: Iterable[LineFacts]) -> OfficialList:
    """Proposals to ministries by document and article, sorted by the dossiers a year that each would unlock."""
    columns = (
        Column("article", "Điều, khoản, điểm", 14),
        Column("wording", "Nội dung kiến nghị", 32),
        Column("held", "Thủ tục hành chính liên quan", 24),
        Column("concerned", "Số thủ tục liên quan", 8, "right"),
        Column("unlocked", "Số thủ tục được tháo gỡ", 8, "right"),
        Column("dossiers", "Số hồ sơ một năm được tháo gỡ", 10, "right"),
        Column("note", "Ghi chú", 12),
    )
    lines = tuple(_line(asked, _ministry_cells(asked)) for asked in gathered(facts, MINISTRY))
    title = "Danh mục kiến nghị bộ, ngành, cơ quan trung ương sửa đổi, bổ sung văn bản quy phạm pháp luật"
    return OfficialList("amendments", title, columns, lines, note=DEFINED)


def own_documents(facts: Iterable[LineFacts]) -> OfficialList:
    """The province's own documents to amend, with who drafts and until when."""
    columns = (
        Column("article", "Điều, khoản, điểm", 14),
        Column("wording", "Nội dung sửa đổi, bổ sung", 30),
        Column("drafter", "Cơ quan soạn thảo", 16),
        Column("due", "Thời hạn", 10, "center"),
        Column("held", "Thủ tục hành chính liên quan", 22),
        Column("concerned", "Số thủ tục liên quan", 8, "right"),
        Column("dossiers", "Số hồ sơ một năm", 9, "right"),
    )
    lines = tuple(_line(asked, _own_cells(asked)) for asked in gathered(facts, OWN_DOCUMENT))
    title = "Danh mục văn bản thuộc thẩm quyền của tỉnh cần sửa đổi, bổ sung"
    return OfficialList("own-documents", title, columns, lines)


def _line(asked: _Asked, cells: dict[str, Cell]) -> Line:
    extra = {
        "document": asked.document,
        "procedures": [one.code for one, _held in asked.held],
        "unlocks": [one.code for one in asked.unlocked],
        "lines": [one.ref for one, _held in asked.held],
    }
    return Line(cells, partial(_why, asked), group=asked.document, extra=extra)


def _ministry_cells(asked: _Asked) -> dict[str, Cell]:
    known = asked.dossiers if not asked.unlocked or asked.unknown < len(asked.unlocked) else "chưa rõ"
    note = f"{asked.unknown} thủ tục chưa có số hồ sơ" if asked.unknown else ""
    return {
        **_common(asked),
        "unlocked": len(asked.unlocked),
        "dossiers": known,
        "note": note,
    }


def _own_cells(asked: _Asked) -> dict[str, Cell]:
    counts = [one.volume.count for one, _held in asked.held if one.volume]
    return {
        **_common(asked),
        "drafter": "; ".join(asked.owners) or "chưa giao",
        "due": f"{min(asked.days):%d/%m/%Y}" if asked.days else "chưa ghi",
        "dossiers": sum(counts) if counts else "chưa rõ",
    }


def _common(asked: _Asked) -> dict[str, Cell]:
    codes = [one.code for one, _held in asked.held]
    more = f" và {len(codes) - SHOWN} thủ tục khác" if len(codes) > SHOWN else ""
    return {
        "article": asked.article or "(chưa ghi điều, khoản)",
        "wording": "\n".join(asked.wordings) or "chưa ghi nội dung đề nghị",
        "held": ", ".join(codes[:SHOWN]) + more,
        "concerned": len(codes),
    }


def _why(asked: _Asked) -> Explained[int]:
    key = (same(asked.document) if asked.document != NO_DOCUMENT else "", same(asked.article))
    said: list[Reason] = []
    for one, held in asked.held:
        titles = "; ".join(f"{unmet.title}: {unmet.reason or unmet.said}" for unmet in held)
        said.append(Reason(CONCERNS, {"code": one.code, "name": one.name, "titles": titles}))
        rest = others(one, key)
        said.append(Reason(STILL, {"others": "; ".join(unmet.title for unmet in rest)}) if rest else Reason(UNLOCKS))
        said.append(volume_reason(one.volume))
    return Explained(asked.dossiers, tuple(said))
