"""Forms of the register, of targets, of facts about use and of the roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models import Field, Procedure
from motcua.catalog.selectors import fields_in_use
from motcua.online.content import Decided, Outage, Planned, ServiceLine, TargetGiven, UsageGiven
from motcua.online.models import Cause, Indicator, PartialKind
from motcua.online.reasons import PartialReason
from motcua.online.regime import level_choices
from motcua.online.selectors import Wanted
from motcua.organisation.forms_powers import NamedUnitField
from motcua.organisation.models import Tier
from motcua.organisation.selectors import find_unit, unit_ids_like
from motcua.web.faults import UserError
from motcua.web.forms import DateField, FilterForm, Form, ungrouped

MOST_CODES = 120_000
STATE_NAMES = (
    ("open", _("đang khai thác")),
    ("waiting", _("chưa khai thác")),
    ("suspended", _("tạm dừng")),
    ("reassess", _("cần đánh giá lại")),
    ("bare", _("một phần chưa ghi lý do")),
    ("abolished", _("thủ tục đã bãi bỏ")),
)


def codes_in(text: str) -> list[str]:
    """The codes of procedures in a text that parts them by blanks, commas, semicolons or lines."""
    return text.replace(",", " ").replace(";", " ").split()


class _Scoped(Form):
    """Field and tier to choose from."""

    def _scope(self) -> None:
        cast("forms.ModelChoiceField[Field]", self.fields["field"]).queryset = fields_in_use()
        tiers = cast("forms.ModelChoiceField[Tier]", self.fields["tier"])
        tiers.queryset = Tier.objects.on(timezone.localdate())


def _field() -> forms.ModelChoiceField[Field]:
    return forms.ModelChoiceField(
        Field.objects.none(), label=_("Lĩnh vực"), required=False, empty_label=_("Mọi lĩnh vực")
    )


def _tier() -> forms.ModelChoiceField[Tier]:
    return forms.ModelChoiceField(
        Tier.objects.none(), label=_("Cấp"), required=False, to_field_name="key", empty_label=_("Mọi cấp")
    )


class PublicFilter(FilterForm, _Scoped):
    """Filters of the public list."""

    q = forms.CharField(label=_("Mã hoặc tên thủ tục"), max_length=200)
    field = _field()
    tier = _tier()
    level = forms.ChoiceField(label=_("Mức độ"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._scope()
        cast("forms.ChoiceField", self.fields["level"]).choices = [("", _("Mọi mức độ")), *level_choices()]

    @property
    def wanted(self) -> Wanted:
        """The filters as the selectors take them."""
        chosen = self.chosen
        tier = chosen.get("tier")
        return Wanted(
            text=chosen.get("q", ""),
            field=chosen.get("field"),
            tier=tier.key if tier else "",
            level=chosen.get("level", ""),
            state=chosen.get("state", ""),
        )

    def scope_words(self) -> str:
        """What was chosen, as the title of a list says it."""
        chosen = self.chosen
        words = [f"lĩnh vực {chosen['field'].name}"] if chosen.get("field") else []
        return ", ".join([*words, *([f"{chosen['tier'].name.lower()}"] if chosen.get("tier") else [])])


class ServiceFilter(PublicFilter):
    """Filters of the register."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("Tất cả")), *STATE_NAMES])


