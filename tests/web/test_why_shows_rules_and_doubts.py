"""The disclosure "Vì sao?": sentences with their facts, articles, and what is not sure."""

import pytest
from django.template import engines
from django.test import RequestFactory

from motcua.law.explained import Citation, Explained, Reason
from motcua.web import why

SURE = Citation("a.sure", "61/2018/NĐ-CP", "Điều 19 khoản 4", confidence="A")
DOUBTED = Citation(
    "b.doubted", "Quyết định của tỉnh", "", confidence="C", layer="local", contested=True, note="đang hỏi"
)
JUDGEMENT = Explained(
    "16:30",
    (
        Reason("Đủ giấy tờ lúc {moment}.", {"moment": "10:40"}, (SURE,)),
        Reason("Nhận <b>sớm</b> thì trả trong ngày.", {}, (DOUBTED,)),
        Reason("Lịch chưa duyệt.", {}, (), warning=True),
    ),
)


def drawn(value):
    template = engines.all()[0].from_string('{% import "web/components.html" as ui with context %}{{ ui.why(v) }}')
    return template.render({"v": value}, RequestFactory().get("/"))


def test_a_judgement_and_its_dictionary_are_drawn_alike():
    assert drawn(JUDGEMENT) == drawn(JUDGEMENT.to_dict())


def test_the_reader_sees_facts_articles_and_how_sure_they_are():
    page = drawn(JUDGEMENT)
    assert "Đủ giấy tờ lúc 10:40." in page
    assert "Điều 19 khoản 4, 61/2018/NĐ-CP" in page
    assert "đã đọc nguyên văn" in page
    assert "còn hiểu khác nhau" in page
    assert "quy định của tỉnh" in page
    assert "Lưu ý:" in page
    assert "&lt;b&gt;sớm&lt;/b&gt;" in page


def test_a_rule_links_to_its_page_where_a_room_has_one(monkeypatch):
    monkeypatch.setattr(why, "_linkers", [])
    assert "<a " not in drawn(JUDGEMENT)
    why.register_linker(lambda rule: f"/quy-dinh/{rule['key']}/" if rule["key"] == "a.sure" else None)
    assert '<a href="/quy-dinh/a.sure/">' in drawn(JUDGEMENT)


def test_only_text_that_was_read_and_is_not_disputed_counts_as_sure():
    first, second, _ = why.steps(JUDGEMENT)
    assert first["rules"][0]["sure"]
    assert not second["rules"][0]["sure"]


def test_a_dictionary_without_reasons_is_refused():
    with pytest.raises(KeyError):
        why.steps({"value": 1})
