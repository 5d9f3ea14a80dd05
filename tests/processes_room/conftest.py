"""A few procedures in force with their steps text, and processes drawn up of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from motcua.access.actors import Actor, system_actor
from motcua.catalog.models import Field, Procedure, ProcedureVersion, VersionState
from motcua.processes.flow.steps import Branch, Kind, Step, normal
from motcua.processes.models import Process
from motcua.processes.services.opening import Opening, open_process

START = date(2025, 7, 1)
BIRTH = """Bước 1: Người yêu cầu nộp hồ sơ trực tiếp tại Trung tâm Phục vụ hành chính công hoặc trực tuyến.
Bước 2: Cán bộ tiếp nhận kiểm tra hồ sơ.
- Trường hợp hồ sơ đầy đủ: Cán bộ tiếp nhận cấp giấy hẹn trả kết quả.
- Trường hợp hồ sơ chưa đầy đủ: Cán bộ tiếp nhận hướng dẫn bổ sung.
Bước 3: Trong thời hạn 03 ngày làm việc, Công chức tư pháp - hộ tịch thẩm tra hồ sơ, trình Chủ tịch Ủy ban nhân dân ký.
Bước 4: Người yêu cầu nhận kết quả."""


def write_procedure(code: str, name: str, steps: str) -> Procedure:
    """A procedure in force with that text of steps."""
    row = Procedure.objects.create(code=code)
    field = Field.objects.get_or_create(name="Hộ tịch", key="ho tich")[0]
    version = ProcedureVersion.objects.create(
        procedure=row, number=1, name=name, field=field, steps=steps, fingerprint=code, effective_from=START
    )
    ProcedureVersion.objects.filter(pk=version.pk).update(state=VersionState.PUBLISHED)
    Procedure.objects.filter(pk=row.pk).update(current=version)
    row.refresh_from_db()
    return row


def a_flow() -> tuple[Step, ...]:
    """Eight steps of four people with a decision that leads back, forward and out."""
    return normal(
        [
            Step("s1", Kind.START, "Có yêu cầu"),
            Step(
                "s2", Kind.TASK, "Nộp hồ sơ", "Người yêu cầu", "trực tuyến", "", "Tờ khai\nGiấy chứng sinh", "Giấy hẹn"
            ),
            Step(
                "s3",
                Kind.DECISION,
                "Hồ sơ hợp lệ?",
                "Cán bộ tiếp nhận",
                branches=(Branch("Hợp lệ", "s4"), Branch("Chưa hợp lệ", "s2"), Branch("Không thuộc thẩm quyền", "s8")),
            ),
            Step("s4", Kind.TASK, "Thẩm tra", "Công chức tư pháp - hộ tịch", time="03 ngày làm việc"),
            Step("s5", Kind.HANDOVER, "Chuyển Công an cấp số định danh", "Công chức tư pháp - hộ tịch", time="½ ngày"),
            Step(
                "s6", Kind.TASK, "Ký", "Chủ tịch Ủy ban nhân dân", time="01 ngày làm việc", paper_out="Giấy khai sinh"
            ),
            Step("s7", Kind.TASK, "Trả kết quả", "Cán bộ tiếp nhận", note="Thu lệ phí, nếu có"),
            Step("s8", Kind.END, "Kết thúc", "Người yêu cầu"),
        ]
    )


@pytest.fixture
def system() -> Actor:
    """The system acting by itself."""
    return system_actor()


@pytest.fixture
def birth(db: None) -> Procedure:
    """Birth registration with its steps."""
    return write_procedure("1.001193", "Đăng ký khai sinh", BIRTH)


@pytest.fixture
def residence(db: None) -> Procedure:
    """Permanent residence, whose record tells of two steps."""
    text = "- Bước 1: Công dân nộp hồ sơ.\n- Bước 2: Công an cấp xã giải quyết trong thời hạn 07 ngày."
    return write_procedure("1.004222", "Đăng ký thường trú", text)


@pytest.fixture
def opened(birth: Procedure, system: Actor) -> Process:
    """A process of birth registration, drafted from its record."""
    return open_process(actor=system, asked=Opening((birth.code,)))


@pytest.fixture
def open_group(birth: Procedure, residence: Procedure, system: Actor) -> Callable[[], Process]:
    """`open_group()`: a linked group of both."""
    asked = Opening((birth.code, residence.code), "Khai sinh, thường trú")
    return lambda: open_process(actor=system, asked=asked)
