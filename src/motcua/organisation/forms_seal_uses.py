"""Forms of the log of uses of seals."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisation.seal_log import REVERSALS, STANDING, TAKEN_BACK, UseWanted
from motcua.organisation.services.seal_uses import MOST_COPIES, UseContent
from motcua.web.forms import DateField, FilterForm, Form


class SealUseFilter(FilterForm):
    """Filters of the log."""

    q = forms.CharField(label=_("Số, tên văn bản hoặc mã hồ sơ"), max_length=200)
    thu_tuc = forms.CharField(label=_("Mã thủ tục"), max_length=60)
    tu = DateField(label=_("Từ ngày"), help_text="")
    den = DateField(label=_("Đến ngày"), help_text="")
    state = forms.ChoiceField(
        label=_("Dòng"),
        choices=[
            ("", _("Tất cả")),
            (STANDING, _("còn giá trị")),
            (TAKEN_BACK, _("đã ghi đảo")),
            (REVERSALS, _("dòng ghi đảo")),
        ],
    )

    @property
    def wanted(self) -> UseWanted:
        """What is asked for; fields at fault do not narrow."""
        data = self.chosen
        return UseWanted(
            data.get("q", ""), data.get("thu_tuc", ""), data.get("state", ""), data.get("tu"), data.get("den")
        )


class UseForm(Form):
    """One document sealed."""

    document = forms.CharField(label=_("Tên, trích yếu văn bản"), max_length=500)
    document_no = forms.CharField(
        label=_("Số, ký hiệu văn bản"), max_length=100, required=False, help_text=_("Ví dụ 1024/QĐ-UBND")
    )
    used_at = forms.DateTimeField(
        label=_("Đóng dấu lúc"),
        input_formats=["%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs={"class": "govuk-input--width-10"}),
        help_text=_("Ví dụ 20/11/2026 15:30"),
    )
    copies = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=MOST_COPIES, initial=1)
    procedure = forms.CharField(label=_("Mã thủ tục hành chính"), max_length=60, required=False)
    dossier = forms.CharField(label=_("Mã hồ sơ"), max_length=100, required=False)

    @property
    def content(self) -> UseContent:
        """What the form tells."""
        return UseContent(**self.cleaned_data)


class ReverseForm(Form):
    """Why a use is taken back."""

    reason = forms.CharField(label=_("Lý do ghi đảo"), max_length=1000)
