"""Forms of impact files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from motcua.review.models import Campaign, ImpactAct, ImpactState
from motcua.review.services.impact import Carried
from motcua.web.faults import UserError
from motcua.web.forms import DateField, FilterForm, Form

_ROWS = forms.Textarea(attrs={"rows": 4})


class ImpactFilter(FilterForm):
    """Filters of the list."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("Tất cả")), *ImpactState.choices])


class ImpactForm(Form):
    """A new file."""

    title = forms.CharField(label=_("Tên dự thảo văn bản"), max_length=500)
    changes = forms.CharField(label=_("Văn bản được sửa đổi"), max_length=300, required=False)
    drafter = forms.CharField(
        label=_("Cơ quan soạn thảo"), max_length=300, help_text=_("Ghi mã hoặc tên đầy đủ của đơn vị.")
    )
    appraiser = forms.CharField(
        label=_("Cơ quan thẩm định"), max_length=300, help_text=_("Ghi mã hoặc tên đầy đủ của đơn vị.")
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.exclude(state="draft"),
        label=_("Theo kết quả đợt rà soát"),
        to_field_name="public_id",
        required=False,
        empty_label=_("Không theo đợt nào"),
    )


class CarriedForm(Form):
    """Procedures of a draft, a line each."""

    act = forms.ChoiceField(label=_("Dự thảo"), choices=ImpactAct.choices, widget=forms.RadioSelect)
    procedures = forms.CharField(
        label=_("Thủ tục hành chính"),
        max_length=50_000,
        widget=_ROWS,
        help_text=_("Mỗi dòng một thủ tục: mã trong danh mục, hoặc tên nếu chưa có mã."),
    )

    def carried(self) -> list[Carried]:
        """What was filled in. Raises `UserError` where no line holds anything."""
        rows = [" ".join(row.split()) for row in self.cleaned_data["procedures"].splitlines() if row.strip()]
        if not rows:
            raise UserError("no-rows", _now("Ghi ít nhất một thủ tục."), field="procedures")
        return [carried(self.cleaned_data["act"], row) for row in rows]


def carried(act: str, text: str) -> Carried:
    """A code of the catalogue (digits and dots) or a name."""
    is_code = text.replace(".", "").isdigit()
    return Carried(act, code=text) if is_code else Carried(act, name=text)


class HandedForm(Form):
    """A product of a step."""

    step = forms.ChoiceField(label=_("Bước"))
    subject = forms.ChoiceField(label=_("Thủ tục"), required=False)
    on_date = DateField(label=_("Ngày"))
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=100, required=False)
    summary = forms.CharField(label=_("Nội dung chính"), max_length=4000, required=False, widget=_ROWS)
    file = forms.FileField(label=_("Tệp"), required=False)
    paper = forms.CharField(
        label=_("Hoặc mã văn bản đã có trong hệ thống"),
        max_length=300,
        required=False,
        help_text=_("Dán địa chỉ trang văn bản hoặc mã ở cuối địa chỉ."),
    )

    def __init__(
        self, *args: Any, steps: Sequence[tuple[str, str]], subjects: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["step"].choices = list(steps)  # type: ignore[attr-defined]  # a choice field
        self.fields["subject"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("Chung cho cả dự thảo")),
            *subjects,
        ]


class WithdrawForm(Form):
    """Why a product is withdrawn."""

    reason = forms.CharField(label=_("Lý do rút"), max_length=1000)


class EndForm(Form):
    """How a draft ended."""

    on_date = DateField(label=_("Ngày ban hành hoặc thôi soạn thảo"))
    number = forms.CharField(
        label=_("Số, ký hiệu văn bản ban hành"),
        max_length=100,
        required=False,
        help_text=_("Để trống nếu thôi soạn thảo."),
    )
    reason = forms.CharField(label=_("Lý do thôi soạn thảo"), max_length=2000, required=False, widget=_ROWS)
