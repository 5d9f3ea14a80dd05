"""Many stored rows written by one prepared statement come out as a save would leave them."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from motcua.catalog.models import Finding, ImportBatch, Procedure
from motcua.catalog.services.inserting import update_objects
from tests.catalog.records import BIRTH, another


def test_only_the_named_fields_change_and_keep_their_kinds(bring: Callable[..., ImportBatch]) -> None:
    bring(BIRTH, another("1.000001"))
    one, other = Procedure.objects.order_by("pk")
    rows = [
        Finding.objects.create(
            procedure=one,
            procedure_version=one.current,
            kind="thử",
            severity="error",
            message="trước",
            digest=str(n),
        )
        for n in range(3)
    ]
    first, second = rows[:2]
    first.procedure, first.message, first.decision = other, "Có dấu ’ và %s", "Đã xem"
    second.message, second.path = "Tên khác", "không được ghi"
    with transaction.atomic():
        update_objects(Finding, ["procedure", "message", "decision"], [first, second])
        update_objects(Finding, ["message"], [])
    said = [(row.procedure, row.message, row.decision, row.path) for row in Finding.objects.filter(kind="thử")]
    assert sorted(said, key=lambda row: row[1]) == [
        (other, "Có dấu ’ và %s", "Đã xem", ""),
        (one, "Tên khác", "", ""),
        (one, "trước", "", ""),
    ]
