"""Three desks, a few procedures in force, photos of boards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

import pytest

from motcua.access.actors import Actor, system_actor
from motcua.catalog.models import AgencyLine, AgencyRole, Field, Procedure, ProcedureVersion, TierLine, VersionState
from motcua.organisation.models import Tier, Unit, UnitKind, UnitPeriod
from motcua.organisation.services.units import UnitContent, open_unit
from motcua.organisation.services.vocabulary import shipped_words
from motcua.posting import furniture
from motcua.posting.models import Confirmation
from motcua.posting.selectors import version_of_board
from motcua.posting.services import Chosen, Photo, confirm_posting

START = date(2025, 7, 1)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def write_version(
    code: str, start: date, *, tier: str = "commune", field: str = "Hộ tịch", name: str = "", agency: str = ""
) -> Procedure:
    """A version in force from a day; the one before it ends on that day."""
    row, _made = Procedure.objects.get_or_create(code=code)
    where = Field.objects.get_or_create(name=field, key=field.lower())[0]
    number = row.versions.count() + 1
    ProcedureVersion.objects.filter(procedure=row, state=VersionState.PUBLISHED).update(
        state=VersionState.SUPERSEDED, effective_to=start
    )
    version = ProcedureVersion.objects.create(
        procedure=row,
        number=number,
        name=name or f"Thủ tục {code}",
        field=where,
        fingerprint=f"{code}/{number}",
        effective_from=start,
    )
    TierLine.objects.create(procedure_version=version, ordinal=1, tier=tier)
    if agency:
        AgencyLine.objects.create(procedure_version=version, ordinal=1, role=AgencyRole.EXECUTING, name=agency)
    ProcedureVersion.objects.filter(pk=version.pk).update(state=VersionState.PUBLISHED)
    Procedure.objects.filter(pk=row.pk).update(current=version)
    row.refresh_from_db()
    return row


def abolish(procedure: Procedure, day: date) -> None:
    """The procedure is in force no more from a day on."""
    ProcedureVersion.objects.filter(procedure=procedure, state=VersionState.PUBLISHED).update(
        state=VersionState.ABOLISHED, effective_to=day
    )
    Procedure.objects.filter(pk=procedure.pk).update(current=None)


def photo() -> Photo:
    """A picture of a board."""
    return Photo(BytesIO(PNG), "bảng.png")


@pytest.fixture(autouse=True)
def no_kept_figure() -> Iterator[None]:
    """Each story counts the boards anew, and leaves no count to others."""
    furniture.forget()
    yield
    furniture.forget()


@pytest.fixture
def system() -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def make_desk(db: None, system: Actor) -> Callable[..., UnitPeriod]:
    """`make_desk("Trung tâm … xã A", "commune")`: a one-stop unit that has been there since July 2025."""
    shipped_words()

    def make(name: str, tier: str = "commune", kind: str = "centre", parent: Unit | None = None) -> UnitPeriod:
        content = UnitContent(name, UnitKind.objects.get(key=kind), Tier.objects.get(key=tier), "01/NQ-HĐND")
        unit = open_unit(actor=system, content=content, day=START, parent=parent)
        return UnitPeriod.objects.select_related("unit", "kind", "tier").get(unit=unit)

    return make


@pytest.fixture
def desk(make_desk: Callable[..., UnitPeriod]) -> UnitPeriod:
    """The one-stop unit of a commune."""
    return make_desk("Trung tâm Phục vụ hành chính công xã An Phú Tân")


@pytest.fixture
def centre(make_desk: Callable[..., UnitPeriod]) -> UnitPeriod:
    """The one-stop unit of the province."""
    return make_desk("Trung tâm Phục vụ hành chính công tỉnh Vĩnh Long", "province")


@pytest.fixture
def birth(db: None) -> Procedure:
    """A procedure of communes."""
    return write_version("1.001193", START, name="Đăng ký khai sinh")


@pytest.fixture
def marriage(db: None) -> Procedure:
    """Another procedure of communes."""
    return write_version("1.000894", START, name="Đăng ký kết hôn")


@pytest.fixture
def permit(db: None) -> Procedure:
    """A procedure of the province."""
    return write_version("1.013239", START, tier="province", field="Xây dựng", name="Cấp giấy phép xây dựng")


@pytest.fixture
def confirm(system: Actor) -> Callable[..., Confirmation]:
    """`confirm(desk, date(…), "up:1.001193")`: a confirmation with a photo; of every change without keys."""

    def make(desk: UnitPeriod, day: date, *keys: str, actor: Actor | None = None, **more: object) -> Confirmation:
        given = {"version": version_of_board(desk.unit_id), "photo": photo(), **more}
        chosen = Chosen(keys or None)
        return confirm_posting(actor=actor or system, desk=desk, day=day, chosen=chosen, **given)

    return make
