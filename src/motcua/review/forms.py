"""Forms of campaigns: filters, the plan, and the small forms of each act."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models import Field, Origin
from motcua.catalog.search.fold import fold
from motcua.organisation.forms_powers import NamedUnitField
from motcua.organisation.models import Tier
from motcua.review.content import CampaignContent, ScopeRule, Signed, TargetGiven
from motcua.review.models import Campaign, CampaignKind, CampaignState, LineState
from motcua.review.services.meetings import Minutes
from motcua.review.tables_in import read_day
from motcua.web.faults import UserError
from motcua.web.forms import DateField, FilterForm, Form, mend_messages

_ALL = ("", _("Tất cả"))
_ROWS = forms.Textarea(attrs={"rows": 3})


class CampaignFilter(FilterForm):
    """Filters of the list of campaigns."""

    q = forms.CharField(label=_("Tên hoặc số kế hoạch"), max_length=200)
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[_ALL, *CampaignState.choices])
    kind = forms.ChoiceField(label=_("Loại rà soát"), choices=[_ALL, *CampaignKind.choices])


class LineFilter(FilterForm):
    """Filters of the lines of a campaign."""

    q = forms.CharField(label=_("Mã hoặc tên thủ tục"), max_length=200)
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[_ALL, *LineState.choices])
    field = forms.ChoiceField(label=_("Lĩnh vực"))
    unit = forms.ChoiceField(label=_("Đơn vị chủ trì"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], fields: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        loose = ("-", __("Chưa giao đơn vị"))
        self.fields["unit"].choices = [_ALL, loose, *units]  # type: ignore[attr-defined]
        self.fields["field"].choices = [_ALL, *((name, name) for name in fields)]  # type: ignore[attr-defined]


class PlanForm(Form):
    """What a plan says."""

    title = forms.CharField(label=_("Tên đợt rà soát"), max_length=500)
    kind = forms.ChoiceField(label=_("Loại rà soát"), choices=CampaignKind.choices, widget=forms.RadioSelect)
    follows = forms.ChoiceField(
        label=_("Đợt đã phê duyệt trước đó"), required=False, help_text=_("Chỉ cần cho giai đoạn hai.")
    )
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2200)
    plan_number = forms.CharField(label=_("Số kế hoạch"), max_length=100, required=False)
    plan_signed_on = DateField(label=_("Ngày ký kế hoạch"), required=False)
    ground = forms.CharField(label=_("Căn cứ lựa chọn"), max_length=5_000, required=False, widget=_ROWS)
    opens_on = DateField(label=_("Ngày bắt đầu"))
    unit_result_due = DateField(label=_("Đơn vị gửi kết quả trước ngày"))
    check_due = DateField(label=_("Kiểm soát chất lượng xong trước ngày"))
    consolidation_due = DateField(label=_("Tổng hợp, trình phê duyệt trước ngày"))
    law_date = DateField(
        label=_("Áp dụng quy định tại ngày"), required=False, help_text=_("Để trống: ngày mở đợt rà soát.")
    )
    announced = forms.BooleanField(label=_("Thủ tục đã công bố, đang thực hiện"), required=False)
    issued_since = DateField(
        label=_("Thủ tục mới ban hành từ ngày"), required=False, help_text=_("Để trống nếu không lấy riêng nhóm này.")
    )
    unannounced = forms.BooleanField(label=_("Thủ tục chưa được công bố"), required=False)
    incomplete = forms.BooleanField(label=_("Thủ tục công bố chưa đầy đủ"), required=False)
    tiers = forms.MultipleChoiceField(label=_("Cấp thực hiện"), required=False, widget=forms.CheckboxSelectMultiple)
    origins = forms.MultipleChoiceField(
        label=_("Nguồn quy định"), required=False, choices=Origin.choices, widget=forms.CheckboxSelectMultiple
    )
    fields_wanted = forms.CharField(
        label=_("Lĩnh vực"),
        required=False,
        max_length=20_000,
        widget=_ROWS,
        help_text=_("Mỗi dòng một lĩnh vực. Để trống: mọi lĩnh vực."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, stages: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["follows"].choices = [("", __("Không có")), *stages]  # type: ignore[attr-defined]
        tiers = [(tier.key, tier.name) for tier in Tier.objects.all()]
        self.fields["tiers"].choices = tiers  # type: ignore[attr-defined]

    def clean_fields_wanted(self) -> tuple[str, ...]:
        """Names of fields as the catalogue writes them; a name that it does not have is told."""
        lines = [line.strip() for line in str(self.cleaned_data["fields_wanted"]).splitlines() if line.strip()]
        keys = {fold(one): one for one in Field.objects.values_list("name", flat=True)} if lines else {}
        strange = [line for line in lines if fold(line) not in keys]
        if strange:
            words = str(_("Danh mục thủ tục không có lĩnh vực %(names)s. Ghi tên như trong danh mục."))
            raise forms.ValidationError(words % {"names": ", ".join(f"“{name[:100]}”" for name in strange[:3])})
        return tuple(dict.fromkeys(keys[fold(line)] for line in lines))

    @staticmethod
    def filled(campaign: Campaign) -> dict[str, Any]:
        """The initial values for a plan that exists."""
        names = (
            "title", "kind", "year", "plan_number", "plan_signed_on", "ground", "opens_on", "unit_result_due",
            "check_due", "consolidation_due", "law_date", "version",
        )  # fmt: skip
        rule = ScopeRule.read(campaign.scope)
        scope = {name: getattr(rule, name) for name in ("announced", "issued_since", "unannounced", "incomplete")}
        return {
            **{name: getattr(campaign, name) for name in names},
            **scope,
            "tiers": list(rule.tiers),
            "origins": list(rule.origins),
            "fields_wanted": "\n".join(rule.fields),
            "follows": campaign.follows.public_id if campaign.follows else "",
        }

    def content(self) -> CampaignContent:
        """What was filled in."""
        data = self.cleaned_data
        rule = ScopeRule(
            announced=data["announced"],
            issued_since=data["issued_since"],
            unannounced=data["unannounced"],
            incomplete=data["incomplete"],
            fields=data["fields_wanted"],
            tiers=tuple(data["tiers"]),
            origins=tuple(data["origins"]),
        )
        names = (
            "title", "year", "opens_on", "unit_result_due", "check_due", "consolidation_due", "plan_number",
            "plan_signed_on", "ground", "law_date",
        )  # fmt: skip
        return CampaignContent(kind=CampaignKind(data["kind"]), scope=rule, **{name: data[name] for name in names})


class CopyForm(Form):
    """A new plan from this one."""

    year = forms.IntegerField(label=_("Năm của đợt mới"), min_value=2000, max_value=2200)
    title = forms.CharField(label=_("Tên đợt mới"), max_length=500, required=False)


class UnitForm(Form):
    """A unit to take part."""

    unit = NamedUnitField(label=_("Đơn vị"))
    lead = forms.ChoiceField(
        label=_("Vai trò"), choices=[("1", _("chủ trì")), ("", _("phối hợp"))], required=False, initial="1"
    )
    result_due = DateField(label=_("Hạn riêng"), required=False, help_text=_("Để trống: theo kế hoạch."))


class ChooseForm(Form):
    """Procedures in or out by hand."""

    codes = forms.CharField(label=_("Mã thủ tục"), max_length=200_000, widget=_ROWS, help_text=_("Mỗi dòng một mã."))
    wanted = forms.ChoiceField(
        label=_("Việc"), choices=[("1", _("đưa vào rà soát")), ("", _("để ngoài"))], required=False, initial="1"
    )
    reason = forms.CharField(label=_("Lý do"), max_length=1000)


class WeightsForm(Form):
    """Weights of the criteria of selection; `criteria` maps their keys to words."""

    def __init__(self, *args: Any, criteria: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for key, words in criteria.items():
            label = f"{words[:1].upper()}{words[1:]} (%)"
            self.fields[key] = forms.DecimalField(
                label=label, max_digits=5, decimal_places=2, min_value=0, localize=True
            )
            mend_messages(self.fields[key], label)

    def weights(self) -> dict[str, Decimal]:
        """What was filled in."""
        return {key: self.cleaned_data[key] for key in self.criteria}


class TableForm(Form):
    """A table as a file."""

    file = forms.FileField(label=_("Tệp CSV hoặc XLSX"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}))


class ExclusionForm(TableForm):
    """A list of exclusion."""

    title = forms.CharField(label=_("Tên danh mục"), max_length=500)
    instrument = forms.CharField(label=_("Văn bản"), max_length=200, required=False, help_text=_("Ví dụ 846/QĐ-TTg"))
    field_order = ["title", "instrument", "file"]


class TargetsForm(Form):
    """The figures of a plan, one a line."""

    targets = forms.CharField(
        label=_("Chỉ tiêu"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng: tên chỉ tiêu; tỷ lệ %; đến ngày; cấp (tỉnh, xã hoặc để trống)."),
    )

    def given(self) -> list[TargetGiven]:
        """The figures. Raises `UserError` naming the line that cannot be read."""
        from motcua.review.services.exclusions import tier_of

        found = []
        for line in self.cleaned_data["targets"].splitlines():
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split(";")] + ["", "", ""]
            share, day = parts[1].rstrip("% ").replace(",", "."), read_day(parts[2])
            if not parts[0] or not share.replace(".", "", 1).isdigit() or day is None:
                raise UserError(
                    "bad-target", __("Chưa đọc được chỉ tiêu “{line}”.").format(line=line[:100]), field="targets"
                )
            found.append(TargetGiven(parts[0], Decimal(share), day, tier_of(parts[3])))
        return found


class AssignForm(Form):
    """The unit that leads the lines marked."""

    unit = NamedUnitField(label=_("Giao các thủ tục đã đánh dấu cho"))


class ReasonForm(Form):
    """A reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=_ROWS)


