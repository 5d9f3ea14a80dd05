"""Forms of the log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.audit import vocabulary
from motcua.audit.selectors import Search
from motcua.web.forms import DateField, FilterForm


class SearchForm(FilterForm):
    """What to look for in the log; parameter names stand in the address."""

    nguoi = forms.CharField(label=_("Người làm"), max_length=150)
    don_vi = forms.CharField(label=_("Đơn vị"), max_length=150)
    viec = forms.ChoiceField(label=_("Việc"))
    loai = forms.ChoiceField(label=_("Loại đối tượng"))
    ma = forms.CharField(label=_("Mã đối tượng"), max_length=80)
    dia_chi = forms.CharField(label=_("Địa chỉ máy"), max_length=45)
    tu = DateField(label=_("Từ ngày"), help_text="")
    den = DateField(label=_("Đến ngày"), help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("viec", vocabulary.verb_choices()), ("loai", vocabulary.kind_choices())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Tất cả")), *choices]

    def search(self) -> Search:
        """The search that the form asks for; fields at fault do not narrow."""
        given = getattr(self, "cleaned_data", {})
        return Search(
            person=given.get("nguoi", ""),
            unit=given.get("don_vi", ""),
            verb=given.get("viec", ""),
            object_type=given.get("loai", ""),
            object_id=given.get("ma", ""),
            address=given.get("dia_chi", ""),
            since=given.get("tu"),
            until=given.get("den"),
        )
