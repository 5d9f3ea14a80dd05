"""From a proposal to the public list: classes, delegations, seals, decisions, progress and the monthly report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from motcua.catalog.models import (
    AgencyLine,
    AgencyRole,
    Field,
    Procedure,
    ProcedureVersion,
    TierLine,
    VersionState,
)
from motcua.law.onthespot import SpotFacts, classify, figure, report_due
from motcua.law.unfit import Unfit
from motcua.onthespot.measuring import progress
from motcua.onthespot.models import SpotEntry, SpotState
from motcua.onthespot.selectors import shown
from motcua.onthespot.services.deciding import decide_list, open_list
from motcua.onthespot.services.entries import SpotContent, check_entry, propose_entry, start_entry, withdraw_entry
from motcua.organisation.models import ProvinceSetting, SealKind, Unit
from motcua.organisation.services.powers import PowerContent, record_delegation, revoke_power
from motcua.organisation.services.seals import Keeper, SealContent, hand_over_seal, register_seal, withdraw_seal
from motcua.receiving.models import ListKind, ListState, ReceivingLine, ReceivingList
from motcua.rulebook.shipped import shipped_book
from motcua.web.faults import Stale, UserError
from tests.online.conftest import abolish

ACTS = ("receive", "appraise", "approve", "seal", "return")
ALL = dict.fromkeys(ACTS, True)
DAY = date(2026, 11, 20)
FIRST = date(2026, 10, 1)


def law(**facts: object):
    given = {"acts": ALL, "process": True, **facts}
    return classify(SpotFacts(**given), DAY, shipped_book())


@pytest.mark.parametrize("done", list(product((False, True), repeat=5)))
def test_every_combination_of_acts_has_the_class_of_the_plan(done):
    acts = dict(zip(ACTS, done, strict=True))
    expected = "five" if all(done) else "three" if done[0] and done[1] and done[4] else "none"
    found = law(acts=acts, seal_kept=True)
    assert found.value.spot == expected
    assert found.reasons
    undefined = expected == "three" and (acts["approve"] or acts["seal"])
    assert any("không nêu trường hợp" in reason.text() for reason in found.warnings) == undefined


@pytest.mark.parametrize(
    ("authority", "in_person", "needed"),
    [
        ("committee", False, "committee_to_department"),
        ("chair", False, "chair_to_head"),
        ("chair", True, "chair_to_head"),
        ("head", False, "head_to_deputy"),
        ("head", True, ""),
        ("desk", False, ""),
    ],
)
def test_approving_on_the_spot_needs_the_delegation_of_its_authority(authority, in_person, needed):
    found = law(authority=authority, in_person=in_person, seal_kept=True).value
    assert found.delegation == needed
    assert found.lacks == (("delegation", "legal_ground", "opinion") if needed else ())
    assert law(acts={**ALL, "approve": False, "seal": False}, authority=authority).value.delegation == ""


def test_a_seal_is_needed_for_paper_and_not_for_a_signed_file():
    assert law().value.lacks == ("seal",)
    assert law(digital=True).value.ready
    assert law(seal_kept=True).value.ready


def test_acts_left_out_or_unknown_and_unknown_authorities_are_refused():
    for given in ({"acts": {"receive": True}}, {"acts": {**ALL, "fly": True}}, {"authority": "king"}):
        with pytest.raises(Unfit):
            law(**given)


def test_more_than_thirty_is_not_thirty_and_nothing_of_nothing_is_no_share():
    assert figure(3, 10, 30, above=True).met is False
    assert figure(3, 10, 30).met is True
    assert figure(0, 0, 30).met is None


def test_the_report_of_a_month_is_due_on_the_twentieth():
    assert report_due(date(2026, 11, 3), shipped_book()).value == date(2026, 11, 20)


@pytest.fixture
def place(unit, system):
    """A committee, its department and the centre below it; two procedures on the centre's list."""
    from motcua.organisation.services.units import move_unit

    committee = unit("Ủy ban nhân dân tỉnh", "people_committee")
    department, centre = unit("Sở Nội vụ", "so"), unit("Trung tâm", "centre")
    for one in (department, centre):
        move_unit(actor=system, unit=one, parent=committee, day=date(2018, 1, 2), version=one.version)
        one.refresh_from_db()
    ProvinceSetting.objects.create(unit=committee)
    centre_list([executed(f"1.00000{n}", "Sở Nội vụ") for n in (1, 2)])
    return committee, department, centre


