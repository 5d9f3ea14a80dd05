"""Forms of the room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.catalog.selectors import fields_in_use
from motcua.proposals.engine_rules import FIELDS, Rule
from motcua.proposals.engine_values import CRITERIA
from motcua.web.forms import DateField, FilterForm, Form

SAID = {
    "no": _("không đáp ứng"),
    "yes": _("đáp ứng"),
    "na": _("không áp dụng"),
    "unknown": _("chưa rõ"),
}
_KEYS = [("", _("Tất cả")), *((key, key) for key in CRITERIA)]
_LISTS = {
    "find": _("Tìm cụm từ (mỗi dòng một cụm)"),
    "along": _("Cùng câu phải có một trong"),
    "unless": _("Bỏ qua câu có"),
    "near": _("Bỏ qua khi ngay cạnh có"),
    "heading": _("Bỏ qua khi tiêu đề, trường hợp có"),
    "doubt": _("Coi là chưa chắc khi câu có"),
}


class ProposalFilter(FilterForm):
    """Filters of the list of procedures with their proposals."""

    q = forms.CharField(label=_("Tên hoặc mã thủ tục"), max_length=300)
    against = forms.ChoiceField(label=_("Gợi ý không đáp ứng"), choices=_KEYS)
    unsure = forms.ChoiceField(label=_("Chưa rõ"), choices=_KEYS)
    field = forms.ModelChoiceField(fields_in_use(), label=_("Lĩnh vực"), empty_label=_("Tất cả"))
    papers = forms.BooleanField(label=_("Có giấy tờ thay được bằng dữ liệu"))


class PictureFilter(FilterForm):
    """Filters of the picture of effort against volume."""

    q = forms.CharField(label=_("Tên hoặc mã thủ tục"), max_length=300)
    field = forms.ModelChoiceField(fields_in_use(), label=_("Lĩnh vực"), empty_label=_("Tất cả"))


class VolumeFilter(FilterForm):
    """Filters of yearly volumes."""

    q = forms.CharField(label=_("Tên hoặc mã thủ tục"), max_length=300)
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)


class VolumeForm(Form):
    """One volume typed by a person."""

    code = forms.CharField(label=_("Mã thủ tục"), max_length=60)
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    count = forms.IntegerField(label=_("Số hồ sơ"), min_value=0, max_value=1_000_000_000)
    source = forms.CharField(label=_("Nguồn số liệu"), max_length=300)


class VolumeFileForm(Form):
    """A file of volumes."""

    file = forms.FileField(label=_("Tệp CSV hoặc XLSX"), help_text=_("Cột: Mã thủ tục, Năm, Số hồ sơ, Nguồn."))
    file_year = forms.IntegerField(
        label=_("Năm, nếu tệp không có cột năm"), min_value=2000, max_value=2100, required=False
    )
    file_source = forms.CharField(label=_("Nguồn, nếu tệp không có cột nguồn"), max_length=300, required=False)


class PublicationForm(Form):
    """The day on which a database's data were published."""

    published_on = DateField(label=_("Ngày công bố dữ liệu"))
    notice = forms.CharField(label=_("Văn bản công bố"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class EstimateForm(Form):
    """What building the service is reckoned to cost."""

    cost = forms.IntegerField(label=_("Chi phí xây dựng ước tính (đồng)"), min_value=0, max_value=10**15)
    ground = forms.CharField(label=_("Căn cứ ước tính"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReasonForm(Form):
    """Why a rule is turned off."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RuleForm(ReasonForm):
    """A rule as an officer writes it: lists one entry a line."""

    key = forms.CharField(label=_("Mã quy tắc"), max_length=60)
    criterion = forms.ChoiceField(label=_("Tiêu chí"), choices=[(key, key) for key in CRITERIA])
    answer = forms.ChoiceField(label=_("Gợi ý"), choices=list(SAID.items()))
    doubtful = forms.ChoiceField(label=_("Gợi ý khi chưa chắc"), choices=list(SAID.items()), initial="unknown")
    confidence = forms.FloatField(label=_("Độ tin cậy (trên 0 đến 1)"), min_value=0.01, max_value=1, initial=0.8)
    why = forms.CharField(label=_("Vì sao"), max_length=300)
    fields_ = forms.MultipleChoiceField(
        label=_("Tìm ở"), choices=[(name, name) for name in FIELDS], widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in _LISTS.items():
            area = forms.Textarea(attrs={"rows": 4})
            self.fields[name] = forms.CharField(label=label, widget=area, max_length=8000, required=name == "find")
        self.order_fields(["key", "criterion", "answer", "find", *_LISTS, "fields_", "doubtful", "confidence", "why"])

    def table(self, held: Rule | None) -> dict[str, Any]:
        """The rule as a table; what the form does not show stays as it was."""
        given = self.cleaned_data
        kept = {"basis": held.basis, "remedy": held.remedy, "channels": held.channels} if held else {}
        yields = {"yields": sorted(held.yields)} if held and held.yields else {}
        plain = {name: given[name] for name in ("key", "criterion", "answer", "doubtful", "confidence", "why")}
        lists = {name: [line.strip() for line in given[name].splitlines() if line.strip()] for name in _LISTS}
        return {**kept, **yields, **plain, "fields": given["fields_"], **lists}


def rule_initial(rule: Rule) -> dict[str, Any]:
    """What stands in the form of a rule."""
    plain = {name: getattr(rule, name) for name in ("key", "criterion", "answer", "doubtful", "confidence", "why")}
    lists = {name: "\n".join(getattr(rule, name)) for name in _LISTS}
    return {**plain, **lists, "fields_": sorted(rule.fields)}
