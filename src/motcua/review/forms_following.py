"""Forms of what is followed: steps of the calendar, plans of units, decisions by field, amendments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.review.content import Ended, Signed
from motcua.review.models import PursuitEnd, Remedy
from motcua.web.forms import DateField, FilterForm, Form

_ROWS = forms.Textarea(attrs={"rows": 3})
_NUMBER = _("Số, ký hiệu văn bản")


class PursuitFilter(FilterForm):
    """Filters of the provisions that are followed."""

    q = forms.CharField(label=_("Văn bản hoặc cơ quan"), max_length=200)
    state = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[("", _("Tất cả")), ("waiting", _("chưa xong")), ("late", _("quá hạn")), ("ended", _("đã xong"))],
    )
    remedy = forms.ChoiceField(label=_("Thẩm quyền"), choices=[("", _("Tất cả")), *Remedy.choices[1:]])


class StepForm(Form):
    """That a step of the calendar was done."""

    key = forms.ChoiceField(label=_("Bước"))
    done_on = DateField(label=_("Ngày hoàn thành"))
    number = forms.CharField(label=_NUMBER, max_length=100, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=1000, required=False)

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].choices = steps  # type: ignore[attr-defined]


class UnitPlanForm(Form):
    """The plan of a unit for its part of a second stage."""

    number = forms.CharField(label=_("Số, ký hiệu kế hoạch"), max_length=100, help_text=_("Ví dụ 45/KH-STP"))
    signed_on = DateField(label=_("Ngày ký"))


class FieldDecisionForm(Form):
    """The Chair's decision on one field."""

    field = forms.ChoiceField(label=_("Lĩnh vực"))
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=100, help_text=_("Ví dụ 1024/QĐ-UBND"))
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)

    def __init__(self, *args: Any, waiting: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["field"].choices = waiting  # type: ignore[attr-defined]

    def signed(self) -> Signed:
        """What was filled in."""
        data = self.cleaned_data
        return Signed(data["number"], data["signed_on"], data["signer"])


class FieldSubmitForm(Form):
    """The decision on one field goes for signature: which field, and who signs."""

    field = forms.ChoiceField(label=_("Lĩnh vực"))
    signature = forms.CharField(
        label=_("Thẩm quyền, chức vụ người ký"), max_length=300, widget=_ROWS, help_text=_("Mỗi dòng một vế.")
    )

    def __init__(self, *args: Any, waiting: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["field"].choices = waiting  # type: ignore[attr-defined]


class SentForm(Form):
    """The letter by which an amendment was asked for."""

    number = forms.CharField(label=_NUMBER, max_length=100)
    sent_on = DateField(label=_("Ngày gửi"))
    owner = forms.CharField(label=_("Cơ quan được kiến nghị hoặc soạn thảo"), max_length=300, required=False)


class AnswerForm(Form):
    """What the agency answered."""

    number = forms.CharField(label=_NUMBER, max_length=100)
    answered_on = DateField(label=_("Ngày trả lời"))
    answer = forms.CharField(label=_("Nội dung trả lời"), max_length=5_000, widget=_ROWS)


class EndForm(Form):
    """The document that amended the provision, or refused to."""

    outcome = forms.ChoiceField(label=_("Kết quả"), choices=PursuitEnd.choices, widget=forms.RadioSelect)
    number = forms.CharField(label=_NUMBER, max_length=100)
    ended_on = DateField(label=_("Ngày ban hành"))

    def ended(self) -> Ended:
        """What was filled in."""
        data = self.cleaned_data
        return Ended(data["outcome"], data["number"], data["ended_on"])


class PostponeForm(Form):
    """Another day for an amendment."""

    due_on = DateField(label=_("Hạn mới"))
    reason = forms.CharField(label=_("Lý do"), max_length=500)
