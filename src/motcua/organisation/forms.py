"""Forms of the organisation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.access.models import User, UserKind
from motcua.access.roles import ROLE_LABELS
from motcua.organisation.fold import fold
from motcua.organisation.models import CodeList, FocalAppointment, Tier, Unit, UnitKind, UnitOn, UnitPeriod
from motcua.organisation.officers import STATE_WORDS
from motcua.organisation.selectors import find_unit, named, province_period
from motcua.organisation.services.people import CITIZEN_ROLES
from motcua.web.faults import UserError
from motcua.web.forms import DateField, FilterForm, Form
from motcua.web.words import one_line

ROLES = [(role.value, label) for role, label in ROLE_LABELS.items() if role not in CITIZEN_ROLES]


class UnitFilter(FilterForm):
    """Filters of the list of units."""

    q = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    kind = forms.ModelChoiceField(UnitKind.objects.all(), label=_("Loại"), to_field_name="key", empty_label=_("Tất cả"))
    tier = forms.ModelChoiceField(Tier.objects.all(), label=_("Cấp"), to_field_name="key", empty_label=_("Tất cả"))
    ngay = DateField(label=_("Vào ngày"))
    everywhere = forms.BooleanField(label=_("Cả ngoài tỉnh"))


class ReceivingFilter(FilterForm):
    """Search among the places where papers are handed in."""

    q = forms.CharField(label=_("Tên xã, phường hoặc cơ quan"), max_length=200)
    ngay = DateField(label=_("Vào ngày"))


class OldNameForm(FilterForm):
    """The old name of a place."""

    q = forms.CharField(
        label=_("Tên xã, phường, huyện cũ"),
        max_length=200,
        help_text=_("Có dấu hoặc không dấu, ví dụ: xa an phu tan"),
    )


_ABBREVIATED = {
    "hdnd": "Hội đồng nhân dân",
    "ttpvhcc": "Trung tâm Phục vụ hành chính công",
    "ubnd": "Ủy ban nhân dân",
    "vp": "Văn phòng",
}


class UnitField(forms.CharField):
    """A unit typed as its name today, its code or its public id; part of a name is never taken for it.

    The name of the province itself may stay away: "Sở Tư pháp" is the department of the province served.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 300)
        options.setdefault("help_text", _("Tên hoặc mã đơn vị."))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """The unit, None for an empty field; raises `ValidationError` where none is meant, or several may be."""
        text = super().clean(one_line(str(value or "")))
        if not text:
            return None
        if " " in text:  # a name: codes and ids are single words
            return _unit_called(text)
        try:
            return find_unit(text, timezone.localdate())
        except UserError as error:
            raise forms.ValidationError(error.message) from error


def _written_out(text: str) -> str:
    """`text` with the abbreviations that officers type for names of units written out: "UBND tỉnh"."""
    return " ".join(_ABBREVIATED.get(fold(word), word) for word in text.split())


def _unit_called(typed: str) -> Unit:
    text, today = _written_out(typed), timezone.localdate()
    rows = list(UnitPeriod.objects.on(today).filter(named(text)).select_related("unit").order_by("fold", "pk")[:20])
    place = province_period(today) if rows else None
    same = [row for row in rows if fold(text) in _names_of(row, place)]
    if len(same) == 1:
        return same[0].unit
    if len(same or rows) > 1:
        names = "; ".join(row.name for row in (same or rows)[:5])
        raise forms.ValidationError(gettext("Có nhiều đơn vị khớp: %(names)s.") % {"names": names})
    if rows:
        said = gettext("Không có đơn vị nào tên đúng như vậy. Có phải “%(name)s”? Ghi đủ tên hoặc mã.")
        raise forms.ValidationError(said % {"name": rows[0].name})
    raise forms.ValidationError(gettext("Không có đơn vị “%(text)s”.") % {"text": typed[:100]})


def _names_of(row: UnitPeriod, place: UnitPeriod | None) -> set[str]:
    """A unit's name, folded: whole, and without the name of the province ("tỉnh Vĩnh Long", "Vĩnh Long") at its end."""
    whole, of_place = fold(row.name), fold(place.name) if place else ""
    return {whole, *(whole.removesuffix(f" {end}") for end in (of_place, of_place.partition(" ")[2]) if end)}


