"""Forms of the room `jobs`."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.jobs.models import JobState
from motcua.web.forms import FilterForm


class JobFilter(FilterForm):
    """Which jobs a list shows."""

    state = forms.ChoiceField(label=_("Trạng thái"), choices=[("", _("Tất cả")), *JobState.choices])
    routine = forms.BooleanField(label=_("Cả việc theo lịch đã xong"))
