"""Forms of the lists of what is received where."""

from __future__ import annotations

from datetime import date
from typing import cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models import Field
from motcua.catalog.selectors import fields_in_use
from motcua.organisation.forms_powers import NamedUnitField
from motcua.organisation.models import Tier
from motcua.receiving.models import ListKind, ListState
from motcua.receiving.services.deciding import Decision
from motcua.receiving.services.drafting import LineWords, Rule
from motcua.receiving.services.submitting import Wording
from motcua.web.forms import DateField, FilterForm, Form

MOST_CODES = 60_000


def codes_in(text: str) -> list[str]:
    """The codes of procedures in a text that parts them by blanks, commas, semicolons or lines."""
    return text.replace(",", " ").replace(";", " ").split()


class ListFilter(FilterForm):
    """Filters of the lists."""

    kind = forms.ChoiceField(label=_("Loại danh mục"), choices=[("", _("Tất cả")), *ListKind.choices])
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("Tất cả")), *ListState.choices])
    number = forms.CharField(label=_("Số quyết định"), max_length=100)
    day = DateField(label=_("Áp dụng vào ngày"))


class LineFilter(FilterForm):
    """Search on one list."""

    q = forms.CharField(label=_("Mã hoặc tên thủ tục"), max_length=200)


class _RuleFields(Form):
    """Which procedures a rule takes."""

    field = forms.ModelChoiceField(
        Field.objects.none(), label=_("Lĩnh vực"), required=False, empty_label=_("Mọi lĩnh vực")
    )
    tier = forms.ModelChoiceField(
        Tier.objects.none(), label=_("Cấp thực hiện"), required=False, to_field_name="key", empty_label=_("Mọi cấp")
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Field]", self.fields["field"]).queryset = fields_in_use()
        cast("forms.ModelChoiceField[Tier]", self.fields["tier"]).queryset = Tier.objects.on(timezone.localdate())

    @property
    def rule(self) -> Rule:
        """The rule that the form tells."""
        tier = self.cleaned_data["tier"]
        return Rule(self.cleaned_data["field"], tier.key if tier else "")


class OpenForm(_RuleFields):
    """A new draft: what kind, whose, and what it begins with."""

    START = (
        ("copy", _("Chép danh mục đang áp dụng, bỏ thủ tục đã hết hiệu lực")),
        ("rule", _("Lấy thủ tục đang áp dụng theo lĩnh vực, cấp thực hiện")),
        ("empty", _("Để trống, thêm từng mã")),
    )
    kind = forms.ChoiceField(label=_("Loại danh mục"), choices=ListKind.choices)
    unit = NamedUnitField(
        label=_("Đơn vị"),
        required=False,
        help_text=_("Tên hoặc mã đơn vị, nếu danh mục chỉ cho một đơn vị; để trống là chung toàn tỉnh."),
    )
    start = forms.ChoiceField(label=_("Bắt đầu từ"), choices=START, widget=forms.RadioSelect, initial="copy")
    field_order = ("kind", "unit", "start", "field", "tier")


class _WordFields(Form):
    reason = forms.CharField(
        label=_("Lý do, ghi chú"),
        max_length=1000,
        required=False,
        help_text=_("Bắt buộc với danh mục không tiếp nhận tại Bộ phận Một cửa."),
    )
    group = forms.CharField(
        label=_("Nhóm liên thông"),
        max_length=300,
        required=False,
        help_text=_("Bắt buộc với nhóm thủ tục liên thông."),
    )

    @property
    def words(self) -> LineWords:
        """What stands beside the procedures added."""
        return LineWords(self.cleaned_data["reason"], self.cleaned_data["group"])


class CodesForm(_WordFields):
    """Procedures to add by their codes."""

    codes = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=MOST_CODES,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một mã, hoặc cách nhau bằng dấu phẩy."),
    )
    field_order = ("codes", "reason", "group")

    def clean_codes(self) -> list[str]:
        """The codes typed, as a list."""
        return codes_in(self.cleaned_data["codes"])


class RuleForm(_RuleFields, _WordFields):
    """Procedures to add by a rule."""

    field_order = ("field", "tier", "reason", "group")


class SubmitForm(Form):
    """What the decision says beside its list."""

    effective_from = DateField(label=_("Dự kiến áp dụng từ"))
    authority = forms.CharField(label=_("Người ban hành"), max_length=300)
    proposer = forms.CharField(label=_("Theo đề nghị của"), max_length=300)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60)
    place = forms.CharField(label=_("Địa danh"), max_length=100)
    signature = forms.CharField(
        label=_("Quyền hạn, chức vụ của người ký"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một ý, ví dụ “KT. CHỦ TỊCH” rồi “PHÓ CHỦ TỊCH”."),
    )

    @classmethod
    def of(cls, day: date, province: str) -> SubmitForm:
        """The form as it is first shown, for a province by its name."""
        given = {
            "effective_from": day,
            "authority": f"Chủ tịch Ủy ban nhân dân {province[:1].lower()}{province[1:]}" if province else "",
            "proposer": "Chánh Văn phòng Ủy ban nhân dân tỉnh",
            "symbol": "QĐ-UBND",
            "place": province.removeprefix("Tỉnh ").removeprefix("Thành phố "),
            "signature": "CHỦ TỊCH",
        }
        return cls(auto_id="trinh_%s", initial=given)

    @property
    def wording(self) -> Wording:
        """What the form tells."""
        data = self.cleaned_data
        lines = tuple(line.strip() for line in data["signature"].splitlines() if line.strip())
        return Wording(
            data["effective_from"], data["authority"], data["proposer"], data["symbol"], data["place"], lines
        )


class ReturnForm(Form):
    """Why a submitted list is taken back."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000)


class DecisionForm(Form):
    """The signed decision that a list is issued by."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100)
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200, help_text=_("Chức vụ, họ và tên người ký"))
    effective_from = DateField(label=_("Áp dụng từ"))

    @property
    def decision(self) -> Decision:
        """The decision that the form tells."""
        data = self.cleaned_data
        return Decision(data["number"], data["signed_on"], data["signer"], data["effective_from"])


class EndForm(Form):
    """The first day on which an issued list no longer holds."""

    day = DateField(label=_("Không còn áp dụng từ"))
