"""Forms of delegations, decentralisations and seals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.organisation.forms import UnitField
from motcua.organisation.models import DelegationKind, SealKind, UnitPeriod
from motcua.organisation.powers import DECENTRALISATION, Wanted
from motcua.organisation.selectors import province
from motcua.organisation.services.powers import PowerContent
from motcua.organisation.services.seals import Keeper, SealContent
from motcua.web.forms import DateField, FilterForm, Form

MOST_CODES = 60_000
LASTING = (DECENTRALISATION, _("Phân cấp: lâu dài, bên nhận ký, đóng dấu của mình"))
STATES = [
    ("", _("Tất cả")),
    ("in_force", _("đang áp dụng")),
    ("review", _("đến kỳ rà soát hoặc sắp hết hạn")),
    ("revoked", _("đã thu hồi")),
    ("ended", _("đã hết hạn")),
]


UNITS_LIST = "danh-sach-don-vi"  # the id of the list of names that pages with such a field give


class NamedUnitField(UnitField):
    """A unit typed by its name, code or public id, on a page that suggests names (`part_unit_names.html`)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"list": UNITS_LIST, "autocomplete": "off"}))
        super().__init__(**options)


def unit_names() -> list[str]:
    """The names that such a field suggests: the authorities of the province itself and the one-stop units today."""
    top, today = province(), timezone.localdate()
    if top is None:
        return []
    rows = UnitPeriod.objects.on(today).filter(kind__group="authority").exclude(kind__key="public_unit")
    own = rows.filter(tier__key="province") | rows.filter(kind__one_stop=True)
    return list(own.order_by("tier__rank", "fold").values_list("name", flat=True)[:500])


class PowerFilter(FilterForm):
    """Filters of the list of delegations; decentralisations take no kind."""

    q = forms.CharField(label=_("Số quyết định, nội dung hoặc mã thủ tục"), max_length=200)
    state = forms.ChoiceField(label=_("Tình trạng"), choices=STATES)
    kind = forms.ChoiceField(label=_("Loại ủy quyền"), choices=[("", _("Tất cả")), *DelegationKind.choices])

    @property
    def wanted(self) -> Wanted:
        """What the filters choose."""
        chosen = self.chosen
        return Wanted(chosen.get("q", ""), chosen.get("state", ""), chosen.get("kind", ""))


class PowerForm(Form):
    """A delegation or decentralisation to record."""

    kind = forms.ChoiceField(label=_("Loại"), choices=[*DelegationKind.choices, LASTING])
    giver = NamedUnitField(label=_("Bên giao"))
    giver_title = forms.CharField(label=_("Chức danh bên giao"), max_length=200, required=False)
    receiver = NamedUnitField(label=_("Bên nhận"))
    receiver_title = forms.CharField(
        label=_("Chức danh bên nhận"), max_length=200, required=False, help_text=_("Ví dụ: Phó Giám đốc")
    )
    subject = forms.CharField(
        label=_("Nội dung được giao"), max_length=1000, help_text=_("Ví dụ: phê duyệt, ký kết quả")
    )
    codes = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=MOST_CODES,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một mã, hoặc cách nhau bằng dấu phẩy."),
    )
    legal_ground = forms.CharField(
        label=_("Căn cứ pháp lý"), max_length=1000, help_text=_("Điều, khoản của văn bản cho phép")
    )
    opinion_no = forms.CharField(label=_("Số văn bản góp ý của cơ quan tư pháp"), max_length=100, required=False)
    opinion_on = DateField(label=_("Ngày góp ý"), required=False)
    opinion = forms.CharField(
        label=_("Nội dung góp ý"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    decision_no = forms.CharField(label=_("Số quyết định"), max_length=100)
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200, help_text=_("Chức vụ, họ và tên người ký"))
    valid_from = DateField(label=_("Áp dụng từ"))
    valid_to = DateField(
        label=_("Hết hạn từ ngày"), required=False, help_text=_("Bắt buộc với ủy quyền; để trống nếu phân cấp lâu dài.")
    )
    review_due = DateField(label=_("Rà soát trước ngày"))

    def clean_codes(self) -> list[str]:
        """The codes typed, as a list."""
        return str(self.cleaned_data["codes"]).replace(",", " ").replace(";", " ").split()

    @property
    def content(self) -> PowerContent:
        """What the form tells of the power."""
        return PowerContent(
            **{name: value for name, value in self.cleaned_data.items() if name not in {"kind", "codes"}}
        )


class ReviewForm(Form):
    """A power kept after its review."""

    note = forms.CharField(label=_("Kết quả rà soát"), max_length=1000)
    next_due = DateField(label=_("Rà soát kỳ sau trước ngày"))


class RevokeForm(Form):
    """A power ended early."""

    day = DateField(label=_("Không còn áp dụng từ"))
    reason = forms.CharField(label=_("Lý do thu hồi"), max_length=1000)


class SealFilter(FilterForm):
    """Filters of the register of seals."""

    q = forms.CharField(label=_("Ký hiệu, văn bản hoặc số đăng ký"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại con dấu"), choices=[("", _("Tất cả")), *SealKind.choices])
    state = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[("", _("Tất cả")), ("in_use", _("đang dùng")), ("withdrawn", _("đã thu hồi"))],
    )


class KeeperForm(Form):
    """Who keeps a seal."""

    holder = forms.CharField(label=_("Người giữ"), max_length=200)
    title = forms.CharField(label=_("Chức danh"), max_length=200, required=False)
    minutes = forms.CharField(label=_("Biên bản, văn bản giao"), max_length=300)

    @property
    def keeper(self) -> Keeper:
        """The keeper that the form tells."""
        data = self.cleaned_data
        return Keeper(data["holder"], data["minutes"], data["title"])


class HandOverForm(KeeperForm):
    """Another keeper from a day on."""

    day = DateField(label=_("Giữ từ ngày"))


class SealForm(KeeperForm):
    """A seal to enter, with its first keeper."""

    unit = NamedUnitField(label=_("Con dấu của đơn vị"))
    kind = forms.ChoiceField(label=_("Loại con dấu"), choices=SealKind.choices)
    symbol = forms.CharField(label=_("Ký hiệu, dấu hiệu phân biệt"), max_length=100)
    kept_at = NamedUnitField(
        label=_("Nơi đặt con dấu thứ hai"),
        required=False,
        help_text=_("Tên hoặc mã của Trung tâm Phục vụ hành chính công"),
    )
    instrument = forms.CharField(label=_("Văn bản cho phép sử dụng"), max_length=300)
    registered_no = forms.CharField(label=_("Số đăng ký mẫu con dấu"), max_length=100, required=False)
    day = DateField(label=_("Dùng từ ngày"))
    field_order = (
        "unit",
        "kind",
        "symbol",
        "kept_at",
        "instrument",
        "registered_no",
        "day",
        "holder",
        "title",
        "minutes",
    )

    @property
    def content(self) -> SealContent:
        """The seal that the form tells."""
        data: dict[str, Any] = self.cleaned_data
        return SealContent(
            unit=data["unit"],
            kind=SealKind(data["kind"]),
            symbol=data["symbol"],
            instrument=data["instrument"],
            day=data["day"],
            kept_at=data["kept_at"],
            registered_no=data["registered_no"],
        )
