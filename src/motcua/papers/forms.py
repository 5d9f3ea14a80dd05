"""Forms of documents and registers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.organisation.forms_powers import NamedUnitField
from motcua.organisation.models import Unit
from motcua.papers import templating
from motcua.papers.asking import recipients_from
from motcua.papers.models import PaperState, Register, RegisterKind, RegisterSource
from motcua.papers.template_files import Field, Template
from motcua.web.forms import DateField, FilterForm, Form, mend_messages

_SIGNED = frozenset({"number", "on"})
_LAST = ("signature_lines", "signer_name", "recipients")
TYPED = frozenset({"text", "lines", "date", "int", "flag"})  # what a person can type on a page


def template_choices(on: date) -> list[tuple[str, str]]:
    """(key, name) of the templates of a day."""
    return sorted(((one.key, one.name) for one in templating.templates(on)), key=lambda one: one[1])


def can_be_typed(template: Template) -> bool:
    """Whether all that a template must be told can be typed on a page."""
    return all(field.kind in TYPED for field in template.fields if field.required)


class PaperFilter(FilterForm):
    """Filters of the list of documents."""

    q = forms.CharField(label=_("Trích yếu, số ký hiệu"), max_length=200)
    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("Tất cả")), *PaperState.choices])
    mau = forms.ChoiceField(label=_("Mẫu văn bản"))
    don_vi = NamedUnitField(label=_("Đơn vị ban hành"), help_text="")
    tu = DateField(label=_("Ký từ ngày"), help_text="")
    den = DateField(label=_("Ký đến ngày"), help_text="")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("Tất cả")), *template_choices(timezone.localdate())]
        self.fields["mau"].widget.choices = self.fields["mau"].choices = choices  # type: ignore[attr-defined]


class ChooseForm(Form):
    """Which document to draft, and whose."""

    mau = forms.ChoiceField(label=_("Mẫu văn bản"))
    don_vi = NamedUnitField(label=_("Đơn vị ban hành"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        typable = {one.key for one in templating.templates(today) if can_be_typed(one)}
        choices = [one for one in template_choices(today) if one[0] in typable]
        self.fields["mau"].widget.choices = self.fields["mau"].choices = choices  # type: ignore[attr-defined]


class DataForm(Form):
    """The fields of a template that can be typed; others keep what they hold.

    Number and day are left out: they come with the signature. Who signs and who receives stand last, as on paper.
    """

    title = forms.CharField(
        label=_("Trích yếu để tra cứu"),
        max_length=1000,
        required=False,
        help_text=_("Để trống thì lấy trích yếu ghi trên văn bản."),
    )

    def __init__(self, template: Template, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        typed = [field for field in template.fields if field.kind in TYPED and field.key not in _SIGNED]
        self.typed = sorted(typed, key=lambda field: _LAST.index(field.key) if field.key in _LAST else -1)
        for field in self.typed:
            made = self.fields[f"muc-{field.key}"] = _field_of(field)
            mend_messages(made, field.label)

    @staticmethod
    def initial_of(template: Template, data: Mapping[str, Any], title: str = "") -> dict[str, Any]:
        """What the form shows at first: what the document holds, else the template's own words."""
        shown: dict[str, Any] = {"title": title}
        for field in template.fields:
            value = data.get(field.key, field.default)
            shown[f"muc-{field.key}"] = "\n".join(value) if field.kind == "lines" and isinstance(value, list) else value
        return shown

    def title_given(self) -> str:
        """The title that was typed, else the subject on the document."""
        return str(self.cleaned_data["title"] or self.cleaned_data.get("muc-subject", ""))

    def data_over(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The document's data with what was typed."""
        told = dict(data)
        for field in self.typed:
            value = self.cleaned_data.get(f"muc-{field.key}")
            if field.kind == "lines":
                value = [line.strip() for line in str(value or "").splitlines() if line.strip()]
            told[field.key] = value.isoformat() if isinstance(value, date) else value
        return {key: value for key, value in told.items() if value not in (None, "")}


def _field_of(field: Field) -> forms.Field:
    given: dict[str, Any] = {"label": field.label, "help_text": field.hint, "required": field.required}
    if field.kind == "lines":
        given["help_text"] = field.hint or _("Mỗi dòng một ý.")
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000, **given)
    if field.kind == "date":
        return DateField(**{**given, "help_text": field.hint or _("Ví dụ 20/11/2026")})
    if field.kind == "int":
        return forms.IntegerField(**given)
    if field.kind == "flag":
        return forms.BooleanField(**{**given, "required": False})
    return forms.CharField(max_length=2000, **given)


class SignedForm(Form):
    """Number, date and signer as they came back on paper."""

    number = forms.IntegerField(label=_("Số"), min_value=1, max_value=999_999)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, help_text=_("Ví dụ QĐ-UBND"))
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)
    file = forms.FileField(label=_("Bản đã ký (PDF)"), required=False)


class NumberForm(Form):
    """A number of an own register."""

    register = forms.ChoiceField(label=_("Sổ"))
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)
    file = forms.FileField(label=_("Bản đã ký (PDF)"), required=False)

    def __init__(self, registers: list[Register], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.registers = {one.public_id: one for one in registers}
        choices = [(one.public_id, f"{one.pattern.replace('{number}', '…')} ({one.year})") for one in registers]
        self.fields["register"].widget.choices = self.fields["register"].choices = choices  # type: ignore[attr-defined]


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000)


class SendForm(Form):
    """To whom, one a line: a unit's code or the name of an agency."""

    to = forms.CharField(
        label=_("Nơi nhận"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
        help_text=_("Mỗi dòng một nơi: tên cơ quan, hoặc mã đơn vị trong hệ thống này."),
    )

    def clean_to(self) -> list[Unit | str]:
        """Units where a line is a unit's code, else the name as it was typed."""
        return recipients_from(str(self.cleaned_data["to"]).splitlines())


class RegisterFilter(FilterForm):
    """Filters of the list of registers."""

    nam = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    don_vi = NamedUnitField(label=_("Đơn vị"), help_text="")


class RegisterForm(Form):
    """A register to open."""

    unit = NamedUnitField(label=_("Đơn vị"))
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=RegisterKind.choices)
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    pattern = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=60,
        initial="{number}/QĐ-UBND",
        help_text=_("Ví dụ {number}/QĐ-UBND; số được ghi vào chỗ {number}."),
    )
    first = forms.IntegerField(
        label=_("Số bắt đầu"), min_value=1, initial=1, help_text=_("Lớn hơn 1 khi chuyển từ sổ giấy sang giữa năm.")
    )
    source = forms.ChoiceField(label=_("Nguồn số"), choices=RegisterSource.choices, initial=RegisterSource.OWN)


class TakeForm(Form):
    """A number for a document written elsewhere."""

    subject = forms.CharField(label=_("Trích yếu"), max_length=1000)
    on = DateField(label=_("Ngày"))
