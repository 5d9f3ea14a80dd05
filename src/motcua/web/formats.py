"""Dates, times, numbers, money and shares as people in Viet Nam write them, and as the English pages do."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

Number = int | float | Decimal
_WRITTEN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)", re.ASCII)
_MARKS = str.maketrans(",.", ".,")


def iso_text(text: str) -> str:
    """A text that begins with a day as people here write it, `20/11/2026 14:00`, as ISO has it; another as it is."""
    found = _WRITTEN.match(text.strip())
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}{text.strip()[found.end() :]}" if found else text.strip()


def vn_date(value: date | datetime | str | None) -> str:
    """`20/11/2026`; "Chưa rõ" for None. A string is read as an ISO date; raises `ValueError` for another."""
    if value is None or value == "":
        return _("Chưa rõ")
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def vn_moment(value: datetime | str | None) -> str:
    """`15:30 20/11/2026` in Vietnamese time; "Chưa rõ" for None. A string is read as an ISO moment."""
    if value is None or value == "":
        return _("Chưa rõ")
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour:02d}:{value.minute:02d} {vn_date(value.date())}"


def vn_weekday(value: date | datetime) -> str:
    """`Thứ Sáu 20/11/2026`, as in the header of a page."""
    names = [_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")]
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{names[value.weekday()]} {vn_date(value)}"


def vn_official(value: datetime) -> str:
    """`15 giờ 30 phút, ngày 20 tháng 11 năm 2026`, as official papers write a moment."""
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return _("%(hour)s giờ %(minute)s phút, ngày %(day)s tháng %(month)s năm %(year)s") % {
        "hour": f"{value.hour:02d}",
        "minute": f"{value.minute:02d}",
        "day": f"{value.day:02d}",
        "month": f"{value.month:02d}",
        "year": value.year,
    }


def vn_number(value: Number | None, places: int | None = None) -> str:
    """`1.234.567` or, with decimal places, `1.234,50`; "Chưa rõ" for None, which is never shown as zero."""
    if value is None:
        return _("Chưa rõ")
    if places is None:
        places = 0 if isinstance(value, int) else max(0, -int(Decimal(str(value)).as_tuple().exponent))
    exact = Decimal(str(value))
    room = Context(prec=max(28, exact.adjusted() + places + 2))  # a sum typed with forty digits is shown as it is
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, room)
    plain = f"{rounded:,.{places}f}"
    return plain if translation.get_language() == "en" else plain.translate(_MARKS)


def vn_money(value: int | None) -> str:
    """`1.234.567 đồng`; "Chưa rõ" for None."""
    return _("Chưa rõ") if value is None else _("%(amount)s đồng") % {"amount": vn_number(value)}


def vn_share(part: int | None, whole: int | None) -> str:
    """`12,5% (125/1.000)`; with nothing to share out it says so instead of showing 0%."""
    if part is None or whole is None:
        return _("Chưa rõ")
    if whole == 0:
        return _("Chưa có số liệu (0/0)")
    share = vn_number(Decimal(part * 100) / Decimal(whole), 1)
    return f"{share}% ({vn_number(part)}/{vn_number(whole)})"
