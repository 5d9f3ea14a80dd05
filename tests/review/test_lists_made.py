"""All documents of a campaign are made by one job and kept; pages, machines and the terminal give the same lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.access.actors import Actor
from motcua.files.selectors import open_file
from motcua.jobs.models import Job
from motcua.organisation.models import Unit
from motcua.papers.rendering import MEDIA_TYPES
from motcua.proposals.models import YearlyVolume
from motcua.review.jobs_lists import lists
from motcua.review.list_making import forms_of, made
from motcua.review.list_paper import FORMATS
from motcua.review.list_selectors import changed_since, latest_set
from motcua.review.models import Answer, Campaign, CampaignKind, CampaignLine, CostSheet, ListFile, ListSet
from motcua.review.services.lists import KIND, make_lists
from tests.review import listing, sheets

pytestmark = pytest.mark.django_db


class Told:
    """A run that remembers what it was told."""

    def __init__(self, actor: Actor, list_set: ListSet) -> None:
        self.actor, self.arguments = actor, {"set": list_set.public_id}
        self.summary: dict[str, Any] = {}
        self.steps: list[tuple[int, int | None]] = []
        self.failures: list[tuple[str, str]] = []

    def progress(self, done: int, total: int | None = None, text: str = "") -> None:
        """Remember how far it is."""
        self.steps.append((done, total))

    def note_failure(self, what: str, why: str) -> None:
        """Remember what could not be made."""
        self.failures.append((what, why))


def run(actor: Actor, list_set: ListSet) -> Told:
    """Do the job of a set."""
    told = Told(actor, list_set)
    lists(told)  # type: ignore[arg-type]  # as much of a run as the job uses
    return told


@pytest.fixture
def campaign(justice: Unit) -> Campaign:
    """A campaign with one procedure for each kind of result."""
    return listing.whole(justice)


@pytest.fixture
def client(client_with: Callable[..., Client]) -> Client:
    """Someone of the office."""
    return client_with("review.check")


def test_one_job_makes_every_document_with_progress_and_keeps_it(system: Actor, campaign: Campaign) -> None:
    row = make_lists(actor=system, campaign=campaign)
    assert Job.objects.get(public_id=row.job).kind == KIND
    assert make_lists(actor=system, campaign=campaign) == row
    told = run(system, row)
    forms = forms_of(campaign)
    assert told.failures == []
    assert told.steps[-1] == (len(forms) * len(FORMATS),) * 2
    assert [done for done, _total in told.steps] == sorted(done for done, _total in told.steps)
    row.refresh_from_db()
    assert row.finished_at is not None
    assert set(row.files.values_list("form", "format")) == {(form.key, kind) for form in forms for kind in FORMATS}
    for kept in row.files.select_related("file"):
        expected = MEDIA_TYPES.get(kept.format, "application/json")
        assert kept.file.media_type == expected, kept.form
    form_2 = row.files.get(form="2", format="json")
    assert form_2.rows == 3
    assert len(json.load(open_file(form_2.file))["rows"]) == 3


def test_a_job_that_is_done_again_makes_only_what_is_missing(system: Actor, campaign: Campaign) -> None:
    row = make_lists(actor=system, campaign=campaign)
    run(system, row)
    before = set(row.files.values_list("pk", flat=True))
    ListFile.objects.filter(list_set=row, form="1", format="docx").delete()
    run(system, row)
    assert len(before - set(row.files.values_list("pk", flat=True))) == 1
    assert row.files.count() == len(before)


def test_an_answer_written_later_makes_the_set_old(
    system: Actor, campaign: Campaign, clock: Callable[[str], object]
) -> None:
    clock("2026-03-02 10:00")
    row = make_lists(actor=system, campaign=campaign)
    assert not changed_since(row)
    clock("2026-03-02 11:00")
    listing.answer(CampaignLine.objects.get(procedure__code="1.100001"), "C7", "no")
    assert changed_since(row)
    assert latest_set(system, campaign) == row


def test_pages_show_each_list_with_its_reasons_and_files(client: Client, system: Actor, campaign: Campaign) -> None:
    run(system, make_lists(actor=system, campaign=campaign))
    html = client.get(reverse("review:lists", args=[campaign.public_id])).content.decode()
    assert html.count(">DOCX</a>") == len(forms_of(campaign))
    for form in forms_of(campaign):
        response = client.get(reverse("review:list", args=[campaign.public_id, form.key]))
        assert response.status_code == 200, form.key
    html = client.get(reverse("review:list", args=[campaign.public_id, "2"])).content.decode()
    assert html.count("#dong-") == 3
    assert 'class="why"' not in html
    html = client.get(reverse("review:list", args=[campaign.public_id, "2"]), {"vi_sao": "1"}).content.decode()
    assert html.count('class="why"') == 1
    assert html.count("#dong-") == 2
    assert "Điều 17, 38/2018/TT-BNNPTNT" in html
    kept = ListFile.objects.get(form="1", format="docx")
    response = client.get(reverse("review:list-kept", args=[campaign.public_id, kept.public_id]))
    assert response.headers["Content-Type"] == MEDIA_TYPES["docx"]
    assert b"".join(response.streaming_content).startswith(b"PK")
    response = client.get(reverse("review:list-file", args=[campaign.public_id, "amendments", "xlsx"]))
    assert response.content.startswith(b"PK")
    assert client.get(reverse("review:list", args=[campaign.public_id, "khong-co"])).status_code == 404


@pytest.mark.parametrize("key", ["1", "2", "amendments"])
def test_a_list_costs_the_same_however_long_it_is(client: Client, justice: Unit, key: str) -> None:
    where = sheets.campaign()
    address = reverse("review:list", args=[where.public_id, key])
    counts = []
    for size in (1, 12):
        for place in range(size):
            said = {"C6d": {"remedy": "ministry", **listing.SITE}}
            fits = key == "1"
            listing.reviewed(where, justice, f"2.{size:02}{place:04}", suitable=fits, unmet={} if fits else said)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_kept_list_is_made_anew_when_an_answer_or_a_volume_changes(system: Actor, campaign: Campaign) -> None:
    first = made(system, campaign, "amendments")
    assert made(system, campaign, "amendments") is first
    line = CampaignLine.objects.get(procedure__code="1.100003")
    told = Answer.objects.get(line=line, key="C6d")
    told.wording, told.version = "bỏ hẳn bước kiểm tra", told.version + 1
    told.save()
    second = made(system, campaign, "amendments")
    assert "bỏ hẳn bước kiểm tra" in str(second.lines[1].cells["wording"])
    YearlyVolume.objects.filter(procedure=line.procedure).update(count=99_999, version=2)
    assert made(system, campaign, "amendments").lines[0].cells["dossiers"] == 99_999


def test_asking_for_all_leads_to_the_progress(client: Client, campaign: Campaign) -> None:
    response = client.post(reverse("review:lists-make", args=[campaign.public_id]))
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("jobs_detail", args=[ListSet.objects.get().job])


def test_a_worksheet_is_typed_line_by_line(client_with: Callable[..., Client], justice: Unit) -> None:
    row = listing.reviewed(
        sheets.campaign(kind=CampaignKind.SIMPLIFICATION), justice, "1.600001", suitable=None, level=""
    )
    client = client_with("review.assess", unit_id=justice.pk)
    address = reverse("review:costs", args=[row.public_id])
    assert client.get(address).status_code == 200
    sent = {
        "side": "before",
        "version": "0",
        "before-rows": "Điền đơn; 1,5; 0; 50.000; người dân\nThẩm định; 4;;; cơ quan",
    }
    more = {"before-executions": "1", "before-subjects": "200", "before-wage": "30000"}
    assert client.post(address, {**sent, **more}).status_code == 302
    kept = CostSheet.objects.get(line=row)
    assert kept.rows[0] == {"work": "Điền đơn", "hours": "1.5", "service": 0, "fee": 50000, "whose": "citizen"}
    assert kept.rows[1]["whose"] == "authority"
    bad = client.post(address, {**sent, **more, "version": "1", "before-rows": "Điền đơn; 1; 0; 0; ai đó"})
    assert bad.status_code == 400
    assert "Dòng 1: phần cuối là" in bad.content.decode()
    assert CostSheet.objects.get(line=row).version == 1


def test_the_terminal_writes_a_list_in_every_format(
    campaign: Campaign, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in FORMATS:
        path = tmp_path / f"mau-1.{form}"
        call_command(
            "review", "lists", campaign.public_id, "--form", "1", "--format", form, "--out", str(path), "--json"
        )
        assert path.stat().st_size > 500
    capsys.readouterr()
    call_command("review", "lists", campaign.public_id, "--form", "amendments", "--json")
    told = json.loads(capsys.readouterr().out)
    assert [row["dossiers"] for row in told["rows"]] == [1200, 300]
    assert json.loads((tmp_path / "mau-1.json").read_text(encoding="utf-8"))["rows"][0]["code"] == "1.100001"


def test_machines_get_the_same_rows_as_the_file(client: Client, campaign: Campaign) -> None:
    base = f"/api/v1/review/campaigns/{campaign.public_id}/lists"
    told = client.get(base).json()
    assert {form["key"] for form in told["forms"]} == {form.key for form in forms_of(campaign)}
    assert told["made"] is None
    row = client.get(f"{base}/2").json()
    file = json.loads(client.get(f"{base}/2/file?format=json").content)
    assert row["rows"] == file["rows"]
    assert client.post(base, content_type="application/json").status_code == 202
    assert client.get(f"{base}/khong-co").status_code == 404
