"""The portal's API answers: two cases with one code, and a case whose time is not that of the channels."""

from __future__ import annotations

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.law.limit import parse_limit
from motcua.law.words import N_

SAME_CODE = DefectKind(
    "case_code_repeated",
    "warning",
    "case",
    N_("Hai trường hợp cùng mã"),
    N_("Cổng ghi hai trường hợp cùng mã; thời hạn có thể khác nhau."),
    N_("Xác định trường hợp đang dùng."),
)
OTHER_TIME = DefectKind(
    "case_time_differs",
    "warning",
    "case",
    N_("Thời hạn của trường hợp khác thời hạn của hình thức nộp"),
    N_("Cổng ghi hai thời hạn cho một thủ tục; hệ thống không tự chọn."),
    N_("Tra quyết định công bố rồi chọn thời hạn đúng."),
)
KINDS = (SAME_CODE, OTHER_TIME)


def check(subject: Subject) -> Hits:
    """Compare the declared cases with each other and with the channels."""
    record = subject.clean
    if not record.cases:
        return
    first: dict[str, str] = {}
    stated = {parse_limit(row.time).parts for row in record.channels if row.time}
    for place, case in enumerate(record.cases):
        path = f"cases[{place}]"
        if case.code and case.code in first:
            yield Hit(SAME_CODE, f"{path}.code", f"{case.code}: {first[case.code]} / {case.time or '∅'}")
        elif case.code:
            first[case.code] = case.time or "∅"
        limit = parse_limit(case.time)
        if limit.parts and stated and limit.parts not in stated:
            times = ", ".join(dict.fromkeys(row.time for row in record.channels if row.time))
            yield Hit(OTHER_TIME, f"{path}.time", f"{case.time} / {times}")
