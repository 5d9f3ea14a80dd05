"""Data instead of papers: which databases replace which papers, and the clock that runs from their publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.law.book import RulesOfDay
from motcua.law.explained import Citation, Explained, Reason
from motcua.law.words import N_
from motcua.proposals.engine_components import Database
from motcua.proposals.models import PublishedDatabase
from motcua.proposals.rules_files import shipped_databases
from motcua.proposals.selectors import published
from motcua.rulebook.selectors import law

KEY = "review.data_replacement"
UNKNOWN = N_("Chưa ghi ngày công bố dữ liệu của {name} nên chưa tính được hạn tái cấu trúc")
PUBLISHED = N_("{name} công bố dữ liệu ngày {day} theo {notice}")
DUE = N_("Thủ tục dùng dữ liệu này phải được tái cấu trúc trước hoặc trong ngày {due}")
NO_RULE = N_("Không có quy định về hạn tái cấu trúc áp dụng cho ngày {day}")
GROUND = N_("Thành phần hồ sơ được thay bằng dữ liệu theo {instrument}; chưa đối chiếu với văn bản gốc")


@dataclass(frozen=True, slots=True)
class DatabaseLine:
    """A database, the noted publication and the day by which procedures must be restructured."""

    database: Database
    row: PublishedDatabase | None
    due: Explained[date | None]

    def late(self, day: date) -> bool:
        """Whether the clock has run out on a day."""
        return self.due.value is not None and day > self.due.value


def lines() -> list[DatabaseLine]:
    """Every database with its clock: two statements."""
    rows, now = published(), law()
    return [DatabaseLine(one, rows.get(one.key), _due(one, rows, now.rules_on)) for one in shipped_databases()]


def _due(
    one: Database, rows: Mapping[str, PublishedDatabase], rules_on: Callable[[date], RulesOfDay]
) -> Explained[date | None]:
    ground = Reason(GROUND, {"instrument": one.instrument}, (ground_of(one),), warning=True)
    row = rows.get(one.key)
    if row is None:
        return Explained(None, (ground, Reason(UNKNOWN, {"name": one.name}, warning=True)))
    facts = {"name": one.name, "day": row.published_on, "notice": row.notice}
    told = (ground, Reason(PUBLISHED, facts))
    rules = rules_on(row.published_on)
    if not rules.has(KEY):
        return Explained(None, (*told, Reason(NO_RULE, {"day": row.published_on}, warning=True)))
    days = rules.value(KEY)
    due = row.published_on + timedelta(days=int(days.value))
    return Explained(due, (*told, *days.reasons, Reason(DUE, {"due": due})))


def ground_of(one: Database) -> Citation:
    """The rule by which papers give way to data."""
    return Citation(
        f"databases.{one.key}",
        one.instrument,
        one.article,
        confidence=one.confidence,
        verified=False,
        label=one.name,
    )