class DrawForm(Form):
    """How many to draw."""

    size = forms.IntegerField(
        label=_("Số thủ tục"), min_value=1, max_value=100_000, required=False, help_text=_("Để trống: theo tỷ lệ mẫu.")
    )
    seed = forms.IntegerField(
        label=_("Số khởi tạo"),
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        help_text=_("Để trống: máy chọn và ghi lại. Ghi số cũ để rút lại đúng mẫu đó."),
    )


class RemindForm(Form):
    """By when a unit is to answer."""

    reply_by = DateField(label=_("Phản hồi trước ngày"), required=False)


class MeetingForm(Form):
    """The minutes of a meeting."""

    title = forms.CharField(label=_("Nội dung họp"), max_length=500)
    held_on = DateField(label=_("Ngày họp"))
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)
    chair = forms.CharField(label=_("Chủ trì"), max_length=200)
    present = forms.CharField(label=_("Thành phần"), max_length=5_000, required=False, widget=_ROWS)
    minutes = forms.CharField(label=_("Biên bản"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 6}))
    conclusion = forms.CharField(label=_("Kết luận chung"), max_length=10_000, required=False, widget=_ROWS)
    lines = forms.CharField(
        label=_("Kết luận từng thủ tục"),
        max_length=100_000,
        required=False,
        widget=_ROWS,
        help_text=_("Mỗi dòng: mã thủ tục, dấu hai chấm, kết luận."),
    )
    file = forms.FileField(label=_("Biên bản đã ký"), required=False)

    def minutes_given(self) -> Minutes:
        """What was filled in."""
        names = ("title", "held_on", "chair", "minutes", "place", "present", "conclusion")
        return Minutes(**{name: self.cleaned_data[name] for name in names})

    def conclusions(self) -> list[tuple[str, str]]:
        """Codes with their conclusions. Raises `UserError` for a line without colon."""
        found = []
        for line in self.cleaned_data["lines"].splitlines():
            code, mark, text = line.partition(":")
            if line.strip() and (not mark or not text.strip()):
                raise UserError(
                    "bad-line", __("Ghi “mã: kết luận” ở dòng “{line}”.").format(line=line[:80]), field="lines"
                )
            if line.strip():
                found.append((code.strip(), text.strip()))
        return found


class SignForm(Form):
    """Who signs."""

    signature = forms.CharField(
        label=_("Thẩm quyền, chức vụ người ký"), max_length=300, widget=_ROWS, help_text=_("Mỗi dòng một vế.")
    )


class SignedForm(Form):
    """What the signed decision says."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=100, help_text=_("Ví dụ 1024/QĐ-UBND"))
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)

    def signed(self) -> Signed:
        """What was filled in."""
        data = self.cleaned_data
        return Signed(data["number"], data["signed_on"], data["signer"])
