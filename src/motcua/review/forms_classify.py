"""The form of the page that tries answers out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.web.forms import DateField, Form, mend_messages

YES, NO, ABSENT = "dat", "khong", "na"
VALUES = {YES: True, NO: False, ABSENT: None}


class TryForm(Form):
    """A day and one answer a question; "not applicable" only where the law lets a question fall away.

    `asked` are the questions: key, words, when it falls away ("" never).
    """

    ngay = DateField(label=_("Theo quy định ngày"))

    def __init__(self, *args: Any, asked: Iterable[tuple[str, str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for key, name, absent in asked:
            choices = [(YES, _("Đạt")), (NO, _("Không đạt")), *([(ABSENT, _("Không áp dụng"))] if absent else [])]
            label = name[:1].upper() + name[1:]
            hint = _("Không áp dụng khi %(absent)s.") % {"absent": absent} if absent else ""
            field = forms.ChoiceField(label=label, choices=choices, help_text=hint, widget=forms.RadioSelect)
            mend_messages(field, key)
            self.fields[key] = field

    @property
    def answers(self) -> dict[str, bool | None]:
        """The answers as the law takes them; only of a valid form."""
        return {key: VALUES[value] for key, value in self.cleaned_data.items() if key != "ngay"}
