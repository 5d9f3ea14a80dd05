"""Sample values of the component page: every state, the longest names, the empty and the unknown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.law.explained import Citation, Explained, Reason
from motcua.web.forms import DateField, FilterForm, Form
from motcua.web.paging import page_of
from motcua.web.tiles import Figure

LONG = "Cấp, cấp lại, điều chỉnh giấy chứng nhận của cơ sở có tên dài tám mươi ký tự liền"


class SampleForm(Form):
    """A field of every kind."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200, help_text=_("Ghi như trong quyết định thành lập"))
    number = forms.CharField(label=_("Mã thủ tục"), max_length=12, min_length=8)
    start = DateField(label=_("Ngày có hiệu lực"))
    count = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=9)
    tier = forms.ChoiceField(label=_("Cấp giải quyết"), choices=[("", "—"), ("t", _("Cấp tỉnh")), ("x", _("Cấp xã"))])
    way = forms.ChoiceField(
        label=_("Cách thức"), choices=[("d", _("Trực tiếp")), ("o", _("Trực tuyến"))], widget=forms.RadioSelect
    )
    parts = forms.MultipleChoiceField(
        label=_("Nội dung cần xem lại"),
        choices=[("time", _("Thời hạn")), ("fee", _("Phí, lệ phí"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label=_("Ghi chú"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    paper = forms.FileField(label=_("Quyết định kèm theo"))
    sure = forms.BooleanField(label=_("Đã đối chiếu với bản giấy"))


class SampleFilter(FilterForm):
    """A few filters."""

    q = forms.CharField(label=_("Tên hoặc mã"), max_length=100)
    tier = forms.ChoiceField(label=_("Cấp"), choices=[("", _("Tất cả")), ("t", _("Cấp tỉnh")), ("x", _("Cấp xã"))])


def sample_judgement() -> Explained[str]:
    """A judgement with a sure rule, a contested one and a warning."""
    sure = Citation("sample.sure", "Văn bản mẫu số 1", "Điều 1 khoản 2", confidence="A")
    contested = Citation(
        "sample.contested", "Văn bản mẫu số 2", "Điều 3", confidence="C", contested=True, layer="local"
    )
    return Explained(
        "16:30",
        (
            Reason("Đủ giấy tờ lúc {moment}.", {"moment": "10:40"}, (sure,)),
            Reason("Nhận trước giờ chốt thì trả trong ngày.", {}, (contested,)),
            Reason("Lịch làm việc của năm chưa được duyệt.", {}, (), warning=True),
        ),
    )


def sample_context(request: HttpRequest) -> dict[str, Any]:
    """What the component page shows; the form is bound to wrong answers so that every error is seen."""
    wrong = SampleForm({"name": "", "number": "1.00", "start": "32/13/2026", "count": "12", "tier": "k"}, {})
    return {
        "form": SampleForm(prefix="a"),
        "wrong": wrong,
        "filter_form": SampleFilter(request.GET or None, prefix="loc"),
        "why": sample_judgement(),
        "page": page_of(request, list(range(1, 400)), size=50),
        "moment": timezone.now(),
        "long": LONG,
        "figures": [
            Figure(17, _("hồ sơ chờ xử lý"), "#", _("3 việc đến hạn hôm nay")),
            Figure(1, _("hồ sơ quá hạn"), "#", "", "danger", _("quá hạn")),
            Figure(None, _("điểm của tháng này"), "#", _("chưa đến kỳ tính")),
        ],
    }
