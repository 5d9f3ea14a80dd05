"""Papers: headings and notes among them, rows that ask for nothing, glued form names and quantities, none at all."""

from __future__ import annotations

import re

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.catalog.quality.normalise import sets_of
from motcua.catalog.record import ComponentRecord
from motcua.law.words import N_

NONE = DefectKind(
    "paper_none",
    "error",
    "papers",
    N_("Thủ tục không có thành phần hồ sơ"),
    N_("Người dân không biết phải chuẩn bị giấy tờ gì; thành phần hồ sơ là một bộ phận tạo thành của thủ tục."),
    N_("Ghi thành phần hồ sơ theo quyết định công bố, hoặc xác nhận thủ tục không yêu cầu giấy tờ."),
)
HEADING = DefectKind(
    "paper_heading",
    "warning",
    "papers",
    N_("Dòng tiêu đề nằm lẫn trong thành phần hồ sơ"),
    N_("Tên kết thúc bằng dấu hai chấm và không yêu cầu bản nào: đây là tiêu đề, không phải giấy tờ phải nộp."),
    N_("Chuyển thành tên trường hợp hoặc tiêu đề nhóm."),
)
HEADING_COUNTED = DefectKind(
    "paper_heading_with_copies",
    "notice",
    "papers",
    N_("Tên giấy tờ kết thúc bằng dấu hai chấm nhưng có số bản"),
    N_("Có thể là tiêu đề bị gán số bản, hoặc tên giấy tờ ghi thừa dấu."),
    N_("Xác định là tiêu đề hay giấy tờ."),
)
NOTE = DefectKind(
    "paper_note",
    "warning",
    "papers",
    N_("Lưu ý nằm lẫn trong thành phần hồ sơ"),
    N_("Dòng đứng dưới “Lưu ý” là lời dặn, không phải giấy tờ phải nộp."),
    N_("Chuyển thành lưu ý của thủ tục."),
)
SETS = DefectKind(
    "paper_sets",
    "notice",
    "papers",
    N_("Số bộ hồ sơ nằm lẫn trong thành phần hồ sơ"),
    N_("“01 bộ” là số lượng hồ sơ, không phải giấy tờ hay trường hợp."),
    N_("Chuyển vào số lượng hồ sơ."),
)
ZERO = DefectKind(
    "paper_zero_copies",
    "warning",
    "papers",
    N_("Giấy tờ có 0 bản chính, 0 bản sao"),
    N_("Không rõ có phải nộp hay không; nhiều dòng như vậy là tiêu đề, lời dặn hoặc giấy tờ chỉ xuất trình."),
    N_("Xác định là giấy tờ phải nộp (ghi số bản), chỉ xuất trình, tiêu đề hay lời dặn."),
)
UNKNOWN_COUNT = DefectKind(
    "paper_count_missing",
    "warning",
    "papers",
    N_("Giấy tờ không ghi số bản"),
    N_("Người dân không biết phải nộp bản chính hay bản sao."),
    N_("Ghi số bản chính và bản sao."),
)
GLUED_FORM = DefectKind(
    "paper_form_glued",
    "notice",
    "papers",
    N_("Tên tệp mẫu dính vào tên giấy tờ"),
    N_("Nguồn ghép hai ô thành một."),
    N_("Tách tên tệp mẫu sang ô mẫu đơn."),
)
GLUED_COUNT = DefectKind(
    "paper_count_glued",
    "warning",
    "papers",
    N_("Số bản bị dính với chữ số khác ở nguồn"),
    N_("Con số đã được tách bằng quy tắc nên chưa chắc đúng."),
    N_("Đối chiếu quyết định công bố rồi ghi lại số bản."),
)
REPEATED = DefectKind(
    "paper_repeated",
    "warning",
    "papers",
    N_("Một giấy tờ lặp lại trong cùng trường hợp"),
    N_("Người dân có thể nộp thừa."),
    N_("Bỏ dòng lặp hoặc ghi trường hợp cho từng dòng."),
)
NO_NAME = DefectKind(
    "paper_no_name",
    "error",
    "papers",
    N_("Giấy tờ không có tên"),
    N_("Dòng chỉ có mẫu đơn hoặc số bản."),
    N_("Ghi tên giấy tờ hoặc bỏ dòng."),
)
KINDS = (NONE, HEADING, HEADING_COUNTED, NOTE, SETS, ZERO, UNKNOWN_COUNT, GLUED_FORM, GLUED_COUNT, REPEATED, NO_NAME)
_NOTE = re.compile(r"^[\s\-+*.(\d)]*(?:lưu ý|ghi chú|chú ý)\b", re.IGNORECASE)
_SIGNS = " \n\t-+*.;,:"  # around a name they make no other paper

GLUED = "(dính trong tên)"  # how the collector marks a form's file name that stands inside the paper's name


def is_note(paper: ComponentRecord) -> bool:
    """Tell a note ("Lưu ý"), or a row under one, from a paper."""
    return bool(_NOTE.match(paper.name) or (paper.case and _NOTE.match(paper.case)))


def is_heading(paper: ComponentRecord) -> bool:
    """Tell a heading: its name ends with a colon and it asks for no copy."""
    return paper.name.rstrip().endswith(":") and not paper.originals and not paper.copies


def check(subject: Subject) -> Hits:
    """Find rows that are not papers and papers that say too little."""
    papers = subject.clean.components
    if not papers and not subject.clean.partial:
        yield Hit(NONE, "components", "")
    seen: set[tuple[str | None, str, str | None]] = set()
    for place, paper in enumerate(papers):
        path = f"components[{place}]"
        kind = _kind(paper)
        if kind:
            yield Hit(kind, path, paper.name or paper.form or paper.quantity or "")
        if paper.form == GLUED:
            yield Hit(GLUED_FORM, f"{path}.form", paper.name[-120:])
        if paper.quality == "dinh_so":
            yield Hit(GLUED_COUNT, f"{path}.quantity", f"{paper.name[-80:]} / {paper.quantity or ''}")
        key = (paper.case, paper.name.strip(_SIGNS).casefold(), paper.form)
        if kind is None and key in seen:
            yield Hit(REPEATED, path, paper.name)
        seen.add(key)


def _kind(paper: ComponentRecord) -> DefectKind | None:
    asks_nothing = paper.originals == 0 and paper.copies == 0
    if not paper.name.strip():
        return NO_NAME
    if sets_of(paper.name):
        return SETS
    if is_note(paper):
        return NOTE
    return _counted(paper, asks_nothing)


def _counted(paper: ComponentRecord, asks_nothing: bool) -> DefectKind | None:
    if paper.name.rstrip().endswith(":"):
        return HEADING if asks_nothing else HEADING_COUNTED
    if asks_nothing:
        return ZERO
    return UNKNOWN_COUNT if paper.originals is None or paper.copies is None else None
