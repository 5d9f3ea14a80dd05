"""What the office looks at in a drawn line; the points are a local choice, shown as such."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

POINTS: dict[str, str | Promise] = {
    "complete": _("Đủ các bộ phận của thủ tục và thành phần hồ sơ"),
    "evidence": _("Trả lời đúng với nội dung đã công bố"),
    "ground": _("Lý do nêu đúng điều, khoản"),
    "remedy": _("Giải pháp thực hiện được, có cơ quan chịu trách nhiệm"),
    "roadmap": _("Mức độ, năm thực hiện hợp lý"),
}
SHARE, LEAST = 10, 5  # per cent of a unit's lines, and at least so many; the office may draw more
