"""Forms of procedures on the spot."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.law.onthespot import NONE, named_on
from motcua.onthespot.models import Authority, SpotState
from motcua.onthespot.selectors import Chosen
from motcua.onthespot.services.entries import SpotContent
from motcua.organisation.forms_powers import NamedUnitField
from motcua.rulebook.selectors import book
from motcua.web.forms import DateField, FilterForm, Form


def classes() -> list[tuple[str, str]]:
    """The classes of today as choices."""
    return [*named_on("onthespot.classes", timezone.localdate(), book()).items(), (NONE, str(_("không xếp loại")))]


class EntryFilter(FilterForm):
    """Filters of the list."""

    q = forms.CharField(label=_("Mã hoặc tên thủ tục"), max_length=200)
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("Tất cả")), *SpotState.choices])
    spot = forms.ChoiceField(label=_("Loại"), choices=lambda: [("", _("Tất cả")), *classes()])
    unit = NamedUnitField(label=_("Cơ quan"), help_text="")

    @property
    def wanted(self) -> Chosen:
        """What the filters choose."""
        chosen = self.chosen
        unit = chosen.get("unit")
        return Chosen(chosen.get("q", ""), chosen.get("state", ""), chosen.get("spot", ""), unit.pk if unit else None)


class ContentForm(Form):
    """What is done on the spot, who approves, the process to publish."""

    acts = forms.MultipleChoiceField(
        label=_("Bước làm tại chỗ"),
        help_text=_("Bước không chọn là làm nơi khác."),
        choices=lambda: list(named_on("onthespot.acts", timezone.localdate(), book()).items()),
        widget=forms.CheckboxSelectMultiple,
    )
    authority = forms.ChoiceField(label=_("Thẩm quyền phê duyệt"), choices=Authority.choices)
    in_person = forms.BooleanField(label=_("Thủ trưởng đến phê duyệt hằng ngày"), required=False)
    digital = forms.BooleanField(label=_("Kết quả điện tử, ký số"), required=False)
    phase = forms.ChoiceField(
        label=_("Giai đoạn"),
        choices=lambda: [("", "–"), *named_on("onthespot.phases", timezone.localdate(), book()).items()],
        required=False,
    )
    process = forms.CharField(
        label=_("Quy trình tại chỗ để công khai"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi dòng một bước: ai làm, làm gì, trong bao lâu."),
    )

    @property
    def content(self) -> SpotContent:
        """What the form tells."""
        data = dict(self.cleaned_data)
        done = data["acts"]
        acts = {key: key in done for key in named_on("onthespot.acts", timezone.localdate(), book())}
        names = ("authority", "in_person", "digital", "phase", "process")
        return SpotContent(acts, **{name: data[name] for name in names})


class ProposeForm(ContentForm):
    """A procedure to propose."""

    code = forms.CharField(label=_("Mã thủ tục"), max_length=60)
    unit = NamedUnitField(label=_("Cơ quan"), help_text=_("Tên hoặc mã của sở, ban, ngành"))
    desk = NamedUnitField(
        label=_("Nơi làm tại chỗ"), help_text=_("Tên hoặc mã của Trung tâm Phục vụ hành chính công, Bộ phận Một cửa")
    )
    field_order = ("code", "unit", "desk")


class DayForm(Form):
    """A day."""

    day = DateField(label=_("Từ ngày"))


class ReasonForm(Form):
    """A reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000)


class TitleForm(Form):
    """The name of a list."""

    title = forms.CharField(label=_("Tên danh mục"), max_length=300)


class DecisionForm(Form):
    """The signed decision of a list."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100)
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)


class MonthForm(Form):
    """A day of the month that a report is about."""

    month = DateField(label=_("Một ngày của tháng báo cáo"))