def executed(code: str, *agencies: str, field: str = "Hộ tịch") -> Procedure:
    """A procedure in force that the catalogue says these agencies execute."""
    row = Procedure.objects.create(code=code)
    where = Field.objects.get_or_create(name=field, key=field.lower())[0]
    version = ProcedureVersion.objects.create(
        procedure=row, number=1, name=f"Thủ tục {code}", field=where, fingerprint=code, effective_from=date(2019, 1, 1)
    )
    TierLine.objects.create(procedure_version=version, ordinal=1, tier="province")
    for ordinal, name in enumerate(agencies, start=1):
        AgencyLine.objects.create(procedure_version=version, ordinal=ordinal, role=AgencyRole.EXECUTING, name=name)
    ProcedureVersion.objects.filter(pk=version.pk).update(state=VersionState.PUBLISHED)
    Procedure.objects.filter(pk=row.pk).update(current=version)
    row.refresh_from_db()
    return row


def centre_list(rows: list[Procedure]) -> None:
    """An issued list that has procedures received at the centre."""
    listed = ReceivingList.objects.create(kind=ListKind.CENTRE, scope=f"centre {ReceivingList.objects.count()}")
    ReceivingLine.objects.bulk_create([ReceivingLine(list=listed, procedure=row) for row in rows])
    ReceivingList.objects.filter(pk=listed.pk).update(
        state=ListState.IN_FORCE, decision_no="1/QĐ", signed_on=FIRST, signer="Chủ tịch", effective_from=FIRST
    )


@pytest.fixture
def proposed(place, system) -> Callable[..., SpotEntry]:
    def make(code: str = "1.000001", **changes: object) -> SpotEntry:
        content = replace(SpotContent(ALL, "chair", process="Tiếp nhận\nThẩm định\nTrả kết quả"), **changes)
        return propose_entry(actor=system, code=code, unit=place[1], desk=place[2], content=content)

    return make


def power(system, place, **changes):
    content = PowerContent(
        giver=place[0], receiver=place[1], subject="Phê duyệt", legal_ground="Điều 14", decision_no="12/QĐ-UBND",
        signed_on=FIRST, signer="Chủ tịch", valid_from=FIRST, valid_to=date(2027, 10, 1), review_due=date(2027, 5, 1),
        opinion_no="8/STP", opinion_on=FIRST,
    )  # fmt: skip
    return record_delegation(
        actor=system, kind="chair_to_head", content=replace(content, **changes), codes=["1.000001", "1.000002"]
    )


def second_seal(system, place):
    content = SealContent(place[1], SealKind.SECOND, "II", "15/GP", FIRST, place[2])
    return register_seal(actor=system, content=content, keeper=Keeper("Văn thư", "BB-01"))


def decided(system, entry):
    check_entry(actor=system, entry=entry, version=entry.version)
    row = open_list(actor=system, title="Danh mục 5 tại chỗ")
    decide_list(actor=system, spot_list=row, number="30/QĐ-UBND", signed_on=DAY, signer="Chủ tịch", version=row.version)
    entry.refresh_from_db()


def refused(fault, act, **options):
    with pytest.raises(UserError) as caught:
        act(**options)
    assert caught.value.code == fault
    return caught.value


@pytest.mark.django_db
def test_an_entry_starts_only_once_nothing_lacks_and_is_then_public(system, place, proposed, client):
    entry = proposed()
    decided(system, entry)
    assert entry.state == SpotState.DECIDED
    fault = refused("lacking", start_entry, actor=system, entry=entry, day=DAY, version=entry.version)
    assert "con dấu thứ hai" in fault.message
    power(system, place)
    second_seal(system, place)
    entry.refresh_from_db()
    start_entry(actor=system, entry=entry, day=DAY, version=entry.version)
    found = progress(DAY)
    assert (found.five, found.centre) == (1, 2)
    assert [held.value.met for _target, held in found.targets] == [True, True, True]
    assert [(name, share.numerator, share.denominator) for _unit, name, share in found.departments] == [
        ("Sở Nội vụ", 1, 2)
    ]
    page = client.get("/lam-tai-cho/").content.decode()
    assert "Thủ tục 1.000001" in page
    assert "<li>Thẩm định</li>" in page
    assert "Làm tại chỗ" in client.get("/thu-tuc/1.000001/").content.decode()
    withdraw_entry(actor=system, entry=entry, reason="Thay đổi quy định", version=entry.version)
    assert progress(DAY).five == 0


