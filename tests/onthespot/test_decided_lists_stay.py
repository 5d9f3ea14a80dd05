"""A list becomes a decision that is signed; what was decided stays, and a new act takes its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from motcua.onthespot.models import ListState, SpotEntry, SpotList, SpotState
from motcua.onthespot.services.deciding import decide_list, list_signed, open_list, submit_list
from motcua.onthespot.services.entries import (
    SpotContent,
    change_entry,
    check_entry,
    renew_entry,
    start_entry,
    withdraw_entry,
)
from motcua.papers.layout import document_of
from motcua.papers.rendering import render
from motcua.papers.services import return_paper
from motcua.papers.services.signature import record_signed
from tests.onthespot.test_five_acts_on_the_spot import (
    ACTS,
    ALL,
    DAY,
    decided,
    place,
    power,
    proposed,
    refused,
    second_seal,
)

__all__ = ["place", "proposed"]
pytestmark = pytest.mark.django_db
THREE = {**ALL, "approve": False, "seal": False}


@pytest.fixture
def listed(system, place, proposed):
    """A list of one procedure of five steps and one of three."""
    for entry in (proposed(), proposed("1.000002", acts=THREE)):
        check_entry(actor=system, entry=entry, version=entry.version)
    return open_list(actor=system, title="Danh mục 5 tại chỗ đợt 1")


def test_the_decision_is_a_quyet_dinh_with_its_lists_and_processes(system, place, listed):
    power(system, place)
    paper = submit_list(actor=system, spot_list=listed, version=listed.version)
    assert (paper.template, listed.state, listed.paper) == ("decision-onthespot", ListState.SUBMITTED, paper.public_id)
    assert (len(paper.data["five"]), len(paper.data["others"]), len(paper.data["processes"])) == (1, 1, 2)
    assert paper.data["five"][0]["power"] == "12/QĐ-UBND"
    document = document_of(paper)
    assert (document.type_name, document.authority) == ("QUYẾT ĐỊNH", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH")
    said = repr(document)
    for words in ("gồm 02 thủ tục, trong đó 01 thủ tục", "Phụ lục III", "1. Tiếp nhận; 2. Thẩm định; 3. Trả kết quả."):
        assert words in said
    assert render(document, "docx")[:2] == b"PK"
    assert render(document, "pdf")[:4] == b"%PDF"


def test_signing_the_paper_decides_the_list_once(system, listed):
    paper = submit_list(actor=system, spot_list=listed, version=listed.version)
    refused("at-signature", submit_list, actor=system, spot_list=listed, version=listed.version)
    signed = record_signed(
        actor=system, paper=paper, version=paper.version, number=30, symbol="QĐ-UBND", signed_on=DAY, signer="Chủ tịch"
    )
    for _time in range(2):
        list_signed(system, signed)
    listed.refresh_from_db()
    assert (listed.state, listed.decision_no, listed.signer) == (ListState.DECIDED, "30/QĐ-UBND", "Chủ tịch")
    assert {row.state for row in SpotEntry.objects.all()} == {SpotState.DECIDED}


def test_a_list_at_signature_keeps_its_procedures_until_its_paper_comes_back(system, proposed, listed):
    paper = submit_list(actor=system, spot_list=listed, version=listed.version)
    entry = SpotEntry.objects.get(procedure__code="1.000002")
    content = SpotContent(ALL, "desk")
    refused("at-signature", change_entry, actor=system, entry=entry, content=content, version=entry.version)
    entry.refresh_from_db()
    refused("at-signature", withdraw_entry, actor=system, entry=entry, reason="Bỏ", version=entry.version)
    return_paper(actor=system, paper=paper, version=paper.version, reason="Bổ sung căn cứ")
    entry.refresh_from_db()
    change_entry(actor=system, entry=entry, content=content, version=entry.version)
    assert (entry.state, entry.decided_by) == (SpotState.PROPOSED, None)
    again = submit_list(actor=system, spot_list=listed, version=listed.version)
    assert (again.public_id, len(again.data["five"]), again.data["others"]) == (paper.public_id, 1, [])


def test_why_a_signed_number_could_not_be_recorded_is_kept_and_settled(system, listed, client_with):
    paper = submit_list(actor=system, spot_list=listed, version=listed.version)
    signed = record_signed(
        actor=system, paper=paper, version=paper.version, number=30, symbol="QĐ-UBND", signed_on=DAY, signer="Chủ tịch"
    )
    from tests.online.conftest import abolish

    abolish(SpotEntry.objects.get(procedure__code="1.000002").procedure, DAY)
    list_signed(system, signed)
    listed.refresh_from_db()
    assert (listed.state, "1.000002" in listed.trouble) == (ListState.SUBMITTED, True)
    client = client_with("onthespot.view", "onthespot.decide")
    assert (
        "Chưa ghi được quyết định đã ký"
        in client.get(f"/kiem-soat/tai-cho/danh-muc/{listed.public_id}/").content.decode()
    )


@pytest.mark.parametrize(
    "change",
    [
        {"acts": dict.fromkeys(ACTS, False)},
        {"authority": "desk"},
        {"process": "Khác"},
        {"spot": "none"},
        {"decided_by": None},
        {"state": "proposed"},
    ],
)
def test_the_database_itself_keeps_what_was_decided(system, proposed, change):
    entry = proposed()
    decided(system, entry)
    with pytest.raises(DatabaseError), transaction.atomic():
        SpotEntry.objects.filter(pk=entry.pk).update(**change)


def test_a_decided_list_is_neither_changed_nor_deleted(system, proposed):
    entry = proposed()
    decided(system, entry)
    rows = SpotList.objects.filter(pk=entry.decided_by_id)
    for change in ({"decision_no": "31/QĐ"}, {"title": "Khác"}, {"state": "draft"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    for table, key in (("onthespot_spotlist", entry.decided_by_id), ("onthespot_spotentry", entry.pk)):
        from django.db import connection

        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = {key}")


def test_what_is_in_force_is_changed_by_a_new_act_that_takes_its_place(system, place, proposed):
    entry = proposed(authority="desk")
    second_seal(system, place)
    content = SpotContent(THREE, "desk", process="Tiếp nhận\nTrả kết quả")
    refused("wrong-state", renew_entry, actor=system, entry=entry, content=content, version=entry.version)
    entry.refresh_from_db()
    decided(system, entry)
    start_entry(actor=system, entry=entry, day=DAY, version=entry.version)
    refused("proposed-already", proposed)
    new = renew_entry(actor=system, entry=entry, content=content, version=entry.version)
    entry.refresh_from_db()
    refused("proposed-already", renew_entry, actor=system, entry=entry, content=content, version=entry.version)
    decided(system, new)
    entry.refresh_from_db()
    assert (entry.state, new.state) == (SpotState.IN_FORCE, SpotState.DECIDED)
    start_entry(actor=system, entry=new, day=DAY, version=new.version)
    entry.refresh_from_db()
    assert (entry.state, new.state, new.spot) == (SpotState.WITHDRAWN, SpotState.IN_FORCE, "three")
    assert "Quyết định 30/QĐ-UBND" in entry.withdrawn_reason


def test_a_checked_procedure_that_is_withdrawn_leaves_its_list(system, listed):
    entry = SpotEntry.objects.get(procedure__code="1.000002")
    withdraw_entry(actor=system, entry=entry, reason="Chưa đủ người", version=entry.version)
    decide_list(actor=system, spot_list=listed, number="30/QĐ-UBND", signed_on=DAY, signer="Chủ tịch",
                version=listed.version)  # fmt: skip
    assert [row.procedure.code for row in listed.entries.all()] == ["1.000001"]


def test_content_replaced_is_told_apart_from_content_proposed_by_hand(system, proposed, listed):
    entry = SpotEntry.objects.get(procedure__code="1.000001")
    content = replace(SpotContent(ALL, "chair"), process="Một bước")
    change_entry(actor=system, entry=entry, content=content, version=entry.version)
    assert [row.procedure.code for row in listed.entries.all()] == ["1.000002"]
