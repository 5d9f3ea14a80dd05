"""Stories of shared names: seen only in the whole catalogue, open as long as they are true, decided once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.access.actors import Actor
from motcua.catalog.models import Finding, FindingState, ImportBatch
from motcua.catalog.services.findings import settle_finding
from motcua.catalog.services.shared_names import refresh_shared_names
from tests.catalog.records import BIRTH, another

Bring = Callable[..., ImportBatch]
TWIN = replace(BIRTH, code="1.009999", name="đăng ký  khai sinh.")


def _open() -> list[str]:
    found = Finding.objects.filter(kind="name_shared", state=FindingState.OPEN)
    return sorted(found.values_list("procedure__code", flat=True))


def test_each_code_that_shares_a_name_gets_a_finding_that_names_the_other(bring: Bring) -> None:
    bring(BIRTH, TWIN, another("1.000002"))
    assert _open() == ["1.001193", "1.009999"]
    assert "1.009999" in Finding.objects.get(kind="name_shared", procedure__code="1.001193").evidence


def test_codes_of_different_imports_are_seen_together(bring: Bring) -> None:
    bring(BIRTH)
    assert _open() == []
    bring(TWIN)
    assert _open() == ["1.001193", "1.009999"]


def test_a_second_look_changes_nothing(bring: Bring) -> None:
    bring(BIRTH, TWIN)
    before = list(Finding.objects.order_by("pk").values())
    refresh_shared_names()
    assert list(Finding.objects.order_by("pk").values()) == before


def test_what_is_no_longer_true_is_obsolete_and_open_again_when_true_again(bring: Bring) -> None:
    bring(BIRTH, TWIN)
    bring(replace(TWIN, name="Đăng ký lại khai sinh", collected="2026-07"))
    assert _open() == []
    bring(replace(TWIN, collected="2026-08"))
    assert _open() == ["1.001193", "1.009999"]


def test_a_decision_stays_as_long_as_the_same_codes_share_the_name(
    bring: Bring, staff_with: Callable[..., Actor]
) -> None:
    bring(BIRTH, TWIN)
    finding = Finding.objects.select_related("procedure").get(kind="name_shared", procedure__code="1.001193")
    officer = staff_with("catalog.settle")
    settle_finding(actor=officer, finding=finding, state=FindingState.DISMISSED, decision="hai cấp", version=1)
    bring(replace(BIRTH, steps="Đổi trình tự.", collected="2026-09"))
    assert _open() == ["1.009999"]
    bring(replace(BIRTH, code="1.008888"))
    assert _open() == ["1.001193", "1.008888", "1.009999"]


@pytest.mark.django_db
def test_a_look_takes_a_fixed_number_of_statements(bring: Bring) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            refresh_shared_names()
        return len(asked)

    bring(BIRTH, TWIN)
    few = statements()
    bring(*(replace(BIRTH, code=f"1.1{place:05}", name=f"Tên {place // 2}") for place in range(40)))
    assert statements() == few <= 6
