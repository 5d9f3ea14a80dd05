"""Delegations and decentralisations: who may pass on what, until when, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.organisation import powers, procedures
from motcua.organisation.models import DelegationKind, PowerScope, Unit
from motcua.organisation.procedures import KnownProcedure
from motcua.organisation.services.powers import (
    PowerContent,
    record_decentralisation,
    record_delegation,
    review_power,
    revoke_power,
)
from motcua.organisation.services.units import close_unit
from motcua.web.faults import Stale, UserError

pytestmark = pytest.mark.django_db
CODES = ["1.000001", "1.000002"]
DAY = date(2026, 10, 1)
KNOWN = {
    "1.000001": KnownProcedure("1.000001", "Cấp giấy phép", True, ("province",)),
    "1.000002": KnownProcedure("1.000002", "Cấp lại giấy phép", True, ("province", "commune")),
    "1.000003": KnownProcedure("1.000003", "Đăng ký khai sinh", True, ("commune",)),
    "1.000009": KnownProcedure("1.000009", "Thủ tục cũ", False, ("province",)),
}


@pytest.fixture(autouse=True)
def stand(clock, vinh_long, monkeypatch):
    clock("2026-11-20 09:00")
    monkeypatch.setattr(procedures, "_askers", [lambda codes: {c: KNOWN[c] for c in codes if c in KNOWN}])


@pytest.fixture
def committee():
    return Unit.objects.get(origin="vinh-long-2025/ubnd")


@pytest.fixture
def department():
    return Unit.objects.get(origin="vinh-long-2025/so-noi-vu")


@pytest.fixture
def content(committee, department):
    return PowerContent(
        giver=committee,
        receiver=department,
        subject="Phê duyệt kết quả",
        legal_ground="Điều 14 Luật Tổ chức chính quyền địa phương",
        decision_no="12/QĐ-UBND",
        signed_on=DAY,
        signer="Chủ tịch",
        valid_from=DAY,
        valid_to=date(2027, 10, 1),
        review_due=date(2027, 4, 1),
        opinion_no="88/STP-VB",
        opinion_on=date(2026, 9, 20),
        opinion="Đồng ý",
    )


@pytest.fixture
def delegate(system, content):
    def make(kind=DelegationKind.COMMITTEE_TO_DEPARTMENT, codes=CODES, **changes):
        return record_delegation(actor=system, kind=kind, content=replace(content, **changes), codes=codes)

    return make


def refused(code, act, *args, **options):
    with pytest.raises(UserError) as caught:
        act(*args, **options)
    assert caught.value.code == code


def test_a_delegation_holds_over_its_procedures_until_its_end(delegate, department):
    row = delegate()
    assert row.signature_mark == "TUQ."
    held = powers.held_on(CODES, date(2026, 12, 1))
    assert {code: [one.kind for one in rows] for code, rows in held.items()} == {
        code: ["committee_to_department"] for code in CODES
    }
    assert powers.held_on(CODES, date(2027, 10, 1)) == {}
    assert powers.held_on(CODES, date(2026, 9, 30)) == {}


def test_a_decentralisation_lasts_and_is_signed_in_the_receivers_own_name(system, content):
    row = record_decentralisation(actor=system, content=replace(content, valid_to=None), codes=CODES)
    assert row.signature_mark == ""
    assert powers.held_on(CODES, date(2050, 1, 1))["1.000001"][0].kind == "decentralisation"


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("unlimited", {"valid_to": None}),
        ("past-end", {"valid_to": date(2026, 11, 20)}),
        ("period", {"valid_to": date(2026, 10, 1)}),
        ("before-signed", {"valid_from": date(2026, 9, 1)}),
        ("signed-later", {"signed_on": date(2026, 12, 1)}),
        ("review", {"review_due": date(2026, 1, 1)}),
        ("opinion", {"opinion_on": None}),
        ("opinion-later", {"opinion_on": date(2026, 12, 1)}),
        ("not-given", {"legal_ground": " \x00 "}),
        ("not-given", {"signer": ""}),
    ],
)
def test_an_instrument_that_says_too_little_is_refused(delegate, code, changes):
    refused(code, delegate, **changes)
    assert not PowerScope.objects.exists()


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("outside-authority", ["1.000003"]),
        ("abolished", ["1.000009"]),
        ("unknown-procedure", ["1.777777"]),
        ("no-procedures", [" "]),
        ("too-many", [f"1.{number:06}" for number in range(2001)]),
    ],
)
def test_procedures_outside_the_givers_tier_abolished_or_unknown_are_refused(delegate, code, codes):
    refused(code, delegate, codes=codes)


def test_parties_that_do_not_fit_the_kind_are_refused(delegate, committee, department):
    refused("outside-authority", delegate, receiver=committee)
    refused("outside-authority", delegate, kind=DelegationKind.HEAD_TO_DEPUTY)
    office = Unit.objects.get(origin="vinh-long-2025/vp-ubnd")
    refused("outside-authority", delegate, giver=department, receiver=office, kind=DelegationKind.HEAD_TO_DEPUTY)
    assert delegate(
        giver=department, receiver=department, receiver_title="Phó Giám đốc", kind=DelegationKind.HEAD_TO_DEPUTY
    )


def test_a_party_never_holds_a_procedure_twice_at_once(delegate, department):
    row = delegate()
    refused("overlap", delegate, codes=["1.000002"], decision_no="13/QĐ-UBND")
    assert delegate(codes=["1.000002"], valid_from=date(2027, 10, 1), valid_to=date(2028, 1, 1),
                    review_due=date(2027, 12, 1))  # fmt: skip
    scope = row.scopes.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        PowerScope.objects.create(
            delegation=row, party=scope.party, code=scope.code, valid_from=DAY, valid_to=date(2026, 10, 2)
        )


def test_a_delegate_never_delegates_further_and_a_power_passed_on_is_gone(delegate, system, content, department):
    delegate(codes=["1.000001"])
    refused(
        "no-further", delegate, codes=["1.000001"], giver=department, receiver=department,
        receiver_title="Phó Giám đốc", kind=DelegationKind.HEAD_TO_DEPUTY,
    )  # fmt: skip
    record_decentralisation(actor=system, content=replace(content, valid_to=None), codes=["1.000002"])
    other = Unit.objects.get(origin="vinh-long-2025/vp-ubnd")
    refused("passed-on", delegate, codes=["1.000002"], receiver=other)


def test_a_revoked_power_ends_that_day_and_one_not_begun_never_holds(delegate, system):
    row = delegate()
    revoke_power(actor=system, power=row, day=date(2026, 12, 1), reason="Thay người", version=row.version)
    assert powers.held_on(CODES, date(2026, 11, 30))
    assert powers.held_on(CODES, date(2026, 12, 1)) == {}
    refused("ended", revoke_power, actor=system, power=row, day=date(2026, 12, 2), reason="x", version=row.version)
    later = delegate(valid_from=date(2027, 1, 1))
    revoke_power(actor=system, power=later, day=date(2026, 12, 31), reason="Không thực hiện", version=later.version)
    assert powers.held_on(CODES, date(2027, 2, 1)) == {}
    assert delegate(valid_from=date(2027, 1, 1), decision_no="14/QĐ-UBND")


def test_a_revocation_says_why_and_notices_another_change(delegate, system):
    row = delegate()
    refused("no-reason", revoke_power, actor=system, power=row, day=DAY, reason=" ", version=row.version)
    with pytest.raises(Stale):
        revoke_power(actor=system, power=row, day=date(2026, 12, 1), reason="x", version=row.version + 1)


def test_powers_come_up_for_review_until_they_are_kept(delegate, system, actor_with):
    row = delegate(review_due=date(2026, 12, 1))
    viewer, today = actor_with("organisation.view"), date(2026, 11, 20)
    assert [one.pk for one in powers.coming_up(viewer, today)] == [row.pk]
    refused("review", review_power, actor=system, power=row, next_due=today, note="Phù hợp", version=row.version)
    review_power(actor=system, power=row, next_due=date(2027, 6, 1), note="Phù hợp", version=row.version)
    assert powers.coming_up(viewer, today) == []
    assert powers.coming_up_number(today) == 0


def test_a_merged_unit_holds_nothing_and_an_abolished_procedure_is_told(delegate, system, department, monkeypatch):
    row = delegate()
    gone = {**KNOWN, "1.000001": replace(KNOWN["1.000001"], in_force=False)}
    monkeypatch.setattr(procedures, "_askers", [lambda codes: {c: gone[c] for c in codes if c in gone}])
    day = date(2026, 12, 1)
    assert powers.troubles([row], day) == {row.public_id: ["thủ tục 1.000001 đã bãi bỏ"]}
    heir = Unit.objects.get(origin="vinh-long-2025/vp-ubnd")
    close_unit(actor=system, unit=department, day=day, heirs=[heir], instrument="1/NQ", version=department.version)
    assert powers.held_on(CODES, day) == {}
    assert "hợp nhất" in powers.troubles([row], day)[row.public_id][0]


def test_lists_cost_the_same_for_one_and_for_many(delegate, client_with, django_assert_max_num_queries):
    client = client_with("organisation.view")
    delegate()
    client.get("/kiem-soat/uy-quyen/")
    for number in range(8):
        delegate(receiver_title=f"Phó Giám đốc {number}", decision_no=f"{number}/QĐ", review_due=date(2026, 12, 1))
    for path in ("/kiem-soat/uy-quyen/", "/kiem-soat/uy-quyen/ra-soat/"):
        with django_assert_max_num_queries(24):
            answer = client.get(path)
        assert answer.status_code == 200
    assert "7/QĐ" in answer.content.decode()
    assert client.get("/kiem-soat/uy-quyen/so/phan-cap/?q=1.000001").status_code == 200


def test_a_delegation_is_recorded_reviewed_and_revoked_on_pages(client_with, committee, department):
    client = client_with("organisation.manage", "organisation.view")
    given = {
        "kind": "chair_to_head", "giver": committee.public_id, "receiver": department.public_id,
        "receiver_title": "Giám đốc", "subject": "Phê duyệt", "codes": "1.000001, 1.000002",
        "legal_ground": "Điều 14", "decision_no": "20/QĐ-UBND", "signed_on": "01/10/2026", "signer": "Chủ tịch",
        "valid_from": "01/10/2026", "valid_to": "01/10/2027", "review_due": "01/04/2027",
    }  # fmt: skip
    answer = client.post("/kiem-soat/uy-quyen/moi/", {**given, "codes": "1.000009"})
    assert answer.status_code == 400
    assert "Thủ tục đã bãi bỏ: 1.000009" in answer.content.decode()
    answer = client.post("/kiem-soat/uy-quyen/moi/", given, follow=True)
    page = answer.content.decode()
    assert "chưa có" in page
    assert "TUQ." in page
    row = powers.delegation_rows(answer.wsgi_request.actor, date(2026, 11, 20)).get() if hasattr(
        answer.wsgi_request, "actor") else PowerScope.objects.first().delegation  # fmt: skip
    where = f"/kiem-soat/uy-quyen/{row.public_id}/"
    answer = client.post(f"{where}ra-soat/", {"version": 1, "note": "Phù hợp", "next_due": "01/12/2027"}, follow=True)
    assert "Đã ghi kết quả rà soát." in answer.content.decode()
    answer = client.post(f"{where}thu-hoi/", {"version": 2, "day": "20/11/2026", "reason": "Thay thế"}, follow=True)
    assert "đã thu hồi" in answer.content.decode()


def test_nobody_without_the_permission_sees_or_writes_powers(delegate, client, actor_with, content):
    row = delegate()
    assert client.get(f"/kiem-soat/uy-quyen/{row.public_id}/").status_code != 200
    assert powers.power_by_id(row.public_id, actor_with()) is None
    assert not powers.delegation_rows(actor_with(), DAY).exists()
