"""A record becomes rows and rows become the record again; a piece costs a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from string import whitespace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.access.actors import system_actor
from motcua.access.events import gathering
from motcua.catalog.compare import fingerprint
from motcua.catalog.models import ImportBatch, Procedure, ProcedureVersion
from motcua.catalog.quality.normalise import normalise
from motcua.catalog.record import (
    CaseRecord,
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)
from motcua.catalog.rows import record_of
from motcua.catalog.selectors import with_parts
from motcua.catalog.services.classifying import Classifier
from motcua.catalog.services.imports import add_items, apply_piece, begin_applying
from motcua.catalog.services.preparing import pack, prepare, unpack
from motcua.catalog.services.storing import store
from tests.catalog.records import another

LETTERS = st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"])
TEXT = st.one_of(
    st.text(LETTERS, max_size=30), st.sampled_from(["Nộp hồ sơ", " hai  khoảng ", "07 Ngày làm việc", "a\nb"])
)
SHORT = TEXT.map(lambda text: text[:20])
MAYBE = st.none() | TEXT
NAME = st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: bool(normalise(_named(text))[0].name))
COUNT = st.none() | st.integers(0, 100)
LEVELS = st.lists(st.sampled_from(["ministry", "province", "commune", "other"]), max_size=3, unique=True)


def _named(name: str) -> ProcedureRecord:
    return ProcedureRecord("1.000001", name, "thử")


def _rows(kind: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(kind, max_size=3).map(tuple)


CHANNELS = _rows(st.builds(ChannelRecord, st.sampled_from(["counter", "online", "post"]), MAYBE, MAYBE, MAYBE, MAYBE))
COMPONENTS = _rows(st.builds(ComponentRecord, NAME, MAYBE, MAYBE, SHORT, COUNT, COUNT, SHORT))
RECORDS = st.builds(
    ProcedureRecord,
    code=st.just("1.000001"),
    name=NAME,
    source=st.just("thử"),
    decision_no=MAYBE,
    issuer=MAYBE,
    levels=LEVELS.map(tuple),
    kind=MAYBE,
    field=st.none() | st.sampled_from(["Hộ tịch", "Đất đai"]),
    agency=MAYBE,
    authority=MAYBE,
    delegated=MAYBE,
    subjects=_rows(NAME),
    steps=MAYBE,
    channels=CHANNELS,
    components=COMPONENTS,
    results=_rows(st.builds(ResultRecord, NAME, SHORT)),
    legal_basis=_rows(st.builds(LegalBasisRecord, NAME, MAYBE, SHORT, MAYBE)),
    conditions=MAYBE,
    internal=st.booleans(),
    online_submit=st.none() | st.booleans(),
    partial=st.booleans(),
    cases=_rows(st.builds(CaseRecord, NAME, SHORT, MAYBE)),
    sets=MAYBE,
)


def _said(record: ProcedureRecord) -> ProcedureRecord:
    """The record with absent for blank everywhere, and no blank lines among agencies: neither says anything."""

    def bare(value: object) -> object:
        return None if isinstance(value, str) and not value.strip(whitespace) else value

    def lines(text: str | None) -> str | None:
        return "\n".join(line for line in (text or "").split("\n") if line.strip()) or None

    def row(one: object) -> object:
        if isinstance(one, str):
            return one
        kept = {"name", "number"}
        values = {slot: bare(getattr(one, slot)) for slot in one.__slots__ if slot not in kept}  # type: ignore[attr-defined]
        return replace(one, **values)  # type: ignore[type-var]

    changed: dict[str, object] = {}
    for name in record.__slots__:
        value = getattr(record, name)
        changed[name] = tuple(row(one) for one in value) if isinstance(value, tuple) else bare(value)
    for name in ("agency", "authority", "coordinating", "delegated"):
        changed[name] = lines(getattr(record, name))
    return replace(record, **changed)  # type: ignore[arg-type]


@pytest.mark.django_db
@given(record=RECORDS)
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_what_is_stored_says_what_was_read(record: ProcedureRecord) -> None:
    prepared = prepare(record)
    with transaction.atomic():
        with gathering(system_actor()):
            (stored,) = store([prepared], date(2026, 6, 1), [None])
        assert stored.version is not None, stored.fault
        held = record_of(with_parts(ProcedureVersion.objects.filter(pk=stored.version.pk)).get())
        transaction.set_rollback(True)
    assert fingerprint(held) == prepared.fingerprint == stored.version.fingerprint
    assert _said(held) == _said(prepared.record)


@given(record=RECORDS)
@settings(max_examples=80, deadline=None)
def test_what_is_packed_for_later_is_unpacked_whole(record: ProcedureRecord) -> None:
    prepared = prepare(record)
    assert unpack(pack(prepared)) == prepared


def test_a_record_packed_by_another_release_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from motcua.catalog.services import preparing

    packed = pack(prepare(another("1.000001")))
    monkeypatch.setattr(preparing, "_SHAPE", "another")
    with pytest.raises(ValueError, match="another release"):
        unpack(packed)


def _statements(number: int, preview: Callable[..., ImportBatch]) -> int:
    """How many statements one piece of an import takes."""
    records = [another(f"1.{number:02}{place:04}") for place in range(number)]
    batch = preview(*records)
    begin_applying(actor=system_actor(), batch=batch, version=batch.version)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert apply_piece(actor=system_actor(), batch=batch, default_from=date(2026, 1, 1)).done == number
    return len(asked)


@pytest.mark.django_db
def test_a_piece_takes_as_many_statements_for_ninety_records_as_for_three(preview: Callable[..., ImportBatch]) -> None:
    _statements(1, preview)  # the field and the catalogue's own row are made once
    few, many = _statements(3, preview), _statements(90, preview)
    assert many == few
    assert Procedure.objects.count() == 94
    assert many <= 45


@pytest.mark.django_db
def test_classifying_and_adding_take_a_fixed_number_of_statements(preview: Callable[..., ImportBatch]) -> None:
    batch = preview(another("1.000001"))
    asked = {}
    for number in (2, 150):
        records = [another(f"2.{number:03}{place:03}") for place in range(number)]
        with CaptureQueriesContext(connection) as found:
            rows = list(enumerate(Classifier().classify(records), start=1000 * number))
            add_items(actor=system_actor(), batch=batch, rows=rows)
        asked[number] = len(found)
    assert asked[2] == asked[150] <= 12
