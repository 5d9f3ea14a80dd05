"""Forms of the catalogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models import Component, Field, FindingState, LimitUnit, Origin, ProvincialLayer, Severity
from motcua.catalog.selectors import fields_in_use
from motcua.web.forms import DateField, FilterForm, Form


class CatalogueFilter(FilterForm):
    """Filters of the control list."""

    q = forms.CharField(label=_("Tên hoặc mã thủ tục"), max_length=300)
    field = forms.ModelChoiceField(Field.objects.none(), label=_("Lĩnh vực"), empty_label=_("Tất cả"))
    tier = forms.ChoiceField(label=_("Cấp giải quyết"))
    origin = forms.ChoiceField(label=_("Nguồn quy định"), choices=[("", _("Tất cả")), *Origin.choices])
    with_findings = forms.BooleanField(label=_("Còn phát hiện chưa xử lý"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["field"].queryset = fields_in_use()  # type: ignore[attr-defined]  # a model choice field
        self.fields["tier"].choices = [("", _("Tất cả")), *TIER_CHOICES]  # type: ignore[attr-defined]


TIER_CHOICES = [
    ("ministry", _("Cấp bộ")),
    ("province", _("Cấp tỉnh")),
    ("commune", _("Cấp xã")),
    ("other", _("Cơ quan khác")),
]


class FindingFilter(FilterForm):
    """Filters of the worklist of findings."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=FindingState.choices)
    kind = forms.ChoiceField(label=_("Loại phát hiện"))
    severity = forms.ChoiceField(label=_("Mức độ"), choices=[("", _("Tất cả")), *Severity.choices])
    code = forms.CharField(label=_("Mã thủ tục"), max_length=40)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("Tất cả")), *kinds]  # type: ignore[attr-defined]


class SettleForm(Form):
    """A decision on one finding or on many."""

    state = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[(FindingState.SETTLED, _("Đã xử lý")), (FindingState.DISMISSED, _("Không phải lỗi"))],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label=_("Cách xử lý"),
        help_text=_("Ghi căn cứ, ví dụ: đã đối chiếu quyết định công bố."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    value = forms.CharField(
        label=_("Giá trị đúng"), help_text=_("Nếu đã xác định được."), max_length=2000, required=False
    )


class UploadForm(Form):
    """A file to import."""

    file = forms.FileField(
        label=_("Tệp danh mục"),
        help_text=_(
            "Tệp Word hoặc Excel của Cổng, JSON, JSONL (nén hoặc không), biểu nhập tay của hệ thống, hoặc tệp zip "
            "gồm nhiều tệp như vậy."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.json,.jsonl,.gz,.zip"}),
    )
    effective_from = DateField(
        label=_("Áp dụng từ ngày"),
        required=False,
        help_text=_("Để trống nếu tệp tự ghi thời điểm. Ví dụ 20/11/2026"),
    )


class LayerForm(Form):
    """The province's layer over a procedure."""

    effective_from = DateField(label=_("Áp dụng từ ngày"))
    receiving_desk = forms.CharField(label=_("Nơi tiếp nhận"), required=False, max_length=2000)
    competent_agency = forms.CharField(label=_("Cơ quan giải quyết"), required=False, max_length=2000)
    delegated_agency = forms.CharField(label=_("Cơ quan được ủy quyền, phân cấp"), required=False, max_length=2000)
    fee_text = forms.CharField(
        label=_("Phí, lệ phí do Hội đồng nhân dân tỉnh quy định"), required=False, max_length=2000
    )
    fee_instrument = forms.CharField(label=_("Nghị quyết quy định phí, lệ phí"), required=False, max_length=300)
    limit_value = forms.DecimalField(
        label=_("Thời hạn đã rút ngắn"), required=False, min_value=0, max_digits=8, decimal_places=2, localize=True
    )
    limit_unit = forms.ChoiceField(label=_("Đơn vị thời hạn"), required=False, choices=[("", "–"), *LimitUnit.choices])
    limit_instrument = forms.CharField(label=_("Văn bản rút ngắn thời hạn"), required=False, max_length=300)
    contact = forms.CharField(label=_("Liên hệ"), required=False, max_length=2000)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, layer: ProvincialLayer | None, version: int) -> LayerForm:
        """The form filled with the layer in force."""
        names = [name for name in cls.base_fields if name not in ("version", "effective_from")]
        initial = {name: getattr(layer, name) for name in names} if layer else {}
        return cls(initial={**initial, "version": version})


class MarkForm(Form):
    """Whether the data of a paper can come from a database."""

    from_database = forms.TypedChoiceField(
        label=_("Lấy được từ cơ sở dữ liệu"),
        choices=[("yes", _("Lấy được")), ("no", _("Chưa lấy được")), ("unsaid", _("Chưa xác định"))],
        coerce={"yes": True, "no": False, "unsaid": None}.get,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    database = forms.CharField(
        label=_("Cơ sở dữ liệu"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ Cơ sở dữ liệu quốc gia về dân cư"),
    )
    ground = forms.CharField(
        label=_("Căn cứ"),
        required=False,
        max_length=500,
        help_text=_("Điều, khoản, số văn bản cho phép hoặc lý do."),
    )

    @staticmethod
    def said(component: Component) -> dict[str, str]:
        """What has been said of the paper so far, as the form shows it."""
        said = {True: "yes", False: "no", None: "unsaid"}[component.from_database]
        return {"from_database": said, "database": component.database, "ground": component.database_ground}
