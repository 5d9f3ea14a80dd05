"""A province with departments and a few procedures, for the stories of announcing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from motcua.access.actors import Actor, system_actor
from motcua.catalog.finder import forget
from motcua.catalog.models import Procedure
from motcua.catalog.record import (
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    ProcedureRecord,
    ResultRecord,
)
from motcua.catalog.services.classifying import Classifier
from motcua.catalog.services.imports import (
    add_items,
    apply_piece,
    begin_applying,
    finish_applying,
    finish_reading,
    open_import,
)
from motcua.organisation import naming
from motcua.organisation.models import Unit, UnitPeriod
from motcua.publication.content import DecisionContent, LineGiven, Signed
from motcua.publication.models import AnnouncementDecision, LineKind
from motcua.publication.services.checking import check_decision
from motcua.publication.services.drafting import draft_decision
from motcua.publication.services.recording import record_decision
from tests import province

NOTARY = ProcedureRecord(
    code="2.000908",
    name="Cấp bản sao từ sổ gốc",
    source="thử",
    decision_no="1024/QĐ-BTP",
    issuer="Bộ Tư pháp",
    levels=("commune",),
    field="Chứng thực",
    agency="Ủy ban nhân dân cấp xã",
    subjects=("Công dân Việt Nam",),
    steps="Nộp hồ sơ, nhận bản sao.",
    channels=(ChannelRecord("counter", time="Ngay trong ngày làm việc", fee="Miễn phí"),),
    components=(ComponentRecord("Giấy tờ tùy thân", originals=1, copies=0),),
    results=(ResultRecord("Bản sao"),),
    legal_basis=(LegalBasisRecord("23/2015/NĐ-CP", "Nghị định về cấp bản sao"),),
    collected="2026-06",
)
CODES = ("2.000908", "2.000815", "2.000884", "1.001193")


@pytest.fixture(scope="package")
def vinh_long(django_db_setup: None, django_db_blocker: object) -> Iterator[Unit]:
    """The chosen province with its departments."""
    with province.vinh_long(django_db_blocker) as unit:
        yield unit


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Each story asks anew which province this is and what can be searched."""
    naming.forget()
    forget()
    yield
    naming.forget()
    forget()


@pytest.fixture(autouse=True)
def _today(clock: Callable[[str], object]) -> None:
    clock("2026-03-02 09:00")


@pytest.fixture
def system() -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def unit_called(vinh_long: Unit, db: None) -> Callable[[str], Unit]:
    """`unit_called("Sở Tư pháp")`: the unit of that name today."""
    return lambda name: UnitPeriod.objects.on(date(2026, 3, 2)).get(name=name).unit


@pytest.fixture
def justice(unit_called: Callable[[str], Unit]) -> Unit:
    """The department of justice."""
    return unit_called("Sở Tư pháp tỉnh Vĩnh Long")


def bring(*records: ProcedureRecord, on: date = date(2026, 1, 5)) -> None:
    """Put records into the catalogue as an import does."""
    actor = system_actor()
    batch = open_import(actor=actor, title="thử", effective_from=on)
    add_items(actor=actor, batch=batch, rows=list(enumerate(Classifier(on).classify(records), start=1)))
    batch = finish_reading(actor=actor, batch=batch)
    begin_applying(actor=actor, batch=batch, version=batch.version)
    while apply_piece(actor=actor, batch=batch, default_from=on).done:
        pass
    finish_applying(actor=actor, batch=batch)


@pytest.fixture
def procedures(vinh_long: Unit, db: None) -> list[Procedure]:
    """Four procedures in force."""
    bring(*(replace(NOTARY, code=code, name=f"Thủ tục {code}") for code in CODES))
    return list(Procedure.objects.order_by("code"))


@pytest.fixture
def draft(justice: Unit, procedures: list[Procedure], system: Actor) -> Callable[..., AnnouncementDecision]:
    """`draft("2.000908", kind=…)`: a decision being written that names these procedures."""

    def make(*codes: str, kind: LineKind = LineKind.AMENDED, **more: object) -> AnnouncementDecision:
        values = {"title": "Công bố danh mục thử", "law_effective_on": date(2026, 3, 16), **more}
        content = DecisionContent(advising_unit=values.pop("unit", justice), **values)  # type: ignore[arg-type]
        lines = [LineGiven(code, kind) for code in codes]
        return draft_decision(actor=system, content=content, lines=lines)

    return make


@pytest.fixture
def announced(draft: Callable[..., AnnouncementDecision], system: Actor) -> Callable[..., AnnouncementDecision]:
    """`announced("2.000908", number="12/QĐ-UBND", on=date(…))`: a decision that was signed and recorded."""

    def make(
        *codes: str, number: str = "12/QĐ-UBND", on: date = date(2026, 3, 2), **more: object
    ) -> AnnouncementDecision:
        row = draft(*codes, **more)
        row = check_decision(actor=system, decision=row, version=row.version)
        signed = Signed(number, on, "Người ký thử")
        return record_decision(actor=system, decision=row, signed=signed, version=row.version)

    return make
