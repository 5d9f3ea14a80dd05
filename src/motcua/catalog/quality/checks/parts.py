"""Statutory parts that are missing, and results written as one."""

from __future__ import annotations

import re

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.law.words import N_

_FILL = N_("Bổ sung theo quyết định công bố.")
STEPS = DefectKind(
    "steps_missing",
    "error",
    "parts",
    N_("Không có trình tự thực hiện"),
    N_("Trình tự thực hiện là một bộ phận tạo thành của thủ tục."),
    _FILL,
)
CHANNELS = DefectKind(
    "channel_none",
    "error",
    "parts",
    N_("Không có cách thức thực hiện"),
    N_("Người dân không biết nộp bằng cách nào, trong bao lâu."),
    _FILL,
)
RESULTS = DefectKind(
    "result_none",
    "error",
    "parts",
    N_("Không có kết quả thực hiện"),
    N_("Kết quả thực hiện là một bộ phận tạo thành của thủ tục."),
    _FILL,
)
SUBJECTS = DefectKind(
    "subject_none",
    "warning",
    "parts",
    N_("Không có đối tượng thực hiện"),
    N_("Không lọc được thủ tục theo người dân, doanh nghiệp."),
    _FILL,
)
FIELD = DefectKind(
    "field_missing",
    "warning",
    "parts",
    N_("Không có lĩnh vực"),
    N_("Thủ tục không hiện ở lĩnh vực nào."),
    _FILL,
)
JOINED = DefectKind(
    "result_joined",
    "warning",
    "parts",
    N_("Nhiều kết quả ghi thành một"),
    N_("Tệp Word của Cổng nối các kết quả bằng dấu phẩy; không rõ đâu là một kết quả."),
    N_("Tách thành từng kết quả."),
)
RESULT_CODE = DefectKind(
    "result_is_code",
    "warning",
    "parts",
    N_("Kết quả chỉ là một mã"),
    N_("Nguồn ghi mã kết quả vào ô tên."),
    N_("Ghi tên kết quả."),
)
CODE_INSIDE = DefectKind(
    "result_code_glued",
    "warning",
    "parts",
    N_("Tên kết quả dính mã kết quả"),
    N_("Nguồn ghép nhiều kết quả và mã của chúng vào một ô."),
    N_("Tách thành từng kết quả, bỏ mã khỏi tên."),
)
KINDS = (STEPS, CHANNELS, RESULTS, SUBJECTS, FIELD, JOINED, RESULT_CODE, CODE_INSIDE)
_NEXT = re.compile(r"(?<=[^\s,;]),\s+(?=[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÉÍÓÚÝ][a-zà-ỹđ])(?![^()]*\))")
_LONGEST = 20_000  # characters of a result that are looked at
_CODE = re.compile(r"[\s\d.]*(?:KQ|TP)?[.\-\s]*[A-Z]?\d*[.\-\w]*\d{3,}\s*")


def check(subject: Subject) -> Hits:
    """Find missing parts (of full records only) and joined results."""
    record = subject.clean
    if not record.partial:
        absent = (
            (STEPS, "steps", record.steps),
            (CHANNELS, "channels", record.channels),
            (RESULTS, "results", record.results),
            (SUBJECTS, "subjects", record.subjects),
            (FIELD, "field", record.field),
        )
        for kind, path, value in absent:
            if not value:
                yield Hit(kind, path, "")
    for place, result in enumerate(record.results):
        name = result.name[:_LONGEST]
        if "Mã:" in name:
            yield Hit(CODE_INSIDE, f"results[{place}].name", result.name)
        elif _NEXT.search(name):
            yield Hit(JOINED, f"results[{place}].name", result.name)
        elif _CODE.fullmatch(name):
            yield Hit(RESULT_CODE, f"results[{place}].name", result.name)
