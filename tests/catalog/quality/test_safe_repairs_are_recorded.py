"""Repairs never change a meaning, are never silent, and doing them twice changes nothing."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from motcua.catalog.quality.normalise import INVISIBLE, clean_text, normalise, sets_of
from motcua.catalog.record import ComponentRecord, LegalBasisRecord, ProcedureRecord


def _record(**more: object) -> ProcedureRecord:
    return ProcedureRecord(**({"code": "1.000001", "name": "A", "source": ""} | more))  # type: ignore[arg-type]


def test_each_repair_says_where_what_and_of_which_kind():
    record = _record(
        name=" Đăng  ký\nkhai\u200b sinh ",
        steps=unicodedata.normalize("NFD", "Bước 1"),
        legal_basis=(LegalBasisRecord("66.18/2026/NQ-CP "),),
    )
    clean, repairs = normalise(record)
    assert clean.name == "Đăng ký khai sinh"
    assert clean.steps == "Bước 1"
    assert clean.legal_basis[0].number == "66.18/2026/NQ-CP"
    assert [(repair.path, repair.kind) for repair in repairs] == [
        ("name", "invisible"),
        ("name", "line_break"),
        ("name", "space"),
        ("steps", "nfc"),
        ("legal_basis[0].number", "space"),
    ]
    assert repairs[-1].before == "66.18/2026/NQ-CP "
    assert repairs[-1].after == "66.18/2026/NQ-CP"


def test_long_texts_keep_their_lines_and_spaces():
    steps = "Bước 1:\n  - nộp  hồ sơ\n\nBước 2"
    clean, repairs = normalise(_record(steps=steps))
    assert clean.steps == steps
    assert repairs == []


def test_the_evidence_of_a_long_text_is_taken_around_the_place():
    clean, (repair,) = normalise(_record(steps="a" * 5_000 + "\u200b" + "b" * 5_000))
    assert clean.steps == "a" * 5_000 + "b" * 5_000
    assert len(repair.before) <= 300
    assert "\u200b" in repair.before


def test_the_count_of_sets_is_spelled_alike_and_noted():
    papers = (ComponentRecord("Đơn", case="1 bộ hồ sơ"), ComponentRecord("* Số lượng hồ sơ: 01 (một) bộ."))
    clean, repairs = normalise(_record(components=papers))
    assert clean.sets == "01 bộ"
    assert clean.components[0].case == "01 bộ hồ sơ"
    assert clean.components[1].name == papers[1].name
    assert [(repair.path, repair.kind) for repair in repairs] == [("components[0].case", "sets")]


def test_two_counts_of_sets_are_left_to_a_person():
    papers = (ComponentRecord("Đơn", case="01 bộ hồ sơ"), ComponentRecord("Đơn", case="02 bộ hồ sơ"))
    clean, repairs = normalise(_record(components=papers))
    assert clean.sets is None
    assert repairs == []


def test_words_that_only_look_like_a_count_are_left():
    assert sets_of("Số lượng bộ hồ sơ: 01 bộ") == "01 bộ"
    assert sets_of("Hồ sơ thiết kế tàu (03 bộ)") is None
    assert sets_of("1 bộ hồ sơ như cấp mới") is None
    assert sets_of("0 bộ") is None


_TEXTS = st.text(st.sampled_from("aăâđê ộ\u0302\u0301\u200b\u00a0\u202f\n\t\r\u00ad- ."), max_size=40)


@given(name=_TEXTS, steps=_TEXTS, paper=_TEXTS)
def test_repairs_are_complete_idempotent_and_lose_only_blanks(name: str, steps: str, paper: str):
    record = _record(name=name, steps=steps, components=(ComponentRecord(paper),))
    clean, repairs = normalise(record)
    again, nothing = normalise(clean)
    assert again == clean
    assert nothing == []
    assert (clean == record) == (not repairs)
    for before, after in ((name, clean.name), (steps, clean.steps), (paper, clean.components[0].name)):
        kept, left = ("".join(text.split()) for text in (INVISIBLE.sub("", before), after or ""))
        assert unicodedata.normalize("NFC", left) == unicodedata.normalize("NFC", kept)


@given(_TEXTS)
def test_a_text_alone_is_cleaned_alike(text: str):
    assert clean_text(text) == (normalise(_record(name=text))[0].name or "")
