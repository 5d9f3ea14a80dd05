"""Words that the pages of the assessment share."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

POWERS: dict[str | None, str | Promise] = {
    None: _("chưa rõ ai gỡ được"),
    "technical": _("giải pháp kỹ thuật"),
    "own_document": _("tỉnh tự sửa văn bản"),
    "ministry": _("kiến nghị bộ, ngành"),
}
