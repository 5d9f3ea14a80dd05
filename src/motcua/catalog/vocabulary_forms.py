"""Forms of the table of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models.vocabulary import Synonym, WordKind
from motcua.catalog.vocabulary_rows import FLAGS, LISTS, TEXTS
from motcua.web.forms import FilterForm, Form

_LINES = forms.Textarea(attrs={"rows": 3})
_MOST_LINES, _LONGEST = 60, 200
ROW_KINDS = [choice for choice in WordKind.choices if choice[0] != WordKind.OFF]


class WordsFilter(FilterForm):
    """Filters of the table of words."""

    q = forms.CharField(label=_("Từ cần tìm"), max_length=100)
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Tất cả")), *ROW_KINDS])
    origin = forms.ChoiceField(
        label=_("Nguồn"),
        choices=[("", _("Tất cả")), ("own", _("Tỉnh thêm hoặc sửa")), ("shipped", _("Có sẵn")), ("off", _("Đang tắt"))],
    )


class LinesField(forms.CharField):
    """Phrases, one a line; gives a list without blank lines."""

    widget = _LINES

    def clean(self, value: Any) -> list[str]:
        """The phrases; too many or too long ones are refused with a sentence."""
        text = super().clean(value)
        lines = list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
        if len(lines) > _MOST_LINES or any(len(line) > _LONGEST for line in lines):
            raise forms.ValidationError(
                _("Nhiều nhất %(lines)d dòng, mỗi dòng nhiều nhất %(letters)d ký tự.")
                % {"lines": _MOST_LINES, "letters": _LONGEST}
            )
        return lines


class WordsForm(Form):
    """One row of the table of words, and a sentence to try it with."""

    kind = forms.ChoiceField(label=_("Loại"), choices=ROW_KINDS, initial=WordKind.EVERYDAY)
    say = LinesField(label=_("Người dân nói"), help_text=_("Mỗi dòng một cách nói, có dấu nếu được."))
    means = LinesField(
        label=_("Nghĩa là"),
        required=False,
        help_text=_("Mỗi dòng một cụm từ như trong tên thủ tục. Bỏ trống với hướng dẫn."),
    )
    codes = LinesField(
        label=_("Thủ tục chỉ định"), required=False, help_text=_("Mỗi dòng một mã; thủ tục này lên đầu.")
    )
    only_with = LinesField(
        label=_("Chỉ khi câu có thêm"), required=False, help_text=_("Một trong các từ này phải có trong câu.")
    )
    unless = LinesField(label=_("Không áp dụng khi câu có"), required=False)
    fields_ = LinesField(label=_("Ưu tiên lĩnh vực"), required=False)
    instead = forms.BooleanField(label=_("Không tìm theo mặt chữ nữa, chỉ theo nghĩa"), required=False)
    takes = forms.BooleanField(
        label=_("Từ ở mục “Chỉ khi câu có thêm” thuộc về nghĩa, không tìm riêng"), required=False
    )
    title = forms.CharField(label=_("Tiêu đề hướng dẫn"), required=False, max_length=200)
    text = forms.CharField(label=_("Nội dung hướng dẫn"), required=False, max_length=1500, widget=_LINES)
    where = forms.CharField(label=_("Nơi đến"), required=False, max_length=500)
    related = LinesField(label=_("Tìm thêm giúp người dân"), required=False, help_text=_("Mỗi dòng một câu tìm."))
    alone = forms.BooleanField(label=_("Chỉ hiện hướng dẫn, không hiện thủ tục"), required=False)
    note = forms.CharField(label=_("Ghi chú của người sửa"), required=False, max_length=500)
    trial = forms.CharField(
        label=_("Thử với câu"),
        required=False,
        max_length=200,
        help_text=_("Bấm Thử để so kết quả trước và sau, chưa ghi gì."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, kind: str, content: Mapping[str, Any], row: Synonym | None) -> WordsForm:
        """The form filled with a line of the table."""
        initial: dict[str, Any] = {_field(name): "\n".join(content.get(name, ())) for name in LISTS}
        initial |= {name: content.get(name, "") for name in TEXTS} | {name: content.get(name, False) for name in FLAGS}
        first = next(iter(content.get("say", ())), "")
        initial |= {"kind": kind, "trial": first, "note": row.note if row else "", "version": row.version if row else 0}
        return cls(initial=initial)

    @property
    def content(self) -> dict[str, Any]:
        """What the form says as the engine's values; guidance and words keep only what is theirs."""
        given = self.cleaned_data
        guidance = given["kind"] == WordKind.GUIDANCE
        names = ("say", "unless", "related", *TEXTS, "alone") if guidance else (*LISTS[:6], "instead", "takes")
        return {name: given[_field(name)] for name in names if given[_field(name)]}


def _field(name: str) -> str:
    """The form's own name for a value: `fields` would hide the form's."""
    return "fields_" if name == "fields" else name
