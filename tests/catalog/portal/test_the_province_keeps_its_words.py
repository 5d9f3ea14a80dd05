"""A control officer teaches the search how people of the province speak, and sees the effect before saving."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from motcua.access.actors import Actor
from motcua.audit.models import Entry
from motcua.catalog import finder
from motcua.catalog.models import Synonym, WordKind
from motcua.catalog.search.vocabulary import shipped_vocabulary
from motcua.catalog.selectors import revision
from motcua.catalog.services.vocabulary import add_words, change_words, switch_off_shipped, switch_words
from motcua.catalog.vocabulary_rows import content_of, digest, entries, laid_over, row_from, shipped_rows
from motcua.web.faults import Denied, Stale, UserError
from tests.catalog.records import BIRTH, another

pytestmark = pytest.mark.django_db
TALK = {"say": ["làm giấy cho em bé xịn"], "means": ["đăng ký khai sinh"]}


@pytest.fixture
def officer(staff_with: Callable[..., Actor]) -> Actor:
    return staff_with("catalog.vocabulary")


@pytest.fixture
def keeper(client_with: Callable[..., Client]) -> Client:
    return client_with("catalog.vocabulary")


@pytest.fixture(autouse=True)
def _two(bring: Callable[..., object]) -> None:
    bring(BIRTH, another("1.000002"))


def first(text: str) -> str:
    hits = finder.search_procedures(text).hits
    return hits[0].code if hits else ""


def test_a_new_word_is_searched_at_once(officer: Actor):
    before = revision()
    assert first("bê bê ti xịn") == ""
    add_words(actor=officer, kind=WordKind.EVERYDAY, content={"say": ["bê bê ti xịn"], "codes": ["1.001193"]})
    assert revision() == before + 1
    assert first("be be ti xin") == "1.001193"


def test_a_row_switched_off_is_forgotten_and_comes_back(officer: Actor):
    row = add_words(actor=officer, kind=WordKind.EVERYDAY, content={"say": ["bê bê ti xịn"], "codes": ["1.001193"]})
    switch_words(actor=officer, row=row, active=False, version=row.version)
    assert first("bê bê ti xịn") == ""
    switch_words(actor=officer, row=row, active=True, version=row.version)
    assert first("bê bê ti xịn") == "1.001193"


def test_a_shipped_row_can_be_cut_and_replaced(officer: Actor):
    key, shipped = next((key, row) for key, row in shipped_rows().items() if row.say[0].text == "ly hôn")
    assert finder.search_procedures("ly hôn").guidance
    cut = switch_off_shipped(actor=officer, replaces=key)
    assert not finder.search_procedures("ly hôn").guidance
    content = content_of(shipped) | {"title": "Tới Tòa án"}
    change_words(actor=officer, row=cut, kind=WordKind.GUIDANCE, content=content, version=cut.version)
    assert [row.title for row in finder.search_procedures("ly hôn").guidance] == ["Tới Tòa án"]


def test_a_row_over_a_shipped_row_that_has_gone_stands_on_its_own():
    own = Synonym(kind=WordKind.EVERYDAY, content=TALK, replaces="0" * 32)
    words = laid_over(shipped_vocabulary(), [own, Synonym(kind=WordKind.OFF, replaces="1" * 32)])
    assert len(words.synonyms) == len(shipped_vocabulary().synonyms) + 1


def test_a_row_that_cannot_be_read_does_not_stop_the_search():
    Synonym.objects.create(kind=WordKind.EVERYDAY, content={"say": []})
    assert laid_over(shipped_vocabulary(), Synonym.objects.all()).synonyms == shipped_vocabulary().synonyms


def test_every_shipped_row_survives_the_form_of_the_table():
    assert len(shipped_rows()) == len({digest(row) for row in shipped_rows().values()})
    for key, row in shipped_rows().items():
        kind = WordKind.GUIDANCE if row.key in {one.key for one in shipped_vocabulary().guidance} else row.kind
        assert content_of(row_from(kind, content_of(row), "x")) == content_of(row), key


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (WordKind.EVERYDAY, {"say": ["a b"]}),
        (WordKind.EVERYDAY, {"means": ["a b"]}),
        (WordKind.GUIDANCE, {"say": ["a b"], "title": "x", "text": "y"}),
        (WordKind.ABBREVIATION, {"say": ["!!!"], "means": ["x"]}),
        (WordKind.EVERYDAY, {"say": ["a b"], "codes": ["9.999999"]}),
    ],
)
def test_a_row_that_says_or_means_nothing_is_refused(officer: Actor, kind: str, content: dict[str, object]):
    with pytest.raises(UserError):
        add_words(actor=officer, kind=kind, content=content)
    assert not Synonym.objects.exists()


def test_two_people_do_not_overwrite_each_other(officer: Actor):
    row = add_words(actor=officer, kind=WordKind.EVERYDAY, content=TALK)
    same = Synonym.objects.get()
    change_words(actor=officer, row=row, kind=WordKind.SYNONYM, content=TALK, version=1)
    with pytest.raises(Stale):
        change_words(actor=officer, row=same, kind=WordKind.EVERYDAY, content=TALK, version=1)
    key = next(iter(shipped_rows()))
    switch_off_shipped(actor=officer, replaces=key)
    with pytest.raises(Stale):
        switch_off_shipped(actor=officer, replaces=key)


def test_others_may_not(staff_with: Callable[..., Actor], client: Client, client_with: Callable[..., Client]):
    with pytest.raises(Denied):
        add_words(actor=staff_with("catalog.view"), kind=WordKind.EVERYDAY, content=TALK)
    assert client.get("/kiem-soat/tu-dong-nghia/").status_code == 302
    assert client_with("desk.view").get("/kiem-soat/tu-dong-nghia/").status_code == 403
    assert not Synonym.objects.visible_to(staff_with("catalog.view")).exists()


def test_changes_are_logged_without_the_words(officer: Actor):
    row = add_words(actor=officer, kind=WordKind.EVERYDAY, content=TALK)
    switch_words(actor=officer, row=row, active=False, version=1)
    verbs = list(Entry.objects.filter(object_id=row.public_id).values_list("verb", flat=True).order_by("id"))
    assert verbs == ["catalog.vocabulary.added", "catalog.vocabulary.switched_off"]


def test_the_database_refuses_a_cut_without_a_row_and_two_over_one():
    with pytest.raises(IntegrityError), transaction.atomic():
        Synonym.objects.create(kind=WordKind.OFF)
    Synonym.objects.create(kind=WordKind.OFF, replaces="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Synonym.objects.create(kind=WordKind.EVERYDAY, replaces="a")


def test_the_officer_tries_a_sentence_before_saving(keeper: Client):
    form = {"kind": WordKind.EVERYDAY, "say": "bê bê ti xịn", "codes": "1.001193", "trial": "be be ti xin", "thu": "1"}
    page = unescape(keeper.post("/kiem-soat/tu-dong-nghia/moi/", form).content.decode())
    before, after = page.split("Sẽ tìm thấy nếu ghi")
    assert "Không thấy thủ tục nào" in before
    assert "1.001193" in after
    assert not Synonym.objects.exists()


def test_the_officer_adds_finds_changes_and_switches_a_line(keeper: Client):
    form = {"kind": WordKind.EVERYDAY, "say": "bê bê ti xịn\nbê ti", "codes": "1.001193", "note": "ở chợ"}
    assert keeper.post("/kiem-soat/tu-dong-nghia/moi/", form).status_code == 302
    row = Synonym.objects.get()
    assert row.content == {"say": ["bê bê ti xịn", "bê ti"], "codes": ["1.001193"]}
    page = keeper.get("/kiem-soat/tu-dong-nghia/?q=be+be&origin=own").content.decode()
    assert f"/kiem-soat/tu-dong-nghia/{row.public_id}/" in page
    line = f"/kiem-soat/tu-dong-nghia/{row.public_id}/"
    assert "bê ti" in unescape(keeper.get(line).content.decode())
    assert keeper.post(line, form | {"say": "bê ti", "version": "1"}).status_code == 302
    assert keeper.post(line, form | {"version": "1"}).status_code == 200, "another changed it: told in the form"
    keeper.post(f"{line}bat-tat/", {"version": "2"})
    row.refresh_from_db()
    assert (row.content["say"], row.active) == (["bê ti"], False)


def test_the_officer_replaces_and_restores_a_shipped_line(keeper: Client):
    key = next(key for key, row in shipped_rows().items() if row.say[0].text == "gpxd")
    line = f"/kiem-soat/tu-dong-nghia/{key}/"
    assert keeper.get(line).status_code == 200
    form = {"kind": WordKind.ABBREVIATION, "say": "gpxd", "means": "khai sinh", "version": "0"}
    assert keeper.post(line, form).status_code == 302
    assert first("gpxd") == "1.001193"
    keeper.post(f"{line}bat-tat/", {"version": "1"})
    assert first("gpxd") != "1.001193"
    shown = {entry.key: entry for entry in entries(Synonym.objects.all())}
    assert shown[key].active
    assert shown[key].restorable


@pytest.mark.parametrize("tail", ["khong-co/", "khong-co/bat-tat/"])
def test_a_line_that_is_not_there_is_not_found(keeper: Client, tail: str):
    answer = keeper.post(f"/kiem-soat/tu-dong-nghia/{tail}", {"kind": "doi_thuong", "say": "a"})
    assert answer.status_code == 404


def test_the_form_says_what_is_wrong(keeper: Client):
    page = unescape(keeper.post("/kiem-soat/tu-dong-nghia/moi/", {"kind": "doi_thuong", "say": "a b"}).content.decode())
    assert "Cần câu người dân nói, và cần nghĩa hoặc mã thủ tục." in page
    long = "\n".join(f"câu {n}" for n in range(80))
    page = unescape(keeper.post("/kiem-soat/tu-dong-nghia/moi/", {"kind": "doi_thuong", "say": long}).content.decode())
    assert "Nhiều nhất 60 dòng" in page
