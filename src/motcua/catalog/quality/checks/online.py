"""Online service: the table of channels and the portal's button disagree."""

from __future__ import annotations

from motcua.catalog.quality.kind import DefectKind, Hit, Hits, Subject
from motcua.law.words import N_

BUTTON_NO_ROW = DefectKind(
    "online_button_without_row",
    "warning",
    "online",
    N_("Cổng có nút nộp hồ sơ nhưng bảng không có hình thức trực tuyến"),
    N_("Người dân nộp trực tuyến được nhưng không biết thời hạn và phí của hình thức này."),
    N_("Bổ sung dòng trực tuyến, hoặc xác nhận không nhận trực tuyến."),
)
ROW_NO_BUTTON = DefectKind(
    "online_row_without_button",
    "notice",
    "online",
    N_("Bảng có hình thức trực tuyến nhưng Cổng không có nút nộp hồ sơ"),
    N_("Dịch vụ có thể chưa mở hoặc thực hiện ở hệ thống khác."),
    N_("Xác nhận nơi nộp trực tuyến."),
)
KINDS = (BUTTON_NO_ROW, ROW_NO_BUTTON)


def check(subject: Subject) -> Hits:
    """Compare the button with the rows; silent where the source does not show the button."""
    record = subject.clean
    if record.online_submit is None or not record.channels:
        return
    has_row = any(row.channel == "online" for row in record.channels)
    if record.online_submit and not has_row:
        yield Hit(BUTTON_NO_ROW, "channels", "")
    elif not record.online_submit and has_row:
        yield Hit(ROW_NO_BUTTON, "online_submit", "")
