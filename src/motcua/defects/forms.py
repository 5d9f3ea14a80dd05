"""Forms of the reports and letters about defects."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.catalog.models import Severity
from motcua.catalog.quality.registry import KINDS
from motcua.defects.models import DefectKind, LetterState, Level, ReportState
from motcua.defects.parts import parts_on
from motcua.defects.services.letters import Addressee, Sent
from motcua.defects.services.reporting import ReportContent
from motcua.defects.services.submitting import Wording
from motcua.organisation.models import Unit
from motcua.organisation.models.vocabulary import KindGroup
from motcua.organisation.selectors import periods_on, today_names
from motcua.web.forms import DateField, FilterForm, Form

ALL = ("", _("Tất cả"))


def _part_choices() -> list[tuple[str, str]]:
    return list(parts_on(timezone.localdate()).items())


class ReportForm(Form):
    """One defect of one procedure."""

    kind = forms.ChoiceField(label=_("Nội dung đang công khai"), choices=DefectKind.choices, widget=forms.RadioSelect)
    part = forms.ChoiceField(label=_("Bộ phận của thủ tục"))
    quote = forms.CharField(
        label=_("Nội dung đang công khai ghi"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Chép nguyên văn chỗ sai; để trống nếu nội dung bị thiếu."),
    )
    proposal = forms.CharField(
        label=_("Cần sửa thành"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ghi nội dung đúng và căn cứ, nếu biết."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["part"] = forms.ChoiceField(label=_("Bộ phận của thủ tục"), choices=_part_choices())

    @property
    def content(self) -> ReportContent:
        """What the form tells."""
        data = self.cleaned_data
        return ReportContent(DefectKind(data["kind"]), data["part"], data["proposal"], data["quote"])


class ReportFilter(FilterForm):
    """Filters of the reports."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=[ALL, ("live", _("chưa kết thúc")), *ReportState.choices])
    kind = forms.ChoiceField(label=_("Loại"), choices=[ALL, *DefectKind.choices])
    code = forms.CharField(label=_("Mã thủ tục"), max_length=40)


class LetterFilter(FilterForm):
    """Filters of the letters."""

    text = forms.CharField(label=_("Số hoặc nơi nhận"), max_length=100)
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[ALL, *LetterState.choices])
    level = forms.ChoiceField(label=_("Gửi"), choices=[ALL, *Level.choices])
    overdue = forms.BooleanField(label=_("Quá hạn chưa trả lời"))


class FindingFilter(FilterForm):
    """Filters of the findings that may be taken in."""

    kind = forms.ChoiceField(label=_("Loại phát hiện"))
    severity = forms.ChoiceField(label=_("Mức độ"), choices=[ALL, *Severity.choices])
    code = forms.CharField(label=_("Mã thủ tục"), max_length=40)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [ALL, *((key, kind.title) for key, kind in KINDS.items())]
        self.fields["kind"] = forms.ChoiceField(label=_("Loại phát hiện"), choices=kinds, required=False)


class TakeForm(Form):
    """In what the chosen findings fall short."""

    kind = forms.ChoiceField(label=_("Nội dung công khai"), choices=DefectKind.choices, initial=DefectKind.INACCURATE)


def _departments() -> list[tuple[str, str]]:
    """The authorities of the province today, by public id."""
    rows = periods_on(timezone.localdate(), group=KindGroup.AUTHORITY, tier="province")
    return [("", "–"), *((row.unit.public_id, row.name) for row in rows)]


def _unit(public_id: str) -> Unit | None:
    return Unit.objects.filter(public_id=public_id).first() if public_id else None


class AddresseeForm(Form):
    """To whom a letter goes."""

    to_unit = forms.ChoiceField(label=_("Cơ quan nhận trong tỉnh"), required=False)
    to_name = forms.CharField(
        label=_("Hoặc bộ, ngành nhận"), max_length=300, required=False, help_text=_("Ví dụ: Bộ Tư pháp.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["to_unit"]).choices = _departments()

    def clean_to_unit(self) -> Unit | None:
        """The unit chosen."""
        return _unit(self.cleaned_data["to_unit"])

    @property
    def addressee(self) -> Addressee:
        """To whom the form addresses."""
        return Addressee(self.cleaned_data["to_unit"], self.cleaned_data["to_name"])


class LetterForm(AddresseeForm):
    """A new letter: from a unit for which the actor writes, to whom."""

    from_unit = forms.ChoiceField(label=_("Đơn vị gửi"))
    field_order = ("from_unit", "to_unit", "to_name")

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        own = Unit.objects.filter(pk__in=actor.units_for("defects.letter"))
        names = today_names(own.values_list("pk", flat=True))
        choices = sorted((unit.public_id, names.get(unit.pk, unit.public_id)) for unit in own)
        cast(forms.ChoiceField, self.fields["from_unit"]).choices = choices or _departments()

    def clean_from_unit(self) -> Unit | None:
        """The unit that writes."""
        return _unit(self.cleaned_data["from_unit"])


class WordingForm(Form):
    """What the letter says beside its table."""

    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60)
    place = forms.CharField(label=_("Địa danh"), max_length=100)
    signature = forms.CharField(
        label=_("Quyền hạn, chức vụ của người ký"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một ý, ví dụ “KT. GIÁM ĐỐC” rồi “PHÓ GIÁM ĐỐC”."),
    )

    @property
    def wording(self) -> Wording:
        """What the form tells."""
        lines = tuple(line.strip() for line in self.cleaned_data["signature"].splitlines() if line.strip())
        return Wording(self.cleaned_data["symbol"], self.cleaned_data["place"], lines)


class SentForm(Form):
    """The letter as it went out."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=100)
    on = DateField(label=_("Ngày gửi"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)

    @property
    def sent(self) -> Sent:
        """What the form tells."""
        return Sent(self.cleaned_data["number"], self.cleaned_data["on"], self.cleaned_data["signer"])


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000)


class AnswerForm(Form):
    """The answer to the chosen lines of a letter."""

    result = forms.ChoiceField(
        label=_("Trả lời cho các dòng đã đánh dấu"),
        choices=[("accepted", _("tiếp thu")), ("refused", _("không tiếp thu"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Nội dung trả lời, lý do"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bắt buộc khi không tiếp thu."),
    )
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=100, required=False)
    on = DateField(label=_("Ngày trả lời"))
