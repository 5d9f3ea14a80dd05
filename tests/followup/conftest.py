"""The province of Vĩnh Long with a catalogue that grew: what ministries announced before, and what came since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from motcua.access.actors import Actor, system_actor
from motcua.catalog.finder import forget
from motcua.catalog.models import ImportBatch
from motcua.catalog.record import ProcedureRecord
from motcua.catalog.services.classifying import Classifier
from motcua.catalog.services.imports import (
    add_items,
    apply_piece,
    begin_applying,
    finish_applying,
    finish_reading,
    open_import,
)
from motcua.followup.models import FollowTask
from motcua.followup.services.announcing import note_import
from motcua.organisation import naming
from motcua.organisation.models import Unit
from motcua.publication.content import Signed
from motcua.publication.models import AnnouncementDecision
from motcua.publication.services.checking import check_decision
from motcua.publication.services.recording import record_decision
from tests import province
from tests.catalog.records import BIRTH, another
from tests.conftest import HANOI
from tests.province import checked_now, held_back


@pytest.fixture(scope="package")
def vinh_long(django_db_setup: None, django_db_blocker: object) -> Iterator[Unit]:
    """The chosen province with districts, communes and departments, loaded once for all stories of this folder."""
    with province.vinh_long(django_db_blocker) as unit:
        yield unit


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    forget()
    naming.forget()
    yield
    naming.forget()


@pytest.fixture
def system() -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def unit_named(vinh_long: Unit, db: None) -> Callable[[str], Unit]:
    """`unit_named("so-tu-phap")`: a department of the province."""
    return lambda key: Unit.objects.get(origin=f"vinh-long-2025/{key}")


def brought(*records: ProcedureRecord) -> ImportBatch:
    """An import that was read and applied whole."""
    system = system_actor()
    batch = open_import(actor=system, title="thử")
    rows = list(enumerate(Classifier().classify(records), start=1))
    add_items(actor=system, batch=batch, rows=rows)
    finish_reading(actor=system, batch=batch)
    begin_applying(actor=system, batch=batch, version=batch.version)
    while apply_piece(actor=system, batch=batch, default_from=timezone.localdate()).done:
        pass
    return finish_applying(actor=system, batch=batch)


def twice_brought() -> ImportBatch:
    """The second import: a new decision of justice for two known procedures and a new one, another of trade for one."""
    trade = {"field": "Lưu thông hàng hóa trong nước", "issuer": "Bộ Công Thương", "levels": ("province",)}
    brought(
        BIRTH,
        another("1.000001", collected="2025-12"),
        another("1.000002", decision_no="11/QĐ-BCT", agency="Sở Công Thương", collected="2025-12", **trade),
        another("1.000003"),
    )
    return brought(
        another("1.001193", decision_no="163/QĐ-BTP", collected="2026-07"),
        another("1.000001", decision_no="163/QD-BTP", collected="2026-07"),
        another(
            "1.000002", decision_no="Quyết định số 77 /QĐ-BCT", agency="Sở Công Thương", collected="2026-07", **trade
        ),
        another("1.000004", decision_no="163/QĐ-BTP"),
        another("1.000003", steps="Nộp hồ sơ, nhận kết quả.", collected="2026-07"),
    )


def tasks_by_number() -> dict[str, FollowTask]:
    """The tasks there are, by the number of the ministry's decision."""
    rows = FollowTask.objects.select_related("announcement", "unit")
    return {task.announcement.decision_no: task for task in rows}


@pytest.fixture
def bring(db: None) -> Callable[..., ImportBatch]:
    """`bring(record, …)`: an import that was read and applied whole."""
    return brought


@pytest.fixture
def grown(vinh_long: Unit, db: None) -> ImportBatch:
    """The second import; what it announces is not noted yet."""
    return twice_brought()


@pytest.fixture
def tasks(grown: ImportBatch, system: Actor) -> dict[str, FollowTask]:
    """The tasks that the second import opened, by the number of the ministry's decision."""
    note_import(actor=system, batch=grown)
    return tasks_by_number()


@pytest.fixture(scope="module")
def followed(vinh_long: Unit, django_db_blocker: object) -> Iterator[None]:
    """Both imports on 6 July 2026 with the tasks they opened, once for a file of stories that all begin with them."""
    with held_back(django_db_blocker):
        with time_machine.travel(datetime(2026, 7, 6, 9, tzinfo=HANOI), tick=False):
            note_import(actor=system_actor(), batch=twice_brought())
        checked_now()
        yield


@pytest.fixture
def sign(system: Actor) -> Callable[..., AnnouncementDecision]:
    """`sign(decision, "12/QĐ-UBND", day)`: the decision checked and recorded as signed on the day."""

    def done(decision: AnnouncementDecision, number: str, day: date) -> AnnouncementDecision:
        decision = check_decision(actor=system, decision=decision, version=decision.version)
        signed = Signed(number, day, "Chủ tịch Ủy ban nhân dân tỉnh")
        return record_decision(actor=system, decision=decision, signed=signed, version=decision.version)

    return done


def days(number: int) -> timedelta:
    """So many days."""
    return timedelta(days=number)
