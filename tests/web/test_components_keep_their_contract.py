"""The macros of `web/components.html`: documented, escaped, accessible, cheap."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django import forms
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from motcua.access.actors import Actor
from motcua.access.models import User
from motcua.faces.views import style_page
from motcua.web.forms import DateField, FilterForm
from motcua.web.paging import page_of

NASTY = '<script>alert("x")</script>'
OFFICER = Actor(user=User(username="can-bo"), label="Cán bộ", system=True)


def environment():
    return engines.all()[0].env


def draw(source, address="/x/", **context: object):
    template = engines.all()[0].from_string('{% import "web/components.html" as ui with context %}' + source)
    request = RequestFactory().get(address)
    request.actor = OFFICER
    return template.render(context, request)


@pytest.fixture
def every_component(db):
    request = RequestFactory().get("/kieu-dang/")
    request.actor = OFFICER
    return style_page(request).content.decode()


def test_what_is_documented_exists_and_what_exists_is_documented():
    source, _, _ = environment().loader.get_source(environment(), "web/components.html")
    head = source[: source.index("#}")]
    documented = set(re.findall(r"ui\.(\w+)\(", head))
    existing = set(re.findall(r"{% macro ([a-z]\w*)\(", source))
    assert documented == existing


def test_the_component_page_shows_every_component(every_component):
    source, _, _ = environment().loader.get_source(environment(), "faces/style_page.html")
    used = set(re.findall(r"ui\.(\w+)\(", source))
    existing = set(
        re.findall(r"{% macro ([a-z]\w*)\(", environment().loader.get_source(environment(), "web/components.html")[0])
    )
    assert existing - used == {
        "field",
        "search",
    }  # `fields` draws with `field`; the header of the page holds a search field


def test_every_id_is_given_once_and_every_label_finds_its_field(every_component):
    ids = re.findall(r'\sid="([^"]+)"', every_component)
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert set(re.findall(r'\sfor="([^"]+)"', every_component)) <= set(ids)
    described = {name for names in re.findall(r'aria-describedby="([^"]+)"', every_component) for name in names.split()}
    assert described <= set(ids)


def test_no_inline_style_script_or_handler(every_component):
    assert not re.search(r"\sstyle=|<style|\son\w+=", every_component)
    assert re.findall(r"<script(?![^>]*\ssrc=)", every_component) == []


@pytest.mark.parametrize(
    "source",
    [
        "{{ ui.button(x) }}{{ ui.button(x, href=x) }}{{ ui.button(x, name=x, value=x) }}",
        "{{ ui.tag(x) }}{{ ui.notice(x, title=x) }}{{ ui.empty(x, x, x, x) }}",
        "{{ ui.table([x], [[x]], x, foot=[x], stack=True) }}",
        "{% call ui.grid([x], x) %}{{ ui.row_check(x, x, x) }}{% endcall %}",
        "{{ ui.summary_list([(x, x, x, x)]) }}{{ ui.facts([(x, x, x)]) }}{{ ui.steps([(x, 'now', x)]) }}",
        "{{ ui.checklist([(x, x)]) }}{{ ui.chips([(x, x, True, 1)]) }}{{ ui.links([(x, x, x)]) }}",
        "{{ ui.breadcrumbs([(x, x), (x,)]) }}{{ ui.progress(1, 2, x) }}{{ ui.meter(1, 2, x) }}",
        "{% call ui.details(x) %}{{ x }}{% endcall %}{% call ui.confirm(x, x) %}{{ x }}{% endcall %}",
        "{{ ui.turn(x, x, x) }}{{ ui.abbr(x, x) }}{{ ui.print_button(x) }}{{ ui.form_open(x) }}{{ ui.form_close() }}",
    ],
)
def test_names_with_markup_in_them_are_shown_and_not_run(source):
    page = draw(source, x=NASTY)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_posting_form_carries_the_form_key_and_a_fresh_one_use_key():
    first, second = (draw("{{ ui.form_open('/x/') }}") for _ in range(2))
    keys = [re.search(r'name="_once" value="([\w-]{22})"', page).group(1) for page in (first, second)]
    assert keys[0] != keys[1]
    assert 'name="csrfmiddlewaretoken" value="' in first
    assert "_once" not in draw("{{ ui.form_open('/x/', method='get') }}")
    assert 'enctype="multipart/form-data"' in draw("{{ ui.form_open(multipart=True) }}")


def test_filters_keep_what_they_are_told_and_offer_a_way_out():
    source = "{{ ui.filters(form, keep=('nhom',)) }}"
    assert "Bỏ lọc" in draw(source, "/x/?nhom=dat", form=[])
    assert '<input type="hidden" name="nhom" value="dat">' in draw(source, "/x/?nhom=dat", form=[])
    assert "Bỏ lọc" not in draw(source, "/x/", form=[])


class _Two(FilterForm):
    q = forms.CharField(label="Tên")
    day = DateField(label="Ngày")


def test_several_filters_fold_and_the_fold_counts_those_in_use():
    def drawn(query):
        return draw("{{ ui.filters(form) }}", form=_Two(QueryDict(query)))

    assert "<summary>Bộ lọc</summary>" in drawn("")
    assert '<details class="filters-fold"><summary>Bộ lọc (1)</summary>' in drawn("q=a&day=")
    assert "<summary>Bộ lọc (2)</summary>" in drawn("q=a&day=20/11/2026")
    assert '<details class="filters-fold" open><summary>Bộ lọc (1)</summary>' in drawn("q=a&day=hom+qua")


def test_a_single_filter_does_not_fold():
    class One(FilterForm):
        q = forms.CharField(label="Tên")

    assert "<details" not in draw("{{ ui.filters(form) }}", form=One(QueryDict("q=a")))


def test_a_pager_stands_only_where_there_are_pages():
    request = RequestFactory().get("/x/?q=a")
    assert 'rel="next"' in draw("{{ ui.pager(p) }}", p=page_of(request, range(99), 50))
    assert "9 dòng" in draw("{{ ui.pager(p) }}", p=page_of(request, range(9), 50))
    assert draw("{{ ui.pager(p, counted=True) }}", p=page_of(request, range(9), 50)).strip() == ""
    assert draw("{{ ui.pager(p) }}", p=page_of(request, [], 50)).strip() == ""


def test_unknown_values_are_said():
    page = draw("{{ ui.summary_list([('Hạn', none)]) }}{{ ui.date(none) }}{{ ui.moment(none) }}{{ ui.number(none) }}")
    assert page.count("Chưa rõ") == 4


def test_a_number_of_zero_stays_zero():
    assert ">0</dd>" in draw("{{ ui.summary_list([('Phí', 0)]) }}")
    assert '<td class="n">0</td>' in draw("{{ ui.table(['Phí'], [[0]], 'Bảng', (0,)) }}")


def test_a_list_of_ten_thousand_cells_is_drawn_whole():
    rows = [[f"hồ sơ {n}", n, "a", "b"] for n in range(2500)]
    page = draw("{{ ui.table(['A', 'B', 'C', 'D'], rows, 'x', (1,)) }}", rows=rows)
    assert page.count("<td") == 10_000


def test_a_name_of_a_thousand_letters_and_no_spaces_still_draws():
    assert "a" * 1094 in draw("{{ ui.tag(x) }}{{ ui.facts([('Tên', x)]) }}", x="a" * 1094)
