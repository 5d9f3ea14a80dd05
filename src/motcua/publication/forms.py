"""Forms of announcing and making public."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.access.actors import Actor
from motcua.catalog.selectors import fields_in_use
from motcua.catalog.typed import typed_codes
from motcua.law.calendar import VIETNAM
from motcua.organisation.forms_powers import NamedUnitField
from motcua.organisation.models import Tier, Unit
from motcua.organisation.selectors import periods_on, province
from motcua.publication.content import DecisionContent, LineGiven, Signed
from motcua.publication.lists import ListAsked
from motcua.publication.models import AnnouncementDecision, DecisionKind, DecisionState, LineKind, Place
from motcua.publication.owners import unit_in_charge
from motcua.web.forms import DateField, FilterForm, Form

_ALL = ("", _("Tất cả"))
_TEXT = forms.Textarea(attrs={"rows": 3})


def advising_choices(actor: Actor | None, day: date) -> list[tuple[str, str]]:
    """Units of the province that may advise: public id and name; for whoever does not check, only the own ones."""
    chosen = province()
    rows = periods_on(day, tier="province", under=chosen) if chosen else periods_on(day, tier="province")
    own = None if actor is None or actor.system or actor.may("publication.check") else actor.unit_ids
    return [(row.unit.public_id, row.name) for row in rows if own is None or row.unit_id in own]


class DecisionFilter(FilterForm):
    """Filters of the list of decisions."""

    q = forms.CharField(label=_("Số, trích yếu hoặc mã thủ tục"), max_length=200)
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[_ALL, *DecisionState.choices])
    unit = forms.ChoiceField(label=_("Cơ quan tham mưu"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [_ALL, *units]  # type: ignore[attr-defined]


class ClockFilter(FilterForm):
    """Filters of the list of what is still to be done."""

    act = forms.ChoiceField(
        label=_("Việc"), choices=[_ALL, ("announce", _("Ban hành quyết định")), ("upload", _("Đăng công khai"))]
    )
    unit = forms.ChoiceField(label=_("Cơ quan tham mưu"))

    def __init__(self, *args: Any, units: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [_ALL, *units]  # type: ignore[attr-defined]


class PeriodFilter(FilterForm):
    """The period of the measures."""

    tu = DateField(label=_("Từ ngày"))
    den = DateField(label=_("Đến hết ngày"))


class DecisionForm(Form):
    """What a decision is about."""

    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=1000,
        widget=_TEXT,
        help_text=_("Ví dụ: Công bố danh mục thủ tục hành chính lĩnh vực hộ tịch"),
    )
    kind = forms.ChoiceField(label=_("Loại quyết định"), choices=DecisionKind.choices, widget=forms.RadioSelect)
    advising_unit = forms.ChoiceField(label=_("Cơ quan tham mưu"))
    source = forms.CharField(
        label=_("Theo quyết định công bố của bộ, ngành"),
        max_length=500,
        required=False,
        help_text=_("Số, ngày và cơ quan ban hành."),
    )
    law_effective_on = DateField(
        label=_("Ngày văn bản quy phạm pháp luật có hiệu lực"),
        required=False,
        help_text=_("Dùng để tính hạn công bố. Thủ tục có ngày riêng thì ghi ở từng dòng. Ví dụ 20/11/2026"),
    )
    effective_from = DateField(
        label=_("Quyết định có hiệu lực từ"), required=False, help_text=_("Để trống: có hiệu lực từ ngày ký.")
    )
    shortened = forms.BooleanField(label=_("Văn bản ban hành theo trình tự, thủ tục rút gọn"), required=False)
    law_issued_on = DateField(
        label=_("Ngày ban hành văn bản quy phạm pháp luật"),
        required=False,
        help_text=_("Cần khi theo trình tự rút gọn."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        meant = self.get_initial_for_field(self.fields["advising_unit"], "advising_unit")
        known = len(units) == 1 or meant in dict(units)
        self.fields["advising_unit"].choices = units if known else [("", "–"), *units]  # type: ignore[attr-defined]

    @staticmethod
    def filled(decision: AnnouncementDecision) -> dict[str, Any]:
        """The initial values for a decision that exists; for an advising unit that was merged since, its heir."""
        names = (
            "title",
            "kind",
            "source",
            "law_effective_on",
            "effective_from",
            "shortened",
            "law_issued_on",
            "version",
        )
        unit = unit_in_charge(decision.advising_unit, timezone.localdate()).value or decision.advising_unit
        return {name: getattr(decision, name) for name in names} | {"advising_unit": unit.public_id}

    def content(self) -> DecisionContent:
        """What was filled in."""
        data = self.cleaned_data
        return DecisionContent(
            title=data["title"],
            advising_unit=Unit.objects.get(public_id=data["advising_unit"]),
            kind=DecisionKind(data["kind"]),
            source=data["source"],
            shortened=data["shortened"],
            law_issued_on=data["law_issued_on"],
            law_effective_on=data["law_effective_on"],
            effective_from=data["effective_from"],
        )


class LinesForm(Form):
    """Procedures to add, many at once."""

    codes = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một mã; thủ tục chưa có trong danh mục thì ghi tên sau mã. Ví dụ 1.001193"),
    )
    kind = forms.ChoiceField(label=_("Loại công bố"), choices=LineKind.choices, widget=forms.RadioSelect)
    law_effective_on = DateField(label=_("Văn bản có hiệu lực từ"), required=False, help_text=_("Nếu khác quyết định."))
    replaces = forms.CharField(
        label=_("Thay thế các mã"), max_length=200, required=False, help_text=_("Cách nhau bằng dấu phẩy.")
    )
    basis = forms.CharField(
        label=_("Căn cứ pháp lý"), max_length=2000, required=False, help_text=_("Để trống: lấy theo danh mục.")
    )

    def lines(self) -> list[LineGiven]:
        """What was typed, a line each."""
        data = self.cleaned_data
        found = []
        kind = LineKind(data["kind"])
        for text in data["codes"].splitlines():
            for code, name in typed_codes(text):
                given = LineGiven(code, kind, name, "", data["law_effective_on"], data["basis"], data["replaces"])
                found.append(given)
        return found


class SignForm(Form):
    """Who signs, before the paper is made."""

    signature = forms.CharField(
        label=_("Quyền hạn, chức vụ của người ký"),
        max_length=300,
        initial="CHỦ TỊCH",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một ý, ví dụ “KT. CHỦ TỊCH” rồi “PHÓ CHỦ TỊCH”."),
    )


class SignedForm(Form):
    """What the signed decision says, typed by hand."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=100, help_text=_("Ví dụ 1024/QĐ-UBND"))
    signed_on = DateField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)
    effective_from = DateField(label=_("Có hiệu lực từ"), required=False, help_text=_("Để trống: từ ngày ký."))

    def signed(self) -> Signed:
        """What was filled in."""
        data = self.cleaned_data
        return Signed(data["number"], data["signed_on"], data["signer"], data["effective_from"])


