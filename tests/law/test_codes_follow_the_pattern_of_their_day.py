"""Codes: each kind by the pattern in force on the day; look-up forgives spaces and case."""

from __future__ import annotations

import pytest

from motcua.law.book import UnknownRuleError
from motcua.law.codes import kinds_of, normal_code, read_code
from tests.law.books import rules

# (loại mã, mã, ngày, đúng mẫu)
CASES = [
    ("procedure", "1.001193", "2026-03-01", True),
    ("procedure", "2.000635.H61", "2026-03-01", True),
    ("procedure", "1.00119", "2026-03-01", False),
    ("procedure_case", "1.014734.01", "2026-03-01", True),
    ("field", "G02-CT09", "2026-03-01", True),
    ("result", "KQ.G06.000681", "2026-03-01", True),
    ("component", "000.00.00.G02-KQ006404", "2026-03-01", True),
    ("component", "G06-KQ005136", "2026-03-01", True),
    ("dossier", "000.00.01.H22-200515-0001", "2025-06-01", True),
    ("dossier", "000.00.01.H22-200515-0001", "2026-03-01", False),
    ("dossier", "H15.50.05.13-261008-0975", "2026-03-01", True),
    ("dossier", "H15.50.05.13-261008-0975", "2025-06-01", False),
    ("dossier_any", "000.00.01.H22-200515-0001", "2026-03-01", True),
    ("electronic_result", "H15.50.05.13-261008-0975-KQ2", "2026-03-01", True),
    ("agency", "000.00.01.H22", "2026-03-01", True),
    ("agency", "H15.50.05.13", "2026-03-01", True),
    ("subject", "ĐT2", "2026-03-01", True),
]


@pytest.mark.parametrize(("kind", "code", "on", "fits"), CASES)
def test_a_code_is_judged_by_the_pattern_of_its_day(kind, code, on, fits):
    answer = read_code(kind, code, rules(on))
    assert (answer.value is not None) == fits
    assert answer.rules[0].key == f"code.{kind}"
    assert bool(answer.warnings) != fits


def test_the_code_of_a_ministry_s_central_system_exists_from_25_january_2026():
    code = "H15.050.05-261008-060975"
    parts = read_code("dossier", code, rules("2026-01-25"), "central").value
    assert parts is not None
    assert (parts["owner"], parts["number"]) == ("06", "0975")
    assert read_code("dossier", code, rules("2026-01-24"), "central").value is None


def test_spaces_and_case_do_not_matter():
    assert normal_code(" h15.50.05.13 - 261008 - 0975 ") == "H15.50.05.13-261008-0975"
    assert read_code("dossier", "h15.50.05.13-261008-0975", rules()).value is not None


def test_a_text_may_be_codes_of_several_kinds_or_of_none():
    assert "procedure" in kinds_of("1.001193", rules())
    assert kinds_of("làm giấy khai sinh", rules()) == []


def test_an_unknown_kind_is_an_error():
    with pytest.raises(UnknownRuleError):
        read_code("nothing", "1", rules())
