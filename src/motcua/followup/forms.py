"""Forms of the room."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.catalog.typed import typed_codes
from motcua.followup.models import MappingState, MinistryLineKind, StepKind, TaskState
from motcua.followup.selectors import MISSING, OUTDATED
from motcua.followup.services.announcing import TypedLine
from motcua.organisation.forms_powers import NamedUnitField
from motcua.web.forms import DateField, FilterForm, Form

_CODE = re.compile(r"[0-9A-Za-z.\-Đđ]{3,40}")


class WorkFilterForm(FilterForm):
    """Filters of the open work."""

    q = forms.CharField(label=_("Số quyết định hoặc mã thủ tục"), max_length=200)
    unit = forms.ChoiceField(label=_("Cơ quan tham mưu"))
    ministry = forms.ChoiceField(label=_("Bộ, ngành"))
    step = forms.ChoiceField(label=_("Còn việc"), choices=[("", _("Tất cả")), *StepKind.choices])
    state = forms.ChoiceField(
        label=_("Tình trạng"), choices=[("", _("Chưa theo xong")), ("all", _("Tất cả")), *TaskState.choices[1:]]
    )
    late = forms.BooleanField(label=_("Chỉ việc quá hạn"))
    mine = forms.BooleanField(label=_("Chỉ việc của đơn vị mình"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], ministries: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [("", _("Tất cả")), ("-", _("Chưa rõ cơ quan")), *units]  # type: ignore[attr-defined]
        self.fields["ministry"].choices = [("", _("Tất cả")), *[(one, one) for one in ministries]]  # type: ignore[attr-defined]


class AnnouncementFilterForm(FilterForm):
    """Filters of ministries' decisions."""

    q = forms.CharField(label=_("Số quyết định hoặc mã thủ tục"), max_length=200)
    ministry = forms.ChoiceField(label=_("Bộ, ngành"))

    def __init__(self, *args: Any, ministries: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ministry"].choices = [("", _("Tất cả")), *[(one, one) for one in ministries]]  # type: ignore[attr-defined]


class AnnouncementForm(Form):
    """A ministry's decision typed by hand."""

    decision_no = forms.CharField(label=_("Số, ký hiệu quyết định"), max_length=200, help_text=_("Ví dụ 163/QĐ-BTP"))
    ministry = forms.CharField(label=_("Bộ, ngành ban hành"), max_length=300)
    signed_on = DateField(label=_("Ngày ký"))
    effective_on = DateField(label=_("Ngày văn bản quy định thủ tục có hiệu lực"), required=False)
    kind = forms.ChoiceField(label=_("Loại công bố"), choices=MinistryLineKind.choices, initial="amended")
    codes = forms.CharField(
        label=_("Thủ tục"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=200_000,
        help_text=_("Mỗi dòng một mã; thủ tục chưa có trong danh mục ghi thêm tên sau dấu chấm phẩy."),
    )
    unit = NamedUnitField(label=_("Cơ quan tham mưu"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=1000, required=False)

    def clean_codes(self) -> list[TypedLine]:
        """The lines; a line that holds no code is named in the error."""
        lines = []
        for number, text in enumerate(str(self.cleaned_data["codes"]).splitlines(), start=1):
            typed = typed_codes(text)
            if typed and not _CODE.fullmatch(typed[0][0]):
                raise forms.ValidationError(
                    _("Dòng %(number)s không bắt đầu bằng mã thủ tục."), params={"number": number}
                )
            kind = str(self.data.get("kind", ""))
            lines += [TypedLine(code, kind, name) for code, name in typed]
        return lines


class DaysForm(Form):
    """The days of a ministry's decision that an import cannot know."""

    signed_on = DateField(label=_("Ngày ký"), required=False)
    effective_on = DateField(label=_("Ngày văn bản quy định thủ tục có hiệu lực"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=1000, required=False)


class ReasonForm(Form):
    """Why something need not be done."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class GiveForm(Form):
    """Which unit a task or field goes to."""

    unit = forms.ChoiceField(label=_("Cơ quan tham mưu"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [("", "–"), *units]  # type: ignore[attr-defined]


class RemindForm(Form):
    """By which day the reminded unit answers."""

    reply_by = DateField(label=_("Trả lời trước ngày"), required=False)


class FieldFilterForm(FilterForm):
    """Filters of fields."""

    q = forms.CharField(label=_("Lĩnh vực"), max_length=200)
    state = forms.ChoiceField(
        label=_("Tình trạng"), choices=[("", _("Tất cả")), (MISSING, _("chưa có cơ quan")), *MappingState.choices]
    )


class ProcessFilterForm(FilterForm):
    """Filters of internal processes."""

    q = forms.CharField(label=_("Mã hoặc tên thủ tục"), max_length=200)
    state = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[
            ("", _("Cũ hơn thủ tục")),
            (MISSING, _("Đã công bố, chưa ghi nhận quy trình")),
            ("all", _("Mọi thủ tục đã ghi nhận")),
        ],
    )

    @property
    def asked(self) -> str:
        """The state asked for as the selector takes it."""
        chosen = str(self.chosen.get("state", ""))
        return "" if chosen == "all" else chosen or OUTDATED


class ProcessForm(Form):
    """The approval of internal processes."""

    decision_no = forms.CharField(label=_("Số quyết định phê duyệt quy trình"), max_length=200)
    approved_on = DateField(label=_("Ngày ký"))
    codes = forms.CharField(
        label=_("Mã thủ tục"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=200_000,
        help_text=_("Mỗi dòng một mã, hoặc cách nhau bằng dấu phẩy."),
    )

    def clean_codes(self) -> list[str]:
        """The codes, in order."""
        return [code for code in re.split(r"[\s,;]+", str(self.cleaned_data["codes"])) if code]