@pytest.mark.django_db
def test_a_power_revoked_without_opinion_or_past_its_end_does_not_count(system, place, proposed):
    entry = proposed()
    row = power(system, place, opinion_no="", opinion_on=None)
    second_seal(system, place)
    assert shown([entry], DAY)[0].verdict.value.lacks == ("opinion",)
    assert shown([entry], date(2027, 10, 1))[0].verdict.value.lacks[0] == "delegation"
    revoke_power(actor=system, power=row, day=DAY, reason="Thu hồi", version=row.version)
    assert "delegation" in shown([entry], DAY)[0].verdict.value.lacks


@pytest.mark.django_db
def test_a_seal_handed_over_is_kept_by_one_and_a_withdrawn_one_is_of_no_use(system, place, proposed):
    entry, seal = proposed(authority="desk"), second_seal(system, place)
    hand_over_seal(actor=system, seal=seal, keeper=Keeper("Người khác", "BB-02"), day=DAY, version=seal.version)
    assert [row.valid_to for row in seal.custody.order_by("valid_from")] == [DAY, None]
    assert shown([entry], DAY)[0].verdict.value.ready
    refused("period", withdraw_seal, actor=system, seal=seal, day=DAY, reason="Hỏng", version=seal.version)
    refused(
        "second-seal-place", register_seal, actor=system,
        content=SealContent(place[1], SealKind.SECOND, "III", "15/GP", FIRST),
    )  # fmt: skip
    refused(
        "seal-registered", register_seal, actor=system,
        content=SealContent(place[1], SealKind.SECOND, "II", "15/GP", FIRST, place[2]),
    )  # fmt: skip


@pytest.mark.django_db
def test_what_cannot_be_proposed_or_decided_is_refused(system, place, proposed):
    refused("unknown-procedure", proposed, code="9.999999")
    refused("not-given", proposed, acts={"receive": True})
    entry = proposed(acts={**ALL, "return": False})
    refused("proposed-already", proposed)
    refused("no-class", check_entry, actor=system, entry=entry, version=entry.version)
    refused("no-reason", withdraw_entry, actor=system, entry=entry, reason=" ", version=entry.version)
    with pytest.raises(Stale):
        check_entry(actor=system, entry=entry, version=entry.version + 1)
    refused("empty-list", open_list, actor=system, title="Danh mục")
    gone = proposed("1.000002")
    abolish(gone.procedure, DAY)
    gone.refresh_from_db()
    refused("abolished", check_entry, actor=system, entry=gone, version=gone.version)


@pytest.mark.django_db
def test_pages_show_the_way_and_lists_cost_the_same(
    system,
    place,
    proposed,
    client_with,
    django_assert_max_num_queries,
):
    entry = proposed()
    client = client_with("onthespot.view", "onthespot.decide", "onthespot.assess")
    client.get("/kiem-soat/tai-cho/")
    proposed("1.000002")
    with django_assert_max_num_queries(24):
        assert "1.000002" in client.get("/kiem-soat/tai-cho/").content.decode()
    assert "Còn thiếu" in client.get(f"/kiem-soat/tai-cho/{entry.public_id}/").content.decode()
    assert client.get("/kiem-soat/tai-cho/tien-do/").status_code == 200
    assert client.get("/kiem-soat/tai-cho/tep/xlsx/").status_code == 200
    answer = client.post(f"/kiem-soat/tai-cho/{entry.public_id}/xac-nhan/", {"version": entry.version}, follow=True)
    assert "đã kiểm tra" in answer.content.decode()
    answer = client.post("/kiem-soat/tai-cho/danh-muc/moi/", {"title": "Danh mục đợt 1"}, follow=True)
    assert "Trình ký" in answer.content.decode()  # the list itself, where it goes on
    assert "Danh mục đợt 1" in answer.content.decode()
    answer = client.post("/kiem-soat/tai-cho/bao-cao/", {"month": "20/11/2026"}, follow=True)
    assert "đã lập báo cáo tháng này" in answer.content.decode()
    assert Unit.objects.count() == 3
