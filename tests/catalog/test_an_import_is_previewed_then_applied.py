"""Stories of an import: what it would do is shown first; applied, it loses nothing and repeats nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError

from motcua.access.actors import system_actor
from motcua.audit.models import Entry
from motcua.catalog.models import ImportBatch, Outcome, Procedure, ProcedureVersion, VersionState
from motcua.catalog.record import ChannelRecord, Rejection
from motcua.catalog.selectors import layer_on, version_on
from motcua.catalog.services import storing
from motcua.catalog.services.imports import apply_piece, begin_applying, choose_items
from motcua.web.faults import Stale, UserError
from tests.catalog.records import BIRTH, another

Bring = Callable[..., ImportBatch]


def test_a_preview_writes_no_procedure(preview: Bring) -> None:
    batch = preview(BIRTH)
    assert batch.counts == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 0, "applied": 0}
    assert not Procedure.objects.exists()


def test_what_was_read_is_what_is_shown(bring: Bring) -> None:
    bring(BIRTH)
    procedure = Procedure.objects.get(code="1.001193")
    version = version_on(procedure)
    assert version is not None
    assert (version.state, version.effective_from) == (VersionState.PUBLISHED, date(2026, 6, 1))
    assert [case.name for case in version.cases.all()] == ["", "Trẻ bị bỏ rơi"]
    online = version.channels.get(kind="online")
    assert (online.limit_value, online.limit_unit, online.fee_amount) == (1, "working_day", 0)


def test_the_same_file_again_changes_nothing(bring: Bring) -> None:
    bring(BIRTH, another("1.000002"))
    batch = bring(BIRTH, another("1.000002"))
    assert batch.counts == {"new": 0, "changed": 0, "unchanged": 2, "rejected": 0, "applied": 0}
    assert ProcedureVersion.objects.count() == 2


def test_a_change_opens_a_new_version_and_keeps_the_old_one(bring: Bring) -> None:
    bring(BIRTH)
    shorter = replace(BIRTH, channels=(ChannelRecord("counter", time="03 Ngày làm việc"),), collected="2026-09")
    batch = bring(shorter)
    assert batch.counts["changed"] == 1
    assert any("Thời hạn" in sentence for sentence in batch.items.get().changes)
    procedure = Procedure.objects.get(code="1.001193")
    old, new = procedure.versions.order_by("number")
    assert (old.state, old.effective_to) == (VersionState.SUPERSEDED, date(2026, 9, 1))
    assert procedure.current == new
    on_july = version_on(procedure, date(2026, 7, 1))
    assert on_july == old


def test_an_older_version_read_later_takes_its_place_in_history(bring: Bring) -> None:
    bring(BIRTH)
    bring(replace(BIRTH, decision_no="528/QĐ-BTP", collected="2025-12"))
    procedure = Procedure.objects.get(code="1.001193")
    assert procedure.current is not None
    assert procedure.current.decision_no == "1872/QĐ-BTP"
    older = version_on(procedure, date(2026, 1, 15))
    assert older is not None
    assert (older.decision_no, older.effective_to) == ("528/QĐ-BTP", date(2026, 6, 1))


def test_two_changes_on_one_day_leave_one_version_in_force(bring: Bring) -> None:
    for number in ("1/QĐ-BTP", "2/QĐ-BTP", "3/QĐ-BTP"):
        bring(replace(BIRTH, decision_no=number))
    procedure = Procedure.objects.get()
    assert procedure.versions.filter(state=VersionState.PUBLISHED).count() == 1
    shown = version_on(procedure, date(2026, 6, 1))
    assert shown is not None
    assert shown.decision_no == "3/QĐ-BTP"


def test_a_list_row_changes_only_what_the_list_states(bring: Bring) -> None:
    bring(BIRTH)
    row = replace(
        another("1.001193", partial=True),
        name="Đăng ký khai sinh (sửa tên)",
        channels=(),
        components=(),
        results=(),
        steps=None,
        legal_basis=(),
        decision_no=None,
        levels=(),
        subjects=(),
    )
    bring(row)
    version = version_on(Procedure.objects.get())
    assert version is not None
    assert (version.name, version.components.count(), version.partial) == ("Đăng ký khai sinh (sửa tên)", 3, False)


def test_a_list_row_that_says_the_same_is_unchanged(bring: Bring) -> None:
    bring(BIRTH)
    row = replace(BIRTH, channels=(), components=(), results=(), steps=None, legal_basis=(), partial=True)
    assert bring(row).counts["unchanged"] == 1


def test_a_list_row_and_a_full_record_of_one_import_both_count(bring: Bring) -> None:
    row = replace(BIRTH, channels=(), components=(), results=(), steps=None, legal_basis=(), partial=True)
    bring(row, BIRTH)
    version = version_on(Procedure.objects.get())
    assert version is not None
    assert version.components.count() == 3


def test_a_rejection_keeps_its_reason_and_stops_nothing(bring: Bring) -> None:
    batch = bring(Rejection("tệp a.docx", "Tệp có macro nên không nhận.", "1.000009"), BIRTH)
    refused = batch.items.get(outcome=Outcome.REJECTED)
    assert (refused.reason, refused.code) == ("Tệp có macro nên không nhận.", "1.000009")
    assert Procedure.objects.count() == 1


def test_rows_left_out_are_not_applied(preview: Bring) -> None:
    actor = system_actor()
    batch = preview(BIRTH, another("1.000002"))
    left_out = batch.items.get(code="1.000002")
    choose_items(actor=actor, batch=batch, chosen=False, item_ids=[left_out.pk], version=batch.version)
    begin_applying(actor=actor, batch=batch, version=batch.version)
    assert apply_piece(actor=actor, batch=batch, default_from=date(2026, 1, 1)).done == 1
    assert list(Procedure.objects.values_list("code", flat=True)) == ["1.001193"]


def test_two_people_never_choose_over_each_other(preview: Bring) -> None:
    actor = system_actor()
    batch = preview(BIRTH)
    choose_items(actor=actor, batch=batch, chosen=False, version=1)
    with pytest.raises(Stale):
        choose_items(actor=actor, batch=batch, chosen=True, version=1)


def test_nothing_chosen_is_said_plainly(preview: Bring) -> None:
    actor = system_actor()
    batch = preview(BIRTH)
    choose_items(actor=actor, batch=batch, chosen=False, version=1)
    with pytest.raises(UserError, match="Chưa chọn dòng nào"):
        begin_applying(actor=actor, batch=batch, version=batch.version)


def test_a_record_that_the_database_refuses_takes_no_other_with_it(
    bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = storing._store_all

    def refuse_one(prepared: Any, *rest: Any) -> Any:
        if any(one.record.code == "1.000002" for one in prepared):
            raise DatabaseError("value too long")
        return whole(prepared, *rest)

    monkeypatch.setattr(storing, "_store_all", refuse_one)
    batch = bring(BIRTH, another("1.000002"), another("1.000003"))
    assert batch.counts == {"new": 2, "changed": 0, "unchanged": 0, "rejected": 1, "applied": 2}
    assert set(Procedure.objects.values_list("code", flat=True)) == {"1.001193", "1.000003"}


def test_every_version_leaves_a_line_in_the_log(bring: Bring) -> None:
    bring(BIRTH)
    line = Entry.objects.get(verb="catalog.version.recorded")
    assert line.facts["code"] == "1.001193"


def test_a_province_code_is_the_province_s_own(bring: Bring) -> None:
    bring(another("2.001234.H61"))
    procedure = Procedure.objects.get()
    assert procedure.origin == "province"
    assert layer_on(procedure, date(2026, 11, 20)) is None
