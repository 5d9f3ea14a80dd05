"""Forms of the rulebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.law.rules import RuleKey
from motcua.rulebook.lawbook import Law
from motcua.rulebook.models import DayKind, LocalRule
from motcua.rulebook.models.rules import Confidence
from motcua.rulebook.values import FALSE, TRUE, parse_value, value_text
from motcua.web.forms import DateField, FilterForm, Form

ALL = ("", _("Tất cả"))
SHORT = {"class": "govuk-input--width-10"}


class RulesFilter(FilterForm):
    """Filters of the rules of a day."""

    ngay = DateField(label=_("Ngày áp dụng"))
    q = forms.CharField(label=_("Từ trong quy định, văn bản"), max_length=200)
    nhom = forms.ChoiceField(label=_("Nhóm"))
    chi = forms.ChoiceField(
        label=_("Cần xem lại"),
        choices=[
            ALL,
            ("unverified", _("Chưa đối chiếu")),
            ("contested", _("Còn hiểu khác nhau")),
            ("local", _("Của tỉnh")),
        ],
    )
    van_ban = forms.CharField(label=_("Số văn bản"), max_length=100)

    def __init__(self, *args: Any, subjects: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["nhom"].choices = [ALL, *((name, name) for name in subjects)]  # type: ignore[attr-defined]


class DueForm(Form):
    """The question of a due date."""

    ngay = DateField(label=_("Ngày tiếp nhận"))
    gio = forms.TimeField(
        label=_("Giờ tiếp nhận"),
        help_text=_("Ví dụ 14:00"),
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%Hg%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", **SHORT}),
    )
    thoi_han = forms.CharField(
        label=_("Thời hạn giải quyết"),
        help_text=_("Ghi như trong thủ tục: 07 ngày làm việc; 15 ngày; ½ ngày; 02 tháng"),
        max_length=300,
    )


class RuleForm(Form):
    """A row of the province; the value's field fits the unit of the key."""

    scope = forms.CharField(
        label=_("Phạm vi"), required=False, max_length=100, help_text=_("Để trống nếu áp dụng chung.")
    )
    value = forms.CharField(label=_("Giá trị"), max_length=20_000)
    instrument = forms.CharField(label=_("Số ký hiệu văn bản"), max_length=100)
    instrument_title = forms.CharField(
        label=_("Trích yếu văn bản"),
        required=False,
        max_length=500,
        help_text=_("Cần khi văn bản chưa có trong danh mục."),
    )
    instrument_issued = DateField(label=_("Ngày ban hành"), required=False)
    article = forms.CharField(label=_("Điều khoản"), required=False, max_length=200)
    effective_from = DateField(label=_("Áp dụng từ ngày"))
    effective_to = DateField(label=_("Áp dụng đến hết ngày"), required=False)
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=Confidence.choices, initial="A")
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, key: RuleKey, **options: Any) -> None:
        super().__init__(*args, **options)
        self.key = key
        if key.unit == "policy":
            self._choices(list(key.options))
        elif key.unit == "flag":
            self._choices([(TRUE, str(_("Có"))), (FALSE, str(_("Không")))])
        elif key.unit in {"list", "intervals", "holidays", "form_set", "weekdays"}:
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 6})
            self.fields["value"].help_text = _("Mỗi dòng một mục.")

    def _choices(self, choices: list[tuple[str, str]]) -> None:
        given = self.fields["value"]
        field = forms.ChoiceField(label=given.label, choices=choices, widget=forms.RadioSelect)
        field.error_messages["required"] = given.error_messages["required"]
        self.fields["value"] = field

    def clean_value(self) -> Any:
        """The value as plain data."""
        try:
            return parse_value(self.key, self.cleaned_data["value"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    @classmethod
    def of(cls, row: LocalRule, key: RuleKey) -> RuleForm:
        """The form filled with a proposal."""
        names = [name for name in cls.base_fields if not name.startswith("instrument_") and name != "value"]
        initial = {name: getattr(row, name) for name in names}
        return cls(initial={**initial, "value": value_text(key, row.value)}, key=key)


class KeyForm(Form):
    """Which rule the province sets: those open to it, by subject."""

    khoa = forms.ChoiceField(label=_("Quy định"))

    def __init__(self, *args: Any, law: Law, **options: Any) -> None:
        super().__init__(*args, **options)
        keys = sorted((key for key in law.book.keys.values() if key.local), key=lambda key: (key.subject, key.label))
        self.fields["khoa"].choices = [  # type: ignore[attr-defined]
            ("", _("Chọn quy định")),
            *((key.key, f"{key.subject}: {key.label}") for key in keys),
        ]


class CloseForm(Form):
    """The end of an approved row."""

    last_day = DateField(label=_("Áp dụng đến hết ngày"))
    note = forms.CharField(label=_("Văn bản chấm dứt"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class DayForm(Form):
    """A day of a calendar."""

    day = DateField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=DayKind.choices)
    name = forms.CharField(label=_("Tên ngày"), max_length=200)
    source = forms.CharField(label=_("Căn cứ"), max_length=500)
    instead_of = DateField(
        label=_("Đổi với ngày"), required=False, help_text=_("Chỉ ghi với ngày nghỉ hoán đổi, làm bù.")
    )
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=Confidence.choices, initial="A")
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ApproveYearForm(Form):
    """The approval of a calendar."""

    decision = forms.CharField(
        label=_("Văn bản về lịch nghỉ của năm"),
        max_length=500,
        help_text=_("Ví dụ Thông báo số … của Bộ Nội vụ về việc nghỉ Tết Âm lịch và Quốc khánh."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class HoursForm(Form):
    """A unit's own hours: for each weekday its intervals; an empty day is closed."""

    don_vi = forms.CharField(label=_("Mã đơn vị"), max_length=60)
    gio_1 = forms.CharField(
        label=_("Thứ Hai"), required=False, max_length=100, help_text=_("Ví dụ 07:30-11:30, 13:30-17:30")
    )
    gio_2 = forms.CharField(label=_("Thứ Ba"), required=False, max_length=100)
    gio_3 = forms.CharField(label=_("Thứ Tư"), required=False, max_length=100)
    gio_4 = forms.CharField(label=_("Thứ Năm"), required=False, max_length=100)
    gio_5 = forms.CharField(label=_("Thứ Sáu"), required=False, max_length=100)
    gio_6 = forms.CharField(label=_("Thứ Bảy"), required=False, max_length=100)
    gio_7 = forms.CharField(label=_("Chủ nhật"), required=False, max_length=100)
    instrument = forms.CharField(label=_("Văn bản quy định giờ làm việc"), max_length=300)
    effective_from = DateField(label=_("Áp dụng từ ngày"))

    @property
    def week(self) -> dict[str, list[str]]:
        """Weekday "1" to "7" → intervals as typed; days without any are left out."""
        typed = {str(day): self.cleaned_data[f"gio_{day}"] for day in range(1, 8)}
        parts = {day: [part.strip() for part in text.split(",") if part.strip()] for day, text in typed.items()}
        return {day: found for day, found in parts.items() if found}


class OpenYearForm(Form):
    """The year for which a calendar is opened."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
