"""Decisions: another procedure's content under this code, a decision of nobody, one found elsewhere only."""

from __future__ import annotations

import re

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.law.words import N_

FOREIGN = DefectKind(
    "content_foreign",
    "error",
    "decision",
    N_("Nội dung có vẻ của thủ tục khác"),
    N_("Mã do bộ, ngành công bố nhưng quyết định là của Ủy ban nhân dân: tên, trình tự, kết quả có thể sai hết."),
    N_("Không dùng bản ghi này; tải lại thủ tục từ Cổng hoặc giữ phiên bản trước."),
)
DECISION_TITLE = DefectKind(
    "name_is_decision_title",
    "error",
    "decision",
    N_("Tên thủ tục là tên của một quyết định công bố"),
    N_("Nguồn ghi nhầm trích yếu quyết định vào tên thủ tục."),
    N_("Không dùng bản ghi này; tải lại thủ tục từ Cổng hoặc giữ phiên bản trước."),
)
NONE = DefectKind(
    "decision_missing",
    "warning",
    "decision",
    N_("Không có số quyết định công bố"),
    N_("Không kiểm tra được thủ tục do quyết định nào công bố."),
    N_("Ghi số quyết định công bố."),
)
ODD = DefectKind(
    "decision_malformed",
    "warning",
    "decision",
    N_("Số quyết định công bố không đúng dạng"),
    N_("Thiếu cơ quan, ghi chữ thử hoặc ghi lẫn chữ nên không tra cứu được."),
    N_("Ghi lại số quyết định, ví dụ 123/QĐ-UBND."),
)
PROPOSAL = DefectKind(
    "decision_in_proposal",
    "notice",
    "decision",
    N_("Số quyết định chỉ có ở phần đề nghị công bố"),
    N_("Ô số quyết định của Cổng để trống; số ghi ở phần đề nghị công bố chưa chắc là số đã ký."),
    N_("Xác nhận rồi ghi số quyết định công bố."),
)
KINDS = (FOREIGN, DECISION_TITLE, NONE, ODD, PROPOSAL)
_COMMITTEE = re.compile(r"UBND", re.IGNORECASE)
_LOCAL_ISSUER = re.compile(r"ủy ban nhân dân|uỷ ban nhân dân|ubnd|tỉnh|thành phố", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:quyết định\s+)?(?:v/v\s+|về việc\s+)?công bố (?:danh mục|thủ tục hành chính|bộ thủ tục)", re.IGNORECASE
)
_FORM = re.compile(
    r"(?:Quyết định |QĐ )?(?:số )?"
    r"(?:\d+[A-Za-z]?\s*\.?/\s*Q[ĐD][-_ ]*[A-ZĐƯƠa-z]+\d*(?:[- ]+[A-ZĐ]+\d*)*|QĐ/?\d+[-/][A-ZĐ]+\w*)",
    re.IGNORECASE,
)
_LONGEST = 120  # characters of a number that are looked at
_TRIAL = re.compile(r"demo|test|xxx", re.IGNORECASE)


def check(subject: Subject) -> Hits:
    """Find what makes one doubt that the content belongs to the code."""
    record = subject.clean
    number = record.decision_no or ""
    if _COMMITTEE.search(number) and record.issuer and not _LOCAL_ISSUER.search(record.issuer):
        yield Hit(FOREIGN, "decision_no", f"{number} / {record.issuer} / {record.name}")
    if _TITLE.match(record.name):
        yield Hit(DECISION_TITLE, "name", record.name)
    if not number and record.proposal_no:
        yield Hit(PROPOSAL, "decision_no", record.proposal_no)
    elif not number and not record.partial:
        yield Hit(NONE, "decision_no", "")
    elif number and (_TRIAL.search(number) or not _FORM.fullmatch(number.strip()[:_LONGEST])):
        yield Hit(ODD, "decision_no", number)
