"""Forms of consultations and obstacles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisation.forms_powers import NamedUnitField
from motcua.review.models import Campaign, CampaignState, ConsultationState, ObstacleState, OpinionSaid, Taken
from motcua.web.forms import DateField, FilterForm, Form

_TEXT = 4000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _CampaignForm(Form):
    """A form that names a running campaign and a unit by public id."""

    campaign = forms.ModelChoiceField(
        Campaign.objects.filter(state__in=("open", "checking")),
        label=_("Đợt rà soát"),
        to_field_name="public_id",
        empty_label=_("Chọn đợt đang rà soát"),
    )
    unit = forms.ChoiceField(label=_("Đơn vị"))

    def __init__(self, *args: Any, units: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]  # a choice field


class ConsultationForm(_CampaignForm):
    """A round of asking."""

    title = forms.CharField(label=_("Nội dung lấy ý kiến"), max_length=500)
    codes = forms.CharField(
        label=_("Mã thủ tục, cách nhau bằng dấu cách hoặc xuống dòng"), max_length=20_000, widget=_area(4)
    )
    asked = forms.CharField(
        label=_("Nơi được hỏi, mỗi dòng một nơi"), max_length=20_000, required=False, widget=_area(4),
        help_text=_("Ghi mã hoặc tên đơn vị của tỉnh; cơ quan khác ghi tên đầy đủ."),
    )  # fmt: skip
    communes = forms.BooleanField(label=_("Hỏi tất cả Ủy ban nhân dân xã, phường"), required=False)
    field_order = ["campaign", "unit", "title", "codes", "asked", "communes"]


class LetterForm(Form):
    """What the letter needs before it is submitted for signature."""

    symbol = forms.CharField(label=_("Ký hiệu văn bản"), max_length=60, help_text=_("Ví dụ STP-VP"))
    signer = forms.CharField(label=_("Chức vụ người ký"), max_length=200, help_text=_("Ví dụ Giám đốc"))


class SentForm(Form):
    """A letter that went out by hand."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=100)
    sent_on = DateField(label=_("Ngày gửi"))


class OpinionForm(Form):
    """What one addressee says: on one procedure, or on all."""

    addressee = forms.ChoiceField(label=_("Nơi có ý kiến"))
    line = forms.ChoiceField(label=_("Về thủ tục"), required=False)
    said = forms.ChoiceField(label=_("Ý kiến"), choices=OpinionSaid.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Nội dung ý kiến khác"), max_length=_TEXT, required=False, widget=_area(3))
    on = DateField(label=_("Ngày có ý kiến"))
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=100, required=False)

    def __init__(self, *args: Any, addressees: Any, lines: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["addressee"].choices = addressees  # type: ignore[attr-defined]  # a choice field
        self.fields["line"].choices = [("", _("Chung cho tất cả")), *lines]  # type: ignore[attr-defined]


class ReplyForm(Form):
    """What becomes of an opinion."""

    taken = forms.ChoiceField(label=_("Giải trình"), choices=Taken.choices[1:], widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Lý do, nội dung tiếp thu"), max_length=_TEXT, required=False, widget=_area(3))


class ConsultationFilter(FilterForm):
    """Filters of the list of consultations."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("Tất cả")), *ConsultationState.choices])


class ObstacleFilter(FilterForm):
    """Filters of the register."""

    state = forms.ChoiceField(
        label=_("Tình trạng"), choices=[("", _("Tất cả")), ("live", _("Chưa xong")), *ObstacleState.choices]
    )


class ObstacleForm(_CampaignForm):
    """An obstacle as a unit reports it; of any campaign that was opened: what stands in the way outlives it."""

    campaign = forms.ModelChoiceField(
        Campaign.objects.exclude(state=CampaignState.DRAFT).order_by("-opens_on", "-pk"),
        label=_("Đợt rà soát"),
        to_field_name="public_id",
        empty_label=_("Chọn đợt rà soát"),
    )

    title = forms.CharField(label=_("Vướng mắc, một câu"), max_length=500)
    text = forms.CharField(label=_("Nội dung cụ thể"), max_length=_TEXT, required=False, widget=_area(4))
    wish = forms.CharField(label=_("Đề xuất của đơn vị"), max_length=_TEXT, required=False, widget=_area(3))
    code = forms.CharField(label=_("Mã thủ tục"), max_length=40, required=False)


class JudgeForm(Form):
    """The opinion of the office."""

    opinion = forms.CharField(label=_("Ý kiến của Văn phòng"), max_length=_TEXT, widget=_area(4))


class DirectForm(Form):
    """What the leader directs."""

    direction = forms.CharField(label=_("Ý kiến chỉ đạo"), max_length=_TEXT, widget=_area(4))
    director = forms.CharField(label=_("Người chỉ đạo"), max_length=200)
    directed_on = DateField(label=_("Ngày chỉ đạo"))
    instrument = forms.CharField(label=_("Văn bản chỉ đạo"), max_length=200, required=False)
    acting = NamedUnitField(
        label=_("Đơn vị thực hiện"),
        required=False,
        help_text=_("Ghi mã hoặc tên đơn vị; để trống là đơn vị đã báo."),
    )
    due_on = DateField(label=_("Thời hạn thực hiện"), required=False)


class OutcomeForm(Form):
    """How it ended."""

    outcome = forms.CharField(label=_("Kết quả"), max_length=_TEXT, widget=_area(3))