class RecordForm(Form):
    """Services that one decision puts into the register, all at one level."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100)
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200, help_text=_("Chức vụ, họ và tên người ký"))
    effective_from = DateField(label=_("Áp dụng từ"))
    level = forms.ChoiceField(
        label=_("Mức độ"), help_text=_("Theo quy định có hiệu lực vào ngày áp dụng; mức 1–4 chỉ dùng đến 14/8/2022.")
    )
    proactive = forms.TypedChoiceField(
        label=_("Mức chủ động"), choices=[(str(n), str(n)) for n in range(5)], coerce=int, initial="0"
    )
    codes = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=MOST_CODES,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi dòng một mã, hoặc cách nhau bằng dấu phẩy."),
    )
    launched_on = DateField(label=_("Đưa vào khai thác ngày"), required=False, help_text=_("Để trống nếu chưa."))
    reason = forms.ChoiceField(
        label=_("Lý do chỉ một phần"), required=False, choices=[("", _("Không có")), *PartialKind.choices]
    )
    article = forms.CharField(
        label=_("Quy định chuyên ngành"), max_length=300, required=False, help_text=_("Điều, khoản, tên văn bản")
    )
    own = forms.BooleanField(label=_("Văn bản đó do tỉnh ban hành"), required=False)
    repair_by = DateField(label=_("Dự kiến khắc phục"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ChoiceField", self.fields["level"]).choices = level_choices()

    @property
    def decision(self) -> Decided:
        """The decision that the form tells."""
        data = self.cleaned_data
        return Decided(data["number"], data["signed_on"], data["signer"], data["effective_from"])

    @property
    def lines(self) -> list[ServiceLine]:
        """One line a code, all alike."""
        data = self.cleaned_data
        reasons: tuple[PartialReason, ...] = ()
        if data["reason"]:
            kind = PartialKind(data["reason"])
            reasons = (PartialReason(kind, data["article"].strip(), data["own"], data["repair_by"]),)
        return [
            ServiceLine(code, data["level"], data["proactive"], reasons, launched_on=data["launched_on"])
            for code in codes_in(data["codes"])
        ]


class LaunchForm(Form):
    """Services opened to people on a day."""

    codes = forms.CharField(
        label=_("Mã thủ tục"), max_length=MOST_CODES, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một mã, hoặc cách nhau bằng dấu phẩy."),
    )  # fmt: skip
    day = DateField(label=_("Đưa vào khai thác ngày"))
    integrated_on = DateField(label=_("Tích hợp Cổng Dịch vụ công quốc gia ngày"), required=False)


class SuspendForm(Form):
    """A suspension."""

    day = DateField(label=_("Tạm dừng từ ngày"))
    reason = forms.CharField(label=_("Lý do tạm dừng"), max_length=1000, help_text=_("Công khai cho người dân."))
    planned = forms.BooleanField(label=_("Tạm dừng có kế hoạch"), required=False)
    announced_on = DateField(label=_("Đã thông báo trước vào ngày"), required=False)
    repair_by = DateField(label=_("Dự kiến khôi phục"), required=False)

    @property
    def outage(self) -> Outage:
        """The suspension that the form tells."""
        return Outage(**self.cleaned_data)


class DayForm(Form):
    """A day."""

    day = DateField(label=_("Hoạt động lại từ ngày"))


class EndForm(Form):
    """An end with its reason."""

    day = DateField(label=_("Không còn áp dụng từ"))
    reason = forms.CharField(label=_("Lý do"), max_length=1000)


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000)


class TargetForm(_Scoped):
    """A target of the province's own."""

    indicator = forms.ChoiceField(label=_("Chỉ tiêu"), choices=Indicator.choices)
    levels = forms.MultipleChoiceField(label=_("Mức độ được tính"), widget=forms.CheckboxSelectMultiple)
    tier = _tier()
    field = _field()
    by = DateField(label=_("Đến ngày"))
    minimum = forms.DecimalField(
        label=_("Tối thiểu (%)"), max_digits=5, decimal_places=2, min_value=0, max_value=100, localize=True
    )
    source = forms.CharField(label=_("Văn bản giao chỉ tiêu"), max_length=300)
    article = forms.CharField(label=_("Mục, điều"), max_length=100, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._scope()
        cast("forms.MultipleChoiceField", self.fields["levels"]).choices = level_choices()

    @property
    def given(self) -> TargetGiven:
        """The target that the form tells."""
        data = {**self.cleaned_data}
        tier = data.pop("tier")
        return TargetGiven(**{**data, "levels": tuple(data["levels"])}, tier=tier.key if tier else "")


class UsageForm(Form):
    """Facts about use, pasted as lines."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    source = forms.CharField(label=_("Nguồn số liệu"), max_length=300, help_text=_("Báo cáo, hệ thống, ngày lấy"))
    lines = forms.CharField(
        label=_("Số liệu"),
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Mỗi dòng: mã thủ tục (hoặc mã đơn vị), số hồ sơ trực tuyến, tổng số hồ sơ. Ví dụ: 1.001193; 40; 100"
        ),
    )

    def clean(self) -> dict[str, Any]:
        """The lines as facts."""
        data = super().clean() or {}
        if "lines" in data and "year" in data:
            data["facts"] = self._facts(data["lines"], data["year"])
        return data

    def _facts(self, text: str, year: int) -> list[UsageGiven]:
        rows: list[tuple[str, int, int]] = []
        wrong: list[str] = []
        for number, line in enumerate(text.splitlines(), start=1):
            cells = [cell.strip() for cell in line.replace("\t", ";").split(";") if cell.strip()]
            try:
                if cells:
                    name, online, total = cells
                    rows.append((name, int(ungrouped(online)), int(ungrouped(total))))
            except ValueError:
                wrong.append(str(number))
        if wrong:
            told = ", ".join(wrong[:10])
            words = _("Dòng %(rows)s chưa đúng dạng “mã; số trực tuyến; tổng số”.") % {"rows": told}
            self.add_error("lines", words)
            return []
        try:
            return usage_of(rows, year)
        except UserError as error:
            self.add_error("lines", error.message)
            return []


def usage_of(rows: Sequence[tuple[str, int, int]], year: int) -> list[UsageGiven]:
    """Facts by the code of a procedure, else by a unit's code or id. Raises `UserError` for an unknown one."""
    names = [row[0] for row in rows]
    known: set[str] = set()
    for start in range(0, len(names), 500):
        found = Procedure.objects.filter(code__in=names[start : start + 500])
        known.update(found.values_list("code", flat=True))
    today = timezone.localdate()
    return [
        UsageGiven(
            year, online, total, name if name in known else "", None if name in known else find_unit(name, today)
        )
        for name, online, total in rows
    ]


class UsageFilter(FilterForm):
    """Filters of the facts."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    q = forms.CharField(label=_("Mã thủ tục"), max_length=40)


class RoadmapFilter(FilterForm, _Scoped):
    """Filters of the roadmap."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    unit = forms.CharField(label=_("Đơn vị (tên hoặc mã)"), max_length=100)
    field = _field()
    tier = _tier()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._scope()

    def year_of(self, day: date) -> int:
        """The year that was chosen, else that of the day."""
        return int(self.chosen.get("year", day.year))

    def wanted(self, day: date) -> dict[str, Any]:
        """The filters as the selector of the roadmap takes them."""
        chosen = self.chosen
        return {
            "year": self.year_of(day),
            "field": chosen.get("field"),
            "tier": chosen["tier"].key if chosen.get("tier") else "",
            "unit_ids": unit_ids_like(chosen["unit"]) if chosen.get("unit") else None,
        }

    def scope_words(self) -> str:
        """What was chosen beside the year, as the title of a document says it."""
        chosen = self.chosen
        words = [f"lĩnh vực {chosen['field'].name}"] if chosen.get("field") else []
        words += [f"{chosen['tier'].name.lower()}"] if chosen.get("tier") else []
        return ", ".join([*words, *([f"đơn vị “{chosen['unit']}”"] if chosen.get("unit") else [])])


_QUARTERS = [("", _("Cả năm")), ("1", "I"), ("2", "II"), ("3", "III"), ("4", "IV")]


class _When(Form):
    level = forms.ChoiceField(label=_("Mức độ"))
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    quarter = forms.TypedChoiceField(label=_("Quý"), choices=_QUARTERS, coerce=int, empty_value=None, required=False)
    unit = NamedUnitField(label=_("Đơn vị chủ trì"), required=False)
    cause = forms.ChoiceField(
        label=_("Nguyên nhân vướng mắc"), choices=[("", _("Không có")), *Cause.choices], required=False
    )
    cause_note = forms.CharField(
        label=_("Vướng mắc ở đâu"), max_length=1000, required=False, help_text=_("Điều, khoản, văn bản hoặc hệ thống")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ChoiceField", self.fields["level"]).choices = level_choices()

    def plan_of(self, code: str) -> Planned:
        """The plan that the form tells, for a code."""
        data = self.cleaned_data
        names = ("level", "year", "quarter", "unit", "cause", "cause_note")
        return Planned(code, **{name: data[name] for name in names})


class PlanForm(_When):
    """Procedures to put on the roadmap."""

    codes = forms.CharField(
        label=_("Mã thủ tục"), max_length=MOST_CODES, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một mã, hoặc cách nhau bằng dấu phẩy."),
    )  # fmt: skip
    source = forms.CharField(label=_("Văn bản giao"), max_length=300, required=False)
    field_order = ("codes", "level", "year", "quarter", "unit", "source", "cause", "cause_note")

    @property
    def plans(self) -> list[Planned]:
        """One plan a code."""
        return [self.plan_of(code) for code in codes_in(self.cleaned_data["codes"])]


class EntryForm(_When):
    """One entry of the roadmap, planned anew."""
