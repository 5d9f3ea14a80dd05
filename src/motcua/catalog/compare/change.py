"""One change between two statements of a procedure, and the order in which changes matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from motcua.law.words import N_

Part = Literal[
    "time", "fee", "papers", "basis", "results", "conditions", "channels", "agency", "authority", "delegated",
    "coordinating", "levels", "subjects", "name", "steps", "sets", "decision_no", "issuer", "kind", "field",
    "receiving_address", "online_submit", "internal", "keywords", "description",
]  # fmt: skip
ChangeKind = Literal["added", "removed", "changed"]

# In order of importance for a citizen and for control: the four that a review looks at first come first.
PART_NAMES: dict[Part, str] = {
    "time": N_("Thời hạn"),
    "fee": N_("Phí, lệ phí"),
    "papers": N_("Thành phần hồ sơ"),
    "basis": N_("Căn cứ pháp lý"),
    "results": N_("Kết quả"),
    "conditions": N_("Yêu cầu, điều kiện"),
    "channels": N_("Cách thức thực hiện"),
    "agency": N_("Cơ quan thực hiện"),
    "authority": N_("Cơ quan có thẩm quyền"),
    "delegated": N_("Cơ quan được ủy quyền"),
    "coordinating": N_("Cơ quan phối hợp"),
    "levels": N_("Cấp thực hiện"),
    "subjects": N_("Đối tượng thực hiện"),
    "name": N_("Tên thủ tục"),
    "steps": N_("Trình tự thực hiện"),
    "sets": N_("Số lượng hồ sơ"),
    "decision_no": N_("Quyết định công bố"),
    "issuer": N_("Cơ quan ban hành"),
    "kind": N_("Loại thủ tục"),
    "field": N_("Lĩnh vực"),
    "receiving_address": N_("Địa chỉ tiếp nhận"),
    "online_submit": N_("Nộp trực tuyến trên Cổng"),
    "internal": N_("TTHC nội bộ"),
    "keywords": N_("Từ khóa"),
    "description": N_("Mô tả"),
}
ORDER: dict[Part, int] = {part: place for place, part in enumerate(PART_NAMES)}


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `before` and `after` are the texts concerned, `sentence` says it whole."""

    part: Part
    kind: ChangeKind
    before: str | None
    after: str | None
    sentence: str


def part_name(part: Part) -> str:
    """The name of a part in the reader's language."""
    return _(PART_NAMES[part])


def change(part: Part, before: str | None, after: str | None, sentence: str) -> Change:
    """Make a change whose kind follows from which side says something."""
    kind: ChangeKind = "changed" if before and after else "added" if after else "removed"
    return Change(part, kind, before, after, sentence)
