"""The base of every form: errors that say what is wrong, where and how to mend it, in Vietnamese."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
Words = str | Promise
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:[., ]\d{3})+", re.ASCII)

_GENERAL: dict[str, Words] = {
    "invalid_choice": _("Lựa chọn này không có trong danh sách. Chọn lại một mục."),
    "invalid_list": _("Chọn từ danh sách, không gõ tay."),
    "max_length": ngettext_lazy(
        "Cần ngắn hơn: nhiều nhất %(limit_value)d ký tự, đang có %(show_value)d.",
        "Cần ngắn hơn: nhiều nhất %(limit_value)d ký tự, đang có %(show_value)d.",
        "limit_value",
    ),
    "min_length": ngettext_lazy(
        "Cần dài hơn: ít nhất %(limit_value)d ký tự, đang có %(show_value)d.",
        "Cần dài hơn: ít nhất %(limit_value)d ký tự, đang có %(show_value)d.",
        "limit_value",
    ),
    "max_value": _("Số lớn nhất nhận được là %(limit_value)s, đang có %(show_value)s."),
    "min_value": _("Số nhỏ nhất nhận được là %(limit_value)s, đang có %(show_value)s."),
    "null_characters_not_allowed": _("Có ký tự không đọc được. Xóa rồi gõ lại."),
    "missing": _("Chưa nhận được tệp. Chọn lại tệp rồi gửi."),
    "empty": _("Tệp không có nội dung. Chọn tệp khác."),
    "invalid_image": _("Tệp này không phải hình ảnh đọc được. Chọn tệp PNG hoặc JPEG."),
}

_INVALID: list[tuple[type[forms.Field], Words]] = [
    (forms.DateTimeField, _("Ghi ngày giờ như 20/11/2026 15:30.")),
    (forms.DateField, _("Ghi ngày như 20/11/2026.")),
    (forms.TimeField, _("Ghi giờ như 15:30.")),
    (forms.EmailField, _("Địa chỉ thư điện tử cần có dạng ten@noigui.vn.")),
    (forms.URLField, _("Địa chỉ trang cần có dạng https://noigui.vn/trang.")),
    (forms.DecimalField, _("Ghi bằng chữ số, ví dụ 12,5.")),  # an IntegerField too: it stands before
    (forms.IntegerField, _("Ghi bằng chữ số, ví dụ 12.")),
    (forms.FileField, _("Chưa nhận được tệp. Chọn lại tệp rồi gửi.")),
    (forms.Field, _("Nội dung này chưa đúng dạng. Xem lại ví dụ bên trên.")),
]


def ungrouped(text: str) -> str:
    """A number without the marks between its groups of three ("120.000.000" → "120000000"); other text as it is."""
    return re.sub(r"\D", "", text) if _GROUPED.fullmatch(text.strip()) else text


class AmountField(forms.IntegerField):
    """A whole number that may be large: typed plain or in groups of three ("120.000.000")."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"})

    def to_python(self, value: Any) -> int | None:
        """The number; None for an empty field. Raises `ValidationError`."""
        return super().to_python(ungrouped(value) if isinstance(value, str) else value)


class DateField(forms.DateField):
    """A day typed as `20/11/2026`; other usual ways of writing it are read too. A day that no month has is named."""

    widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "class": "govuk-input--width-10"})

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", DATE_FORMATS)
        options.setdefault("help_text", _("Ví dụ 20/11/2026"))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        """The day; None for an empty field. Raises `ValidationError`, which names a day that does not exist."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            if isinstance(value, str) and _DAY.fullmatch(value.strip()):
                said = gettext("Không có ngày %(text)s trong lịch. Xem lại ngày, tháng.") % {"text": value.strip()}
                raise forms.ValidationError(said, code="no-such-day") from None
            raise


def _defaults_of(field: forms.Field) -> dict[str, Any]:
    """The messages that the field's classes bring along; those given by hand differ from them."""
    found: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        found.update(getattr(kind, "default_error_messages", {}))
    return found


def _required_words(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.FileField):
        return str(_("Chưa chọn tệp cho mục “%(label)s”.")) % {"label": label}
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return str(_("Chưa chọn mục “%(label)s”.")) % {"label": label}
    if isinstance(field, forms.BooleanField):
        return str(_("Cần đánh dấu “%(label)s” để tiếp tục.")) % {"label": label}
    return str(_("Chưa ghi mục “%(label)s”.")) % {"label": label}


def mend_messages(field: forms.Field, label: str) -> None:
    """Give a field the house's messages; a message that was set by hand stays."""
    defaults = _defaults_of(field)
    invalid = next(words for kind, words in _INVALID if isinstance(field, kind))
    ours: dict[str, Any] = {**_GENERAL, "invalid": invalid, "required": _required_words(field, label)}
    for code, words in ours.items():
        if code not in field.error_messages or field.error_messages[code] == defaults.get(code):
            field.error_messages[code] = words


class Form(forms.Form):
    """The base of the house's forms; `ui.field` of `web/components.html` draws its fields.

    No field carries `maxlength`: a browser would cut a longer text that is pasted and say nothing; the form refuses it
    with its length and keeps it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            mend_messages(field, str(field.label or name))
            field.widget.attrs.pop("maxlength", None)


class FilterForm(Form):
    """A form of filters that stands in the address (GET); every field may stay empty and a wrong value is left out.

    Its fields have ids of their own (`filter_unit`), so that a form to fill in beside it may have the same names.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", "filter_%s")
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = False
            if isinstance(field, DateField) and field.help_text:  # above the field it would push the label out of line
                field.widget.attrs.setdefault("placeholder", field.help_text)
                field.help_text = ""

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set and well formed; none where nothing was sent."""
        if not self.is_valid() and not self.is_bound:
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False)}
