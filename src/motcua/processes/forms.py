"""Forms of the room; the table of steps is read by `motcua.processes.sheet`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.organisation.models import Unit
from motcua.organisation.selectors import periods_on, province, today_names
from motcua.processes.models import EditionState, ProcessKind
from motcua.processes.services.opening import Opening
from motcua.web.forms import FilterForm, Form

_ALL = ("", _("Tất cả"))


def unit_choices(actor: Actor | None, day: date) -> list[tuple[str, str]]:
    """Units that may be in charge: public id and name; for whoever does not control procedures, only the own ones."""
    if actor is not None and not actor.system and not actor.may("review.check"):
        own = today_names(actor.units_for("processes.edit"))
        rows = Unit.objects.filter(pk__in=own).values_list("pk", "public_id")
        return sorted(((public_id, own[pk]) for pk, public_id in rows), key=lambda one: one[1])
    chosen = province()
    found = periods_on(day, tier="province", under=chosen) if chosen else periods_on(day, tier="province")
    return [(row.unit.public_id, row.name) for row in found]


class ProcessFilter(FilterForm):
    """Filters of the list of processes."""

    q = forms.CharField(label=_("Tên quy trình hoặc mã thủ tục"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=[_ALL, *ProcessKind.choices])
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[_ALL, *EditionState.choices])
    unit = forms.ChoiceField(label=_("Đơn vị lập"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [_ALL, *units]


class OpeningForm(Form):
    """What a process is opened for."""

    codes = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Một mã: thủ tục đơn lẻ. Từ hai mã trở lên, mỗi dòng một mã theo thứ tự thực hiện: nhóm liên thông."
        ),
    )
    title = forms.CharField(
        label=_("Tên quy trình"),
        max_length=1000,
        required=False,
        help_text=_("Bắt buộc với nhóm liên thông. Để trống với thủ tục đơn lẻ: lấy tên thủ tục."),
    )
    unit = forms.ChoiceField(label=_("Đơn vị lập"), required=False)
    begin = forms.ChoiceField(
        label=_("Các bước ban đầu"),
        choices=[
            ("record", _("Lấy từ trình tự thực hiện trong danh mục, làm bản gợi ý")),
            ("empty", _("Để trống, nhập từng bước hoặc nhập từ tệp")),
        ],
        widget=forms.RadioSelect,
        initial="record",
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], free: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        field.required = not free
        if isinstance(field, forms.ChoiceField):
            none = [("", _("Cơ quan kiểm soát thủ tục hành chính"))] if free else []
            field.choices = [*none, *units]

    def asked(self) -> Opening:
        """What was filled in."""
        data = self.cleaned_data
        codes = tuple(code for code in re.split(r"[\s,;]+", data["codes"]) if code)
        unit = Unit.objects.filter(public_id=data["unit"]).first() if data["unit"] else None
        return Opening(codes, data["title"], unit, data["begin"] == "record")


class ReasonForm(Form):
    """Why a confirmed process is drawn up anew."""

    reason = forms.CharField(label=_("Lý do lập lại"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class FileForm(Form):
    """A file of steps."""

    file = forms.FileField(
        label=_("Tệp quy trình"),
        help_text=_(
            "BPMN 2.0 (.bpmn), Excel (.xlsx), CSV hoặc JSON do hệ thống xuất. Các bước của bản đang lập bị thay."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".bpmn,.xml,.xlsx,.csv,.json"}),
    )
