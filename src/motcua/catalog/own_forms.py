"""The form in which the province writes its own procedures: plain fields and tables of rows, without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.catalog.forms import TIER_CHOICES
from motcua.catalog.models import ChannelKind
from motcua.catalog.record import (
    ChannelRecord,
    ComponentRecord,
    LegalBasisRecord,
    Level,
    ProcedureRecord,
    ResultRecord,
)
from motcua.rulebook.selectors import tiers_on
from motcua.web.forms import DateField, Form

MORE = 3  # blank rows that the button adds
BLANK = 1  # blank rows at first
MOST_ROWS = 150
_TEXT: dict[str, Any] = {"required": False, "max_length": 2_000}


def _lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OwnForm(Form):
    """What is said once of a procedure."""

    name = forms.CharField(label=_("Tên thủ tục"), max_length=2_000, widget=_lines(2))
    decision_no = forms.CharField(
        label=_("Quyết định công bố"), max_length=300, required=False, help_text=_("Ví dụ 10/QĐ-UBND")
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=300)
    field = forms.CharField(label=_("Lĩnh vực"), required=False, max_length=300)
    kind = forms.CharField(label=_("Loại thủ tục"), required=False, max_length=300)
    levels = forms.MultipleChoiceField(
        label=_("Cấp giải quyết"), required=False, widget=forms.CheckboxSelectMultiple, choices=TIER_CHOICES
    )
    internal = forms.BooleanField(
        label=_("Thủ tục hành chính nội bộ"), required=False, help_text=_("Chỉ thực hiện giữa các cơ quan nhà nước.")
    )
    agency = forms.CharField(
        label=_("Cơ quan thực hiện"), widget=_lines(2), help_text=_("Nhiều cơ quan thì mỗi cơ quan một dòng."), **_TEXT
    )
    authority = forms.CharField(label=_("Cơ quan có thẩm quyền"), widget=_lines(2), **_TEXT)
    coordinating = forms.CharField(label=_("Cơ quan phối hợp"), widget=_lines(2), **_TEXT)
    receiving_address = forms.CharField(label=_("Nơi tiếp nhận hồ sơ"), widget=_lines(2), **_TEXT)
    subjects = forms.CharField(
        label=_("Đối tượng thực hiện"), widget=_lines(2), help_text=_("Mỗi dòng một đối tượng."), **_TEXT
    )
    steps = forms.CharField(label=_("Trình tự thực hiện"), required=False, max_length=60_000, widget=_lines(8))
    conditions = forms.CharField(label=_("Yêu cầu, điều kiện"), required=False, max_length=60_000, widget=_lines(4))
    sets = forms.CharField(label=_("Số lượng hồ sơ"), required=False, max_length=300, help_text=_("Ví dụ 01 bộ"))
    keywords = forms.CharField(label=_("Từ người dân hay dùng để tìm"), **_TEXT)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = tiers_on(timezone.localdate())
        self.fields["levels"].choices = [row for row in TIER_CHOICES if row[0] in known]  # type: ignore[attr-defined]


class NewForm(Form):
    """The code of a procedure that is not in the catalogue yet."""

    code = forms.CharField(
        label=_("Mã thủ tục"), max_length=40, help_text=_("Mã do Cơ sở dữ liệu quốc gia cấp, ví dụ 1.012345.H61")
    )


class PaperRow(Form):
    """One paper asked for."""

    name = forms.CharField(label=_("Tên giấy tờ"), max_length=5_000, required=False, widget=_lines(2))
    case = forms.CharField(
        label=_("Trường hợp"), max_length=1_000, required=False, help_text=_("Bỏ trống nếu chỉ có một trường hợp.")
    )
    form = forms.CharField(label=_("Mẫu đơn, tờ khai"), max_length=1_000, required=False)
    originals = forms.IntegerField(label=_("Số bản chính"), min_value=0, max_value=100, required=False)
    copies = forms.IntegerField(label=_("Số bản sao"), min_value=0, max_value=100, required=False)


class ChannelRow(Form):
    """One way to hand in."""

    channel = forms.ChoiceField(label=_("Cách nộp"), required=False, choices=[("", "–"), *ChannelKind.choices])
    case = forms.CharField(label=_("Trường hợp"), max_length=1_000, required=False)
    time = forms.CharField(
        label=_("Thời hạn giải quyết"),
        max_length=2_000,
        required=False,
        help_text=_("Luôn ghi đơn vị, ví dụ 05 ngày làm việc"),
    )
    fee = forms.CharField(label=_("Phí, lệ phí"), max_length=5_000, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=5_000, required=False)


class ResultRow(Form):
    """One result."""

    name = forms.CharField(label=_("Tên kết quả"), max_length=5_000, required=False)
    code = forms.CharField(label=_("Mã kết quả"), max_length=60, required=False)


class BasisRow(Form):
    """One legal document."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=500, required=False)
    title = forms.CharField(label=_("Trích yếu"), max_length=5_000, required=False)
    date = forms.CharField(label=_("Ngày ban hành"), max_length=200, required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=500, required=False)


