"""Whoever downloads the catalogue gets what the database holds, with source and terms, piece by piece."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from motcua.catalog import opendata
from motcua.catalog.models import Procedure
from motcua.catalog.plain import procedure_dict
from motcua.catalog.selectors import version_on
from tests.catalog.records import BIRTH, another

pytestmark = pytest.mark.django_db
Bring = Callable[..., object]


def body_of(client: Client, address: str, **headers: str) -> bytes:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.fixture
def some(bring: Bring) -> None:
    bring(BIRTH, *[another(f"1.00{n:04}") for n in range(1, 6)], another("3.000001", internal=True))


def test_json_holds_every_public_procedure_as_the_api_shows_it(client: Client, some: None):
    whole = json.loads(body_of(client, "/du-lieu-mo/thu-tuc.json"))
    rows = {row["code"]: row for row in whole["procedures"]}
    assert sorted(rows) == sorted(Procedure.objects.public().values_list("code", flat=True))
    version = version_on(Procedure.objects.get(code=BIRTH.code))
    assert version is not None
    assert rows[BIRTH.code] == json.loads(json.dumps(procedure_dict(version), default=str))
    for key in ("license", "source", "generated_at", "publisher"):
        assert whole["about"][key]


def test_csv_has_a_line_for_each_procedure_and_no_formula(client: Client, bring: Bring):
    bring(BIRTH, replace(BIRTH, code="1.000002", name='=HYPERLINK("x")'))
    text = body_of(client, "/du-lieu-mo/thu-tuc.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["ma"] for row in rows] == ["1.000002", "1.001193"]
    assert rows[0]["ten"].startswith("'=")
    assert rows[1]["thoi_han_nguyen_van"] == "Ngay trong ngày làm việc; 01 Ngày làm việc"


def test_a_workbook_holds_the_table_as_text_and_the_terms(client: Client, bring: Bring):
    bring(BIRTH, replace(BIRTH, code="1.000002", name="=1+1"))
    with zipfile.ZipFile(io.BytesIO(body_of(client, "/du-lieu-mo/thu-tuc.xlsx"))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        first = book.read(sheets[0]).decode()
    assert len(sheets) == 2
    assert "1.001193" in first
    assert "<f>" not in first


@pytest.mark.parametrize("name", ["thu-tuc.json", "thu-tuc.csv", "thu-tuc.xlsx"])
def test_a_second_download_of_an_unchanged_catalogue_is_spared(client: Client, some: None, name: str):
    first = client.get(f"/du-lieu-mo/{name}")
    assert first.streaming
    assert 'rel="license"' in first.headers["Link"]
    again = client.get(f"/du-lieu-mo/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not first.cookies


def test_each_piece_costs_the_same_number_of_statements(some: None, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(opendata, "PIECE", 3)
    with django_assert_num_queries(2 * 11 + 1):
        assert len(list(opendata.rows(timezone.localdate()))) == 6
    monkeypatch.setattr(opendata, "PIECE", 100)
    with django_assert_num_queries(11 + 1):
        assert len(list(opendata.rows(timezone.localdate()))) == 6


def test_the_page_says_terms_and_number(client: Client, some: None):
    page = client.get("/du-lieu-mo/").content.decode()
    assert "Toàn bộ 6 thủ tục" in page
    assert "Điều 15 Luật Sở hữu trí tuệ" in page


def test_the_sitemap_names_every_public_page_once(client: Client, some: None):
    tree = ElementTree.fromstring(body_of(client, "/sitemap.xml"))
    places = [one.text or "" for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(places) == len(set(places))
    assert f"{settings.BASE_URL}/thu-tuc/1.001193/" in places
    assert not [place for place in places if "3.000001" in place]


def test_robots_stay_out_of_the_rooms_of_the_staff(client: Client):
    text = client.get("/robots.txt").content.decode()
    for path in ("/kiem-soat/", "/can-bo/", "/api/"):
        assert f"Disallow: {path}\n" in text
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in text


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx"])
def test_a_cell_never_starts_a_formula(text: str):
    assert opendata.harmless(text) == "'" + text
    assert opendata.harmless("1-2") == "1-2"
