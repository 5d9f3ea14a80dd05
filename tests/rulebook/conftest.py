"""What the stories of the rulebook start from."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rulebook.services.rules import InstrumentContent, RuleContent

DECISION = InstrumentContent("Quy định giờ tiếp nhận, mốc trả kết quả trong ngày", date(2026, 1, 5))


@pytest.fixture
def content():
    """`content(value="16:00")`: a row for the cut-off hour from 01/02/2026, anything else as given."""

    def make(**given) -> RuleContent:
        usual = {
            "key": "clock.same_day_cutoff",
            "value": "16:00",
            "instrument": "05/2026/QĐ-UBND",
            "article": "Điều 3",
            "effective_from": date(2026, 2, 1),
        }
        return RuleContent(**{**usual, **given})

    return make


@pytest.fixture
def control(staff_with):
    """Who proposes and approves."""
    return staff_with("rulebook.edit", "rulebook.approve")


@pytest.fixture
def decision() -> InstrumentContent:
    """The province's own decision."""
    return DECISION
