"""Which way of saying the level of an online service holds on a day, and that levels of two ways are never converted.

Circular 32/2017 knows levels 1 to 4; Decree 42/2022 a full or a partial service; Decree 224/2026 takes the full service
for granted and asks the reasons of a partial one. Level 4 had no rule about presence or site verification, so it is not
the full service of today: a procedure judged by another regime has to be judged anew.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from motcua.law.book import Rulebook
from motcua.law.explained import Explained, Reason
from motcua.law.unfit import Unfit
from motcua.law.words import N_

NO_REGIME = N_("Chưa ghi quy định nào về mức độ dịch vụ công trực tuyến cho {on}; sớm nhất là {first}.")
HOLDS = N_("Cách phân mức áp dụng vào {on}: {words}")
SAME = N_("Hai ngày dùng cùng một cách phân mức ({words}); kết quả cũ còn dùng được")
ANEW = N_(
    "Kết quả cũ theo cách phân mức khác ({then}); không chuyển đổi sang cách hiện nay ({now}) mà phải đánh giá lại"
)


class Regime(StrEnum):
    """How levels are said: 1–4, full or partial, or full unless a reason is published."""

    LEVELS = "levels"
    TWO_LEVELS = "two_levels"
    DEFAULT_FULL = "default_full"


def regime(on: date, book: Rulebook) -> Explained[Regime]:
    """Return the regime of a day. Raises `Unfit` for a day before the first one."""
    rules = book.at(on)
    if not rules.has("online.regime"):
        first = min(row.effective_from for row in book.history("online.regime"))
        raise Unfit("no-regime", NO_REGIME, {"on": on, "first": first}, "on")
    row = rules.row("online.regime")
    return Explained(Regime(row.value), (Reason(HOLDS, {"on": on, "words": row.shown}, (row.citation,)),))


def regimes(book: Rulebook) -> list[tuple[Regime, date, date | None]]:
    """Return every regime with its first and last day (None: still holds), oldest first."""
    return [(Regime(row.value), row.effective_from, row.effective_to) for row in book.history("online.regime")]


def needs_reassessment(judged_on: date, on: date, book: Rulebook) -> Explained[bool]:
    """Say whether a procedure judged on one day must be judged anew to be shown under the regime of another.

    Raises `Unfit` for a day before the first regime.
    """
    then, now = regime(judged_on, book), regime(on, book)
    said = {"then": then.reasons[0].facts["words"], "now": now.reasons[0].facts["words"]}
    if then.value is now.value:
        return Explained(False, (Reason(SAME, {"words": said["now"]}, now.rules),))
    return Explained(True, (Reason(ANEW, said, (*then.rules, *now.rules), warning=True),))
