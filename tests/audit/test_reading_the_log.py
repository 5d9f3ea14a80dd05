"""An inspector reads the log on a screen: sentences, search, pages, export, how the log stands."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor, Grant, system_actor
from motcua.access.events import Event
from motcua.access.models import User
from motcua.access.roles import Role
from motcua.audit import selectors, services, vocabulary
from motcua.audit.models import Entry
from motcua.audit.selectors import Search
from tests.audit.conftest import happen, reader

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setitem(vocabulary._verbs, "trial.done", _("đóng dấu {object} lần thứ {number}"))
    kind = vocabulary.ObjectKind(_("giấy"), lambda ids: {"1": "Một"}, lambda identity: f"/giay/{identity}/")
    monkeypatch.setitem(vocabulary._kinds, "paper", kind)
    book = vocabulary.UnitBook(lambda ids: {7: "Sở Tư pháp"}, lambda text: [7] if text == "Sở Tư pháp" else [])
    monkeypatch.setattr(vocabulary, "_units", [book])


@pytest.fixture
def browser(client_with):
    return client_with("audit.view")


def page(browser, **query: str) -> str:
    answer = browser.get(reverse("audit_list"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_row_reads_as_a_sentence(tell, officer):
    rows = tell(2)
    line = selectors.lines(rows)[1]
    assert (line.actor, line.what, line.href) == ("Kiểm soát thủ tục", "đóng dấu giấy Một lần thứ 1", "/giay/1/")


def test_a_verb_without_words_is_shown_by_its_code(officer):
    happen(actor=Actor(user=officer), events=[Event("khac.lam", "thing", "9")])
    assert selectors.lines(list(Entry.objects.all()))[0].what == "khac.lam thing 9"


def test_a_fact_missing_from_an_old_row_is_a_dash(officer):
    happen(actor=Actor(user=officer), events=[Event("trial.done", "paper", "1")])
    assert selectors.lines(list(Entry.objects.all()))[0].what.endswith("lần thứ —")


def test_the_page_shows_who_did_what_and_the_words_of_a_hostile_name_stay_words(tell, browser):
    tell(1)
    User.objects.filter(username="kiemsoat").update(label="<script>alert(1)</script>")
    shown = page(browser)
    assert "đóng dấu giấy" in shown
    assert "<script>alert" not in shown


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (Search(person="kiemsoat"), 3),
        (Search(person="Kiểm soát"), 3),
        (Search(person="không ai"), 0),
        (Search(unit="Sở Tư pháp"), 1),
        (Search(unit="Sở khác"), 0),
        (Search(verb="trial.done"), 4),
        (Search(object_type="paper", object_id="2"), 1),
        (Search(address="10.0.0.7"), 3),
        (Search(address="10.0.0.9"), 0),
    ],
)
def test_the_search_narrows(tell, search, expected):
    tell(3)
    clerk = User.objects.create(username="vanthu")
    happen(actor=Actor(user=clerk, grants=(Grant(Role.CLERK, 7, 1),)), events=[Event("trial.done")])
    assert selectors.entries(reader(), search).count() == expected


def test_days_are_local_days_and_both_ends_count(officer, clock):
    for moment in ("2026-03-01 23:59", "2026-03-02 00:00", "2026-03-02 23:59", "2026-03-03 00:00"):
        clock(moment)
        happen(actor=Actor(user=officer), events=[Event("trial.done")])
    from datetime import date

    day = Search(since=date(2026, 3, 2), until=date(2026, 3, 2))
    assert selectors.entries(reader(), day).count() == 2


def test_a_day_is_found_without_reading_the_whole_log(officer, clock, django_assert_max_num_queries):
    for day in range(1, 21):
        clock(f"2026-03-{day:02d} 10:00")
        happen(actor=Actor(user=officer), events=[Event("trial.done", "paper", str(day)) for _n in range(5)])
    rows = list(Entry.objects.order_by("id"))
    for row in (rows[0], rows[33], rows[99]):
        with django_assert_max_num_queries(12):
            assert selectors.first_id_at(row.recorded_at) == min(
                other.pk for other in rows if other.recorded_at >= row.recorded_at
            )
    from datetime import timedelta

    assert selectors.first_id_at(rows[-1].recorded_at + timedelta(days=1)) == rows[-1].pk + 1
    assert selectors.first_id_at(rows[0].recorded_at - timedelta(days=1)) == rows[0].pk


def test_pages_follow_one_another_without_a_gap(tell, browser):
    rows = tell(120)
    seen, address = [], reverse("audit_list")
    for _page in range(4):
        answer = browser.get(address)
        shown = answer.content.decode()
        seen += re.findall(r'data-open href="[^"]*/([^/"]+)/"', shown)
        older = re.search(r'rel="next" href="([^"]+)"', shown)
        if older is None:
            break
        tell(1)  # written meanwhile: must not shift what follows
        address = f"{reverse('audit_list')}{html.unescape(older[1])}"
    assert seen == [row.public_id for row in reversed(rows)]


def test_the_number_of_statements_does_not_grow_with_the_rows(tell, browser, django_assert_max_num_queries):
    tell(2)
    with django_assert_max_num_queries(12) as few:
        page(browser)
    tell(40)
    with django_assert_max_num_queries(len(few.captured_queries)):
        page(browser)


def test_the_page_says_how_the_log_stands(tell, browser):
    tell(2)
    assert "chưa được kiểm tra" in page(browser)
    services.verify(actor=system_actor())
    assert "không phát hiện" in page(browser)


def test_one_row_opens_with_everything_it_holds(tell, browser):
    row = tell(1)[0]
    answer = browser.get(reverse("audit_detail", args=[row.public_id]))
    shown = answer.content.decode()
    assert row.digest in shown
    assert "10.0.0.7" in shown
    assert "abcdefgh1234" in shown
    assert browser.get(reverse("audit_detail", args=["khong-co"])).status_code == 404


def test_an_export_holds_the_filtered_rows_and_is_itself_logged(tell, browser):
    tell(3)
    User.objects.filter(username="kiemsoat").update(label="=cmd()")
    answer = browser.post(f"{reverse('audit_export')}?viec=trial.done&ma=1&loai=paper")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = text.strip().splitlines()
    assert len(lines) == 2
    assert "'=cmd()" in lines[1]
    row = Entry.objects.get(verb="audit.exported")
    assert (row.object_id, row.facts, row.fields) == (
        "audit.entries",
        {"rows": 1},
        ["object_id", "object_type", "verb"],
    )


def test_an_export_is_only_made_by_post(browser):
    assert browser.get(reverse("audit_export")).status_code == 405


def test_those_who_may_not_read_the_log_are_refused(client_with, client, tell):
    row = tell(1)[0]
    stranger = client_with("desk.view")
    for address in (reverse("audit_list"), reverse("audit_detail", args=[row.public_id])):
        assert stranger.get(address).status_code == 403
        assert client.get(address).status_code == 302
    assert stranger.post(reverse("audit_export")).status_code == 403


def test_without_the_permission_one_sees_only_what_one_did_oneself(tell, officer):
    tell(2)
    other = User.objects.create(username="khac")
    happen(actor=Actor(user=other), events=[Event("trial.done")])
    assert Entry.objects.visible_to(Actor(user=officer)).count() == 2
    assert Entry.objects.visible_to(Actor(user=other)).count() == 1
    assert Entry.objects.visible_to(Actor()).count() == 0


def test_the_terminal_lists_the_same(tell, capsys):
    tell(3)
    call_command("audit", "list", json=True, object_id="2")
    rows = json.loads(capsys.readouterr().out)
    assert [row["what"] for row in rows] == ["đóng dấu giấy 2 lần thứ 2"]
