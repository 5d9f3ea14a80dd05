"""Forms of the assessment: an answer, the effort sheet, the conclusion, the choice between two answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.review.answering import LINE, TEXT, Given
from motcua.review.models import LineState, PartSaid, Remedy, Said
from motcua.review.questions import Question
from motcua.web.forms import AmountField, DateField, FilterForm, Form

_TRI = [("", _("chưa rõ")), ("yes", _("có")), ("no", _("không"))]
_AREA = {"rows": 2}


def _tri(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_TRI, required=False)


class JudgingForm(Form):
    """What every answer carries beside its value."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=TEXT, required=False, widget=forms.Textarea(attrs=_AREA),
        help_text=_("Cần ghi khi kết luận khác gợi ý."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("Minh chứng"), max_length=TEXT, required=False, widget=forms.Textarea(attrs=_AREA)
    )
    document = forms.CharField(label=_("Văn bản quy định"), max_length=LINE, required=False)
    article = forms.CharField(
        label=_("Điều, khoản, điểm"), max_length=LINE, required=False, help_text=_("Ví dụ Điều 11 khoản 2")
    )
    remedy = forms.ChoiceField(label=_("Giải pháp"), choices=[("", _("Chưa chọn")), *Remedy.choices], required=False)
    wording = forms.CharField(
        label=_("Nội dung đề nghị sửa, một câu"), max_length=TEXT, required=False, widget=forms.Textarea(attrs=_AREA)
    )
    owner = forms.CharField(label=_("Đơn vị thực hiện"), max_length=LINE, required=False)
    due_on = DateField(label=_("Thời hạn"), required=False)

    @property
    def given(self) -> Given:
        """The answer that a valid form states."""
        data = self.cleaned_data
        tests = [{"yes": True, "no": False}.get(data.get(name, "")) for name in _TESTS]
        texts: dict[str, Any] = {name: str(data[name]) for name in _TEXTS}
        plain = Given(data["value"], **texts, due_on=data["due_on"], rejected=bool(data.get("rejected")))
        return replace(plain, necessary=tests[0], reasonable=tests[1], lawful=tests[2])


_TEXTS = ("reason", "evidence", "document", "article", "remedy", "wording", "owner")
_TESTS = ("necessary", "reasonable", "lawful")


class AnswerForm(JudgingForm):
    """The answer to one criterion."""

    value = forms.ChoiceField(label=_("Kết luận của ông/bà"), widget=forms.RadioSelect)
    rejected = forms.BooleanField(label=_("Gợi ý đọc sai hồ sơ: bác bỏ"), required=False)
    field_order = ["value", "reason", "rejected"]

    def __init__(self, *args: Any, question: Question, proposed: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        na = f"{Said.NOT_APPLICABLE.label}: {question.may_not_apply}"
        choices: list[tuple[str, Any]] = [(Said.YES.value, Said.YES.label), (Said.NO.value, Said.NO.label)]
        choices += [(Said.NOT_APPLICABLE.value, na)] if question.may_not_apply else []
        self.fields["value"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if not proposed:
            del self.fields["rejected"]


class PartForm(JudgingForm):
    """What is said of a statutory part or a paper."""

    value = forms.ChoiceField(label=_("Kết luận"), widget=forms.RadioSelect)
    necessary = _tri(_("Cần thiết"))
    reasonable = _tri(_("Hợp lý"))
    lawful = _tri(_("Hợp pháp"))
    field_order = ["value", "necessary", "reasonable", "lawful", "reason"]

    def __init__(self, *args: Any, simplifies: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        most = PartSaid.choices if simplifies else PartSaid.choices[:3]
        self.fields["value"].choices = most  # type: ignore[attr-defined]  # a choice field
        if not simplifies:
            for name in _TESTS:
                del self.fields[name]


class EffortForm(Form):
    """The factors of assessment (b)."""

    cases = forms.IntegerField(label=_("Số trường hợp, nhánh"), min_value=0, required=False)
    components = forms.IntegerField(label=_("Số thành phần hồ sơ"), min_value=0, required=False)
    agencies = forms.IntegerField(label=_("Số cơ quan tham gia"), min_value=0, required=False)
    steps = forms.IntegerField(label=_("Số bước thực hiện"), min_value=0, required=False)
    databases = forms.IntegerField(label=_("Số cơ sở dữ liệu phải kết nối"), min_value=0, required=False)
    build_cost = AmountField(label=_("Chi phí xây dựng ước tính (đồng)"), min_value=0, required=False)
    volume = AmountField(label=_("Số hồ sơ một năm"), min_value=0, required=False)
    volume_source = forms.CharField(
        label=_("Nguồn số liệu"), max_length=500, required=False, help_text=_("Ví dụ: báo cáo năm 2025 của Sở")
    )


class ConclusionForm(Form):
    """What the unit concludes about the procedure."""

    level = forms.ChoiceField(label=_("Kết luận"), widget=forms.RadioSelect, required=False)
    suitable = forms.ChoiceField(
        label=_("Đưa vào danh mục thực hiện"),
        choices=[("yes", _("Có, theo mức độ và thời gian bên dưới")), ("no", _("Chưa, ghi lý do ở phần ghi chú"))],
        widget=forms.RadioSelect,
    )
    year = forms.IntegerField(label=_("Năm thực hiện"), min_value=2000, max_value=2100, required=False)
    period = forms.CharField(
        label=_("Giai đoạn"), max_length=20, required=False, help_text=_("Quý như Q3, hoặc giai đoạn như 2026-2027")
    )
    proactive = forms.TypedChoiceField(
        label=_("Mức độ chủ động"), coerce=int, empty_value=None, required=False,
        choices=[("", _("chưa xác định"))],
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ghi chú, lý do"), max_length=TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    answer = forms.CharField(
        label=_("Tiếp thu, giải trình nhận xét"), max_length=TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, levels: Any, proactive: Any, returned: bool, simplifies: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if simplifies:
            self.fields["suitable"].label = _("Đưa vào phương án của đơn vị")
            self.fields["suitable"].choices = [  # type: ignore[attr-defined]  # a choice field
                ("yes", _("Có, thực hiện theo thời gian bên dưới; giữ nguyên thì không cần ghi thời gian")),
                ("no", _("Chưa, ghi lý do ở phần ghi chú")),
            ]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]  # a choice field
        if proactive:
            self.fields["proactive"].choices = [("", _("chưa xác định")), *proactive]  # type: ignore[attr-defined]
        else:
            del self.fields["proactive"]
        if not returned:
            del self.fields["answer"]


class WorkFilter(FilterForm):
    """Filters of a reviewer's list of procedures."""

    q = forms.CharField(label=_("Tên hoặc mã thủ tục"), max_length=300)
    state = forms.ChoiceField(label=_("Tình trạng"), choices=[("", _("Tất cả")), *LineState.choices[:5]])
    mine = forms.BooleanField(label=_("Chỉ thủ tục giao cho tôi"))