class ReasonForm(Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=_TEXT)


class PublishForm(Form):
    """Where and when chosen procedures were made public."""

    place = forms.ChoiceField(label=_("Nơi công khai"), choices=Place.choices, initial=Place.NATIONAL)
    published_at = forms.DateTimeField(
        label=_("Lúc công khai"),
        input_formats=["%d/%m/%Y %H:%M", "%d/%m/%Y"],
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs={"class": "govuk-input--width-10"}),
        help_text=_("Ví dụ 20/11/2026 15:30"),
    )
    evidence = forms.CharField(
        label=_("Minh chứng"), max_length=1000, required=False, help_text=_("Địa chỉ trang hoặc cách đối chiếu.")
    )

    @staticmethod
    def now() -> dict[str, Any]:
        """The initial moment: now."""
        return {"published_at": timezone.now().astimezone(VIETNAM), "place": Place.NATIONAL}


class EndForm(Form):
    """By which decision another one ends."""

    by = forms.CharField(label=_("Số quyết định thay thế, bãi bỏ"), max_length=100)
    state = forms.ChoiceField(
        label=_("Cách kết thúc"),
        choices=[
            (DecisionState.SUPERSEDED, DecisionState.SUPERSEDED.label),
            (DecisionState.ABOLISHED, DecisionState.ABOLISHED.label),
        ],
        widget=forms.RadioSelect,
    )


class AnnexForm(Form):
    """What a list is to hold."""

    field = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    tier = forms.ChoiceField(label=_("Cấp giải quyết"), required=False)
    unit = NamedUnitField(label=_("Đơn vị giải quyết"), required=False)
    since = DateField(
        label=_("Tách riêng phần thay đổi từ ngày"),
        required=False,
        help_text=_("Để trống: chỉ lập danh mục đang áp dụng. Ví dụ 20/11/2026"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(field.name, field.name) for field in fields_in_use()]
        tiers = [(tier.key, tier.name) for tier in Tier.objects.on(timezone.localdate())]
        self.fields["field"].choices = [_ALL, *names]  # type: ignore[attr-defined]
        self.fields["tier"].choices = [_ALL, *tiers]  # type: ignore[attr-defined]

    def asked(self) -> ListAsked:
        """What was chosen, as of today."""
        data = self.cleaned_data
        unit = data["unit"].public_id if data["unit"] else ""
        return ListAsked(timezone.localdate(), data["field"], data["tier"], unit, data["since"])
