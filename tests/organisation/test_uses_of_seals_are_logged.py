"""Each use of a seal is a line of its log, entered by who keeps it; a wrong one is reversed, never removed."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.audit.models import Entry
from motcua.organisation import procedures
from motcua.organisation.models import SealKind, SealUse, Unit
from motcua.organisation.procedures import KnownProcedure
from motcua.organisation.seal_log import UseWanted, as_csv, use_rows
from motcua.organisation.services.seal_uses import UseContent, log_use, may_log, reverse_use
from motcua.organisation.services.seals import Keeper, SealContent, hand_over_seal, register_seal, withdraw_seal
from motcua.web.faults import Denied, UserError

pytestmark = pytest.mark.django_db
FIRST = date(2026, 10, 1)


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


GOOD = UseContent("Giấy phép xây dựng", at("2026-11-19T15:30"), "15/GPXD", 2, "1.000001", "H61.12-261119-0001")


@pytest.fixture(autouse=True)
def stand(clock, vinh_long, monkeypatch):
    clock("2026-11-20 09:00")
    found = {"1.000001": KnownProcedure("1.000001", "Cấp giấy phép", True)}
    monkeypatch.setattr(procedures, "_askers", [lambda codes: {c: found[c] for c in codes if c in found}])


@pytest.fixture
def department():
    return Unit.objects.get(origin="vinh-long-2025/so-noi-vu")


@pytest.fixture
def centre():
    return Unit.objects.get(origin="vinh-long-2025/ubnd")


@pytest.fixture
def seal(system, department, centre):
    content = SealContent(department, SealKind.SECOND, "II", "15/GP", FIRST, centre)
    return register_seal(actor=system, content=content, keeper=Keeper("Văn thư một", "BB-01"))


@pytest.fixture
def used(system, seal):
    def make(**changes):
        return log_use(actor=system, seal=seal, content=replace(GOOD, **changes))

    return make


def refused(code, act, *args, **options):
    with pytest.raises(UserError) as caught:
        act(*args, **options)
    assert caught.value.code == code


def test_a_line_says_who_sealed_what_when_and_for_which_procedure(used, seal):
    row = used()
    assert (row.ordinal, row.custody.holder, row.document_no, row.procedure) == (
        1,
        "Văn thư một",
        "15/GPXD",
        "1.000001",
    )
    assert used(document_no="16/GPXD").ordinal == 2
    told = Entry.objects.filter(verb="organisation.seal.used").order_by("-pk").first()
    assert (told.object_id, told.facts) == (seal.public_id, {"number": 2, "document": "16/GPXD"})


def test_the_one_who_kept_the_seal_that_day_is_named(system, used, seal):
    hand_over_seal(
        actor=system, seal=seal, keeper=Keeper("Văn thư hai", "BB-02"), day=date(2026, 11, 10), version=seal.version
    )
    assert used().custody.holder == "Văn thư hai"
    assert used(used_at=at("2026-11-09T23:59")).custody.holder == "Văn thư một"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("not-given", {"document": " \x00 "}),
        ("later", {"used_at": at("2026-11-20T09:01")}),
        ("seal-not-in-use", {"used_at": at("2026-09-30T10:00")}),
        ("copies", {"copies": 0}),
        ("copies", {"copies": 100_001}),
        ("no-procedure", {"procedure": "9.999999"}),
    ],
)
def test_what_cannot_be_is_refused(used, code, changes):
    refused(code, used, **changes)
    assert not SealUse.objects.exists()


def test_a_seal_in_nobodys_keeping_is_not_used(system, department):
    seal = register_seal(actor=system, content=SealContent(department, SealKind.MAIN, "I", "1/GP", FIRST))
    refused("no-keeper", log_use, actor=system, seal=seal, content=GOOD)


def test_a_wrong_line_is_reversed_by_another_and_both_stay(system, used):
    row = used()
    back = reverse_use(actor=system, use=row, reason="Ghi nhầm số")
    row = SealUse.objects.get(pk=row.pk)
    assert (back.ordinal, back.reverses_id, back.reason) == (2, row.pk, "Ghi nhầm số")
    assert row.taken_back == back
    refused("reversed", reverse_use, actor=system, use=row, reason="Lần nữa")
    refused("reversal", reverse_use, actor=system, use=back, reason="Đảo của đảo")
    refused("no-reason", reverse_use, actor=system, use=used(), reason=" ")
    assert list(SealUse.objects.standing().values_list("ordinal", flat=True)) == [3]


def test_the_database_itself_keeps_every_line(used):
    row = used()
    with pytest.raises(DatabaseError), transaction.atomic():
        SealUse.objects.filter(pk=row.pk).update(document="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        SealUse.objects.filter(pk=row.pk).delete()


def test_a_seal_is_not_taken_out_of_use_or_handed_over_before_its_last_use(system, used, seal):
    row = used()
    keeper, early = Keeper("Văn thư hai", "BB-02"), date(2026, 11, 18)
    refused("used-later", hand_over_seal, actor=system, seal=seal, keeper=keeper, day=early, version=seal.version)
    seal.refresh_from_db()
    refused(
        "used-later",
        withdraw_seal,
        actor=system,
        seal=seal,
        day=date(2026, 11, 19),
        reason="Hỏng",
        version=seal.version,
    )
    reverse_use(actor=system, use=row, reason="Ghi nhầm")
    seal.refresh_from_db()
    withdraw_seal(actor=system, seal=seal, day=date(2026, 11, 19), reason="Hỏng", version=seal.version)
    refused("seal-not-in-use", used)


def test_clerks_of_the_unit_and_of_the_place_keep_the_log_nobody_else(seal, department, centre, actor_with):
    other = Unit.objects.get(origin="vinh-long-2025/so-tu-phap")
    for unit, may in ((department, True), (centre, True), (other, False)):
        clerk = actor_with("organisation.seal", "organisation.view", unit_id=unit.pk)
        clerk = replace(clerk, grants=tuple(grant for grant in clerk.grants if grant.role == "clerk"))
        if clerk.grants:
            assert may_log(clerk, seal) is may
    stranger = actor_with("organisation.view")
    assert not may_log(stranger, seal)
    with pytest.raises(Denied):
        log_use(actor=stranger, seal=seal, content=GOOD)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), max_size=8))
def test_numbers_run_without_gap_whatever_is_entered_and_reversed(system, seal, acts):
    with transaction.atomic():
        for enters in acts:
            standing = SealUse.objects.standing().filter(seal=seal).first()
            if enters or standing is None:
                log_use(actor=system, seal=seal, content=GOOD)
            else:
                reverse_use(actor=system, use=standing, reason="Ghi nhầm")
        numbers = list(SealUse.objects.filter(seal=seal).order_by("ordinal").values_list("ordinal", flat=True))
        assert numbers == list(range(1, len(acts) + 1))
        transaction.set_rollback(True)


def test_the_log_is_searched_by_document_procedure_day_and_state(system, used):
    first, second = used(), used(document_no="9/TB", document="Thông báo", procedure="", dossier="", copies=1)
    reverse_use(actor=system, use=first, reason="Ghi nhầm")

    def found(**wanted):
        return {row.ordinal for row in use_rows(system, UseWanted(**wanted))}

    assert found() == {1, 2, 3}
    assert found(text="thông báo") | found(text="9/TB") == {2}
    assert found(text=GOOD.dossier) == found(procedure="1.000001") == {1, 3}
    assert (found(state="standing"), found(state="taken_back"), found(state="reversals")) == ({2}, {1}, {3})
    assert found(since=date(2026, 11, 20)) == set()
    assert found(since=date(2026, 11, 19), until=date(2026, 11, 19)) == {1, 2, 3}
    assert found(text="\x00") == {1, 2, 3}
    assert second.custody.holder == "Văn thư một"


def test_the_table_for_spreadsheets_starts_no_formula(system, used):
    used(document="=1+1", document_no="")
    text = "".join(as_csv(use_rows(system)))
    assert text.startswith("\ufeff")
    assert "'=1+1" in text
    assert "2026-11-19 15:30" in text


def test_pages_lead_from_the_seal_to_a_line_and_its_reversal(seal, client_with):
    client = client_with("organisation.view", "organisation.manage", "organisation.seal")
    new = reverse("organisation:seal-use-new", args=[seal.public_id])
    assert "Văn thư một" in client.get(new).content.decode()
    data = {"document": "Giấy phép", "document_no": "15/GP", "used_at": "19/11/2026 15:30", "copies": "1"}
    assert client.post(new, {**data, "used_at": "25/11/2026 15:30"}).status_code == 400
    assert client.post(new, {**data, "document": ""}).status_code == 400
    assert client.post(new, data).status_code == 302
    row = SealUse.objects.get()
    listing = reverse("organisation:seal-uses-of", args=[seal.public_id])
    assert "15/GP" in client.get(listing).content.decode()
    assert "15/GP" not in client.get(listing, {"q": "khác"}).content.decode()
    assert "1 lần đóng dấu" in client.get(reverse("organisation:seal", args=[seal.public_id])).content.decode()
    back = reverse("organisation:seal-use-reverse", args=[row.public_id])
    assert client.post(back, {"reason": ""}).status_code == 400
    answer = client.post(back, {"reason": "Ghi nhầm"}, follow=True)
    assert "Ghi nhầm" in answer.content.decode()
    assert "đã ghi đảo" in client.get(reverse("organisation:seal-use", args=[row.public_id])).content.decode()
    table = client.post(reverse("organisation:seal-uses-export") + "?state=standing")
    assert b"".join(table.streaming_content).decode().count("\n") == 1
    assert Entry.objects.filter(verb="audit.exported").exists()


def test_a_reader_sees_the_log_and_enters_nothing(used, seal, client_with, client):
    row = used()
    reader = client_with("organisation.view")
    assert reader.get(reverse("organisation:seal-uses")).status_code == 200
    assert reader.post(reverse("organisation:seal-use-new", args=[seal.public_id])).status_code == 403
    assert (
        reader.post(reverse("organisation:seal-use-reverse", args=[row.public_id]), {"reason": "x"}).status_code == 403
    )
    assert client.get(reverse("organisation:seal-uses")).status_code in {302, 403}


def test_lists_cost_the_same_for_one_and_for_many(system, used, client_with, django_assert_max_num_queries):
    client = client_with("organisation.view")
    used()
    page = reverse("organisation:seal-uses")
    client.get(page)
    with django_assert_max_num_queries(40) as one:
        client.get(page)
    for hour in range(20):
        row = used(used_at=GOOD.used_at - timedelta(hours=hour))
    reverse_use(actor=system, use=row, reason="Ghi nhầm")
    with django_assert_max_num_queries(len(one)):
        client.get(page)


def told(*words: str):
    out = io.StringIO()
    call_command("powers", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_terminal_enters_reverses_and_lists(seal):
    words = ("--document", "Giấy phép", "--used-at", "2026-11-19T15:30", "--procedure", "1.000001")
    made = told("seal-use", seal.public_id, *words)
    assert (made["number"], made["used_by"], made["procedure"]) == (1, "Văn thư một", "1.000001")
    back = told("seal-use-reverse", made["id"], "--reason", "Ghi nhầm")
    assert back["reverses"] == made["id"]
    assert [row["number"] for row in told("seal-uses", "--seal", seal.public_id)] == [2, 1]
    assert told("seal-uses", "--state", "standing") == []


def test_machines_enter_reverse_and_read(seal, client_with):
    client = client_with("organisation.view", "organisation.seal", "organisation.manage")
    body = {"document": "Giấy phép", "used_at": "2026-11-19T15:30:00", "document_no": "15/GP"}
    made = client.post(f"/api/v1/seals/{seal.public_id}/uses", body, content_type="application/json")
    assert (made.status_code, made.json()["number"]) == (200, 1)
    where = f"/api/v1/seal-uses/{made.json()['id']}"
    assert client.get(where).json()["document_no"] == "15/GP"
    back = client.post(f"{where}/reverse", {"reason": "Ghi nhầm"}, content_type="application/json")
    assert back.json()["reverses"] == made.json()["id"]
    found = client.get("/api/v1/seal-uses", {"size": 1}).json()
    assert (len(found["items"]), found["next"]) == (1, True)
    assert client.get("/api/v1/seal-uses", {"seal": "khong-co"}).status_code == 404
