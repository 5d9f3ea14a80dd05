"""A desk, a department and procedures with something wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count

import pytest

from motcua.access.actors import Actor, actor_for, system_actor
from motcua.access.models import User
from motcua.catalog.models import Finding, Procedure
from motcua.defects.models import DefectKind, DefectLetter, DefectReport
from motcua.defects.services.letters import Addressee, Sent, open_letter, record_sent
from motcua.defects.services.reporting import ReportContent, report_defect
from motcua.organisation.models import Tier, Unit, UnitKind
from motcua.organisation.services.units import UnitContent, open_unit
from motcua.organisation.services.vocabulary import shipped_words
from tests.receiving.conftest import procedure

DAY = date(2026, 11, 9)  # a Monday


@dataclass(frozen=True)
class House:
    """The units of the stories and who works there."""

    desk: Unit
    department: Unit
    clerk: Actor
    expert: Actor


@pytest.fixture
def system() -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def birth(db: None) -> Procedure:
    """A procedure of communes."""
    return procedure("1.000001")


@pytest.fixture
def house(db: None, system: Actor, user_with: Callable[..., User], clock: Callable[[str], object]) -> House:
    """A one-stop desk with its focal officer, a department with its own; it is 9 November 2026."""
    clock("2026-11-09 09:00")
    shipped_words()

    def unit(name: str, kind: str, tier: str) -> Unit:
        kinds, tiers = UnitKind.objects.get(key=kind), Tier.objects.get(key=tier)
        return open_unit(actor=system, content=UnitContent(name, kinds, tiers, "01/NQ-HĐND"), day=date(2025, 7, 1))

    desk = unit("Trung tâm Phục vụ hành chính công xã An Phú Tân", "centre", "commune")
    department = unit("Sở Tư pháp", "so", "province")
    may = ("defects.letter",)
    return House(
        desk,
        department,
        actor_for(user_with(*may, unit_id=desk.pk)),
        actor_for(user_with(*may, unit_id=department.pk)),
    )


@pytest.fixture
def reported(house: House, birth: Procedure) -> Callable[..., DefectReport]:
    """`reported("time_limit")`: a report of the desk's officer about a part; the next one quotes another line."""
    line = count(1)

    def make(part: str = "time_limit", row: Procedure | None = None) -> DefectReport:
        content = ReportContent(DefectKind.INACCURATE, part, "Ghi 03 ngày làm việc", f"Dòng {next(line)}: 05 ngày")
        return report_defect(actor=house.clerk, procedure=row or birth, content=content)

    return make


@pytest.fixture
def sent_letter(house: House) -> Callable[..., DefectLetter]:
    """`sent_letter(report, …, day=…)`: a letter from the desk to the department that went out."""

    def make(*reports: DefectReport, day: date = DAY, number: str = "12/TTPVHCC") -> DefectLetter:
        to = Addressee(house.department)
        row = open_letter(actor=house.clerk, from_unit=house.desk, to=to, reports=reports)
        return record_sent(actor=house.clerk, letter=row, sent=Sent(number, day, "Giám đốc"), version=row.version)

    return make


@pytest.fixture
def found(birth: Procedure) -> Callable[..., Finding]:
    """`found("channels[0].time")`: an open finding of the catalogue."""

    def make(path: str, evidence: str = "7") -> Finding:
        return Finding.objects.create(
            procedure=birth,
            procedure_version=birth.current,
            kind="time_no_unit",
            severity="error",
            path=path,
            evidence=evidence,
            message="Thời hạn không ghi đơn vị",
            digest=f"{path}{evidence}"[:64],
        )

    return make