class PublishForm(Form):
    """From which day a draft is in force."""

    effective_from = DateField(label=_("Áp dụng từ ngày"))


# prefix of the form: name in the record, form of a row, its record, the field without which a row says nothing
_TABLES: dict[str, tuple[type[Form], Any, str]] = {
    "channels": (ChannelRow, ChannelRecord, "channel"),
    "components": (PaperRow, ComponentRecord, "name"),
    "results": (ResultRow, ResultRecord, "name"),
    "legal_basis": (BasisRow, LegalBasisRecord, "number"),
}
_TITLES = {
    "channels": (_("Cách thức thực hiện"), _("Cách nộp")),
    "components": (_("Thành phần hồ sơ"), _("Giấy tờ")),
    "results": (_("Kết quả thực hiện"), _("Kết quả")),
    "legal_basis": (_("Căn cứ pháp lý"), _("Văn bản")),
}
_LISTS = ("agency", "authority", "coordinating")


class DraftForms:
    """The whole form of one draft: `main`, and `tables` of rows by part."""

    def __init__(self, main: OwnForm, tables: Mapping[str, BaseFormSet[Form]]) -> None:
        self.main, self.tables = main, tables
        self.titles = _TITLES

    @classmethod
    def of(cls, record: ProcedureRecord | None) -> DraftForms:
        """The form filled with a record, with blank rows to go on."""
        initial: dict[str, Any] = {}
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
        if record is not None:
            initial = {name: getattr(record, name) for name in OwnForm.base_fields}
            initial |= {"levels": list(record.levels), "subjects": "\n".join(record.subjects)}
            for name, (form, _kind, _key) in _TABLES.items():
                rows[name] = [{slot: getattr(row, slot) for slot in form.base_fields} for row in getattr(record, name)]
        return cls(OwnForm(initial=initial), {name: _table(name, rows[name]) for name in _TABLES})

    @classmethod
    def sent(cls, data: QueryDict) -> DraftForms:
        """The form as a person sent it."""
        return cls(OwnForm(data), {name: _set(name)(data, prefix=name) for name in _TABLES})

    @classmethod
    def with_more(cls, data: QueryDict) -> DraftForms:
        """The form as it was sent, with more blank rows in the table that was asked for; nothing is judged yet."""
        main = {name: data.getlist(name) if name == "levels" else data.get(name, "") for name in OwnForm.base_fields}
        return cls(
            OwnForm(initial=main),
            {name: _table(name, _raw(data, name), MORE if data.get("more") == name else BLANK) for name in _TABLES},
        )

    def is_valid(self) -> bool:
        """Whether everything can be written."""
        return all([self.main.is_valid(), *(table.is_valid() for table in self.tables.values())])

    def record(self, base: ProcedureRecord) -> ProcedureRecord:
        """What the form says, over what it does not show; rows without their first field are left out."""
        said = dict(self.main.cleaned_data)
        said["levels"] = cast(tuple[Level, ...], tuple(said["levels"]))
        said["subjects"] = tuple(line.strip() for line in said["subjects"].splitlines() if line.strip())
        said |= {name: "\n".join(said[name].splitlines()) or None for name in _LISTS}
        for name, table in self.tables.items():
            _form, kind, key = _TABLES[name]
            said[name] = tuple(
                kind(**{slot: value if value != "" else None for slot, value in row.cleaned_data.items()})
                for row in table
                if row.cleaned_data.get(key)
            )
        stated: dict[str, Any] = {name: value if value != "" else None for name, value in said.items()}
        return replace(base, **stated)


def _set(name: str, extra: int = 0) -> type[BaseFormSet[Form]]:
    return formset_factory(_TABLES[name][0], extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def _table(name: str, rows: Sequence[Mapping[str, Any]], blank: int = BLANK) -> BaseFormSet[Form]:
    return _set(name, blank)(initial=[dict(row) for row in rows], prefix=name)


def _raw(data: QueryDict, name: str) -> list[dict[str, Any]]:
    """The rows of a table as they were typed, without blank ones."""
    count = data.get(f"{name}-TOTAL_FORMS", "0")
    number = min(int(count), MOST_ROWS) if count.isascii() and count.isdigit() else 0
    fields = _TABLES[name][0].base_fields
    rows = [{slot: data.get(f"{name}-{place}-{slot}", "") for slot in fields} for place in range(number)]
    return [row for row in rows if any(row.values())]