class UnitForm(Form):
    """A unit to open, or what one is called from a day on."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=300)
    kind = forms.ModelChoiceField(UnitKind.objects.all(), label=_("Loại"), to_field_name="key")
    tier = forms.ModelChoiceField(Tier.objects.all(), label=_("Cấp"), to_field_name="key")
    day = DateField(label=_("Từ ngày"))
    instrument = forms.CharField(label=_("Văn bản"), max_length=300, help_text=_("Số, ký hiệu nghị quyết, quyết định"))

    @classmethod
    def of(cls, now: UnitOn) -> UnitForm:
        """The form filled with what the unit is today."""
        return cls(initial={"name": now.name, "kind": now.kind, "tier": now.tier})


class OpenForm(UnitForm):
    """A new unit."""

    parent = UnitField(label=_("Đơn vị cấp trên"), required=False)
    code_list = forms.ModelChoiceField(
        CodeList.objects.all(), label=_("Danh mục mã"), to_field_name="key", required=False, empty_label="–"
    )
    code = forms.CharField(label=_("Mã"), max_length=40, required=False)


class MoveForm(Form):
    """Another unit above."""

    parent = UnitField(label=_("Đơn vị cấp trên mới"))
    day = DateField(label=_("Từ ngày"))


class CloseForm(Form):
    """The end of a unit, alone or into another."""

    day = DateField(label=_("Không còn từ ngày"))
    heir = UnitField(label=_("Đơn vị tiếp nhận"), required=False)
    instrument = forms.CharField(label=_("Văn bản"), max_length=300)
    below = forms.ChoiceField(
        label=_("Đơn vị trực thuộc"),
        choices=[
            ("refuse", _("Không có đơn vị trực thuộc")),
            ("move", _("Chuyển sang đơn vị tiếp nhận")),
            ("close", _("Kết thúc cùng ngày")),
        ],
        widget=forms.RadioSelect,
        initial="refuse",
    )


class MergeForm(UnitForm):
    """Units laid together into a new one."""

    others = forms.CharField(
        label=_("Các đơn vị cùng hợp nhất"),
        help_text=_("Tên hoặc mã của từng đơn vị, mỗi dòng một đơn vị."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    code_list = forms.ModelChoiceField(
        CodeList.objects.all(), label=_("Danh mục mã"), to_field_name="key", required=False, empty_label="–"
    )
    code = forms.CharField(label=_("Mã"), max_length=40, required=False)
    below = forms.ChoiceField(
        label=_("Đơn vị trực thuộc"),
        choices=[("move", _("Chuyển sang đơn vị mới")), ("close", _("Kết thúc cùng ngày"))],
        widget=forms.RadioSelect,
        initial="move",
    )

    def clean_others(self) -> list[Unit]:
        """The units named, each by its name, code or public id."""
        field = UnitField()
        return [field.clean(line) for line in self.cleaned_data["others"].splitlines() if line.strip()]


class PositionFilter(FilterForm):
    """Filters of the list of positions."""

    q = forms.CharField(label=_("Tài khoản hoặc đơn vị"), max_length=200)
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Tất cả")), *ROLES])
    ended = forms.BooleanField(label=_("Cả vị trí đã kết thúc"))


class AccountField(forms.CharField):
    """A staff account typed by its username."""

    def clean(self, value: Any) -> Any:
        """The account, None for an empty field."""
        text = super().clean(value)
        if not text:
            return None
        user = User.objects.filter(username=text, is_active=True).exclude(kind=UserKind.CITIZEN).first()
        if user is None:
            raise forms.ValidationError(_("Không có tài khoản đang hoạt động mang tên này."))
        return user


class PositionForm(Form):
    """A position to give."""

    user = AccountField(label=_("Tên đăng nhập"), max_length=150)
    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLES)
    title = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    day = DateField(label=_("Từ ngày"))
    until = DateField(label=_("Đến trước ngày"), required=False)
    instrument = forms.CharField(label=_("Quyết định"), max_length=300, required=False)


class DayForm(Form):
    """Just a day: that on which something ends."""

    day = DateField(label=_("Kết thúc từ ngày"))


class FocalFilter(FilterForm):
    """Filters of the list of focal officers."""

    q = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("Tất cả")), *STATE_WORDS.items()])


class DecisionForm(Form):
    """The decision by which officers are appointed."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100)
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200, help_text=_("Chức vụ, họ và tên người ký"))
    year = forms.IntegerField(label=_("Cho năm"), min_value=2000, max_value=2100)
    day = DateField(label=_("Làm đầu mối từ ngày"))


class FocalForm(DecisionForm):
    """One officer and the decision."""

    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    title = forms.CharField(label=_("Chức vụ"), max_length=200, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), max_length=200, required=False)
    user = AccountField(
        label=_("Tên đăng nhập"), max_length=150, required=False, help_text=_("Để người này nhận quyền và lời nhắc.")
    )

    field_order = ["name", "title", "phone", "email", "user", "number", "signed_on", "signer", "year", "day"]

    @classmethod
    def of(cls, held: FocalAppointment | None, year: int) -> FocalForm:
        """The form for a year, filled with the present officer."""
        initial: dict[str, Any] = {"year": year}
        if held is not None:
            initial |= {"name": held.holder, "title": held.title, "phone": held.phone, "email": held.email}
            initial["user"] = held.user.username if held.user else ""
        return cls(initial=initial)
