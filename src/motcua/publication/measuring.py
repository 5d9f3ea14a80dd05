"""The measures by name, as pages, machines and the terminal ask for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.law.announcement import Measure
from motcua.law.book import UnknownRuleError
from motcua.law.explained import Explained
from motcua.publication.clocks import ClockReader
from motcua.publication.measures import measure_announcing, measure_content, measure_uploading
from motcua.web.faults import UserError

Reading = Callable[[ClockReader, date, date], Explained[Measure]]
MEASURES: dict[str, tuple[str | Promise, Reading]] = {
    "cong-bo-dung-han": (gettext_lazy("Thủ tục công bố đúng hạn"), measure_announcing),
    "cong-khai-dung-han": (gettext_lazy("Thủ tục được cập nhật, công khai đúng hạn"), measure_uploading),
    "noi-dung-day-du": (
        gettext_lazy("Thủ tục được công khai đủ các bộ phận tạo thành"),
        lambda reader, _first, _last: measure_content(reader),
    ),
}


def read_measure(key: str, reader: ClockReader, first: date, last: date) -> Explained[Measure]:
    """One measure over a period, both ends included.

    Raises `UserError` for a period that ends before it begins or before the index was issued.
    """
    if last < first:
        raise UserError("period", _("Ngày cuối kỳ không thể trước ngày đầu kỳ."), field="den")
    try:
        return MEASURES[key][1](reader, first, last)
    except UnknownRuleError as error:
        raise UserError(
            "no-index",
            _("Chưa có quy định để tính vào ngày {day}.").format(day=f"{error.on:%d/%m/%Y}"),
            field="den",
            hint=_("Bộ chỉ số ban hành năm 2022; chọn kỳ muộn hơn."),
        ) from error
