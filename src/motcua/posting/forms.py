"""Forms of the room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisation.models import Tier
from motcua.posting.selectors import STATES
from motcua.posting.todo import ACT_WORDS
from motcua.web.forms import DateField, FilterForm, Form


class TodoFilter(FilterForm):
    """Filters of a desk's list of changes."""

    q = forms.CharField(label=_("Tên hoặc mã thủ tục"), max_length=300)
    act = forms.ChoiceField(label=_("Việc"), choices=[("", _("Tất cả")), *ACT_WORDS.items()])
    field = forms.ChoiceField(label=_("Lĩnh vực"))
    ngay = DateField(label=_("Vào ngày"))

    def __init__(self, *args: Any, fields: Iterable[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(name, name) for name in sorted(set(fields)) if name]
        self.fields["field"].choices = [("", _("Tất cả")), *names]  # type: ignore[attr-defined]  # a choice field


class BoardFilter(FilterForm):
    """Filters of what hung on a day."""

    ngay = DateField(label=_("Vào ngày"))
    q = forms.CharField(label=_("Tên hoặc mã thủ tục"), max_length=300)


class OverviewFilter(FilterForm):
    """Filters of the list of all desks."""

    q = forms.CharField(label=_("Tên nơi tiếp nhận"), max_length=200)
    tier = forms.ModelChoiceField(Tier.objects.none(), label=_("Cấp"), to_field_name="key", empty_label=_("Tất cả"))
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("Tất cả")), *STATES.items()])
    ngay = DateField(label=_("Vào ngày"))

    def __init__(self, *args: Any, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Tier]", self.fields["tier"]).queryset = Tier.objects.on(day)


class InTimeFilter(FilterForm):
    """The period of which one asks what was put up in time."""

    tu = DateField(label=_("Từ ngày"))
    den = DateField(label=_("Đến hết ngày"))


class ConfirmForm(Form):
    """What a confirmation says beside the changes themselves."""

    day = DateField(label=_("Ngày đã treo, gỡ"))
    photo = forms.FileField(
        label=_("Ảnh chụp bảng niêm yết"),
        help_text=_("Tệp JPEG hoặc PNG. Tránh chụp rõ mặt người dân."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
        required=False,
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, photo_required: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["photo"].required = photo_required


class ListFilter(FilterForm):
    """The search in a list on a unit's own website."""

    q = forms.CharField(label=_("Tên hoặc mã thủ tục"), max_length=300)
