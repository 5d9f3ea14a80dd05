"""Drafts on the pages of a line: what was typed, kept, shown beside what stands, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.access.routes import actor_of, route
from motcua.review.models import CampaignLine, Draft
from motcua.review.services.drafting import EFFORT, END, drop_draft, keep_draft
from motcua.review.views.assess import line_or_404
from motcua.web.acting import version_of
from motcua.web.forms import Form

_PAGES = {EFFORT: "review:assess-effort", END: "review:assess-end"}


@dataclass(frozen=True, slots=True)
class Differing:
    """A field on which a draft differs from what stands."""

    label: str
    standing: str
    typed: str


def keep(request: HttpRequest, line: CampaignLine, subject: str, form: Form) -> Draft:
    """Keep what was sent for the fields of a form as the sender's draft. Raises as `keep_draft`."""
    content = {name: str(request.POST[name]) for name in form.fields if name in request.POST}
    return keep_draft(actor=actor_of(request), line=line, subject=subject, content=content, seen=version_of(request))


def differing(form: Form, standing: Mapping[str, Any], typed: Mapping[str, Any]) -> list[Differing]:
    """Where a draft says otherwise than what stands, each side in the words of its field."""
    rows = []
    for bound in form:
        first, second = (_plain(values.get(bound.name)) for values in (standing, typed))
        if first != second:
            rows.append(Differing(str(bound.label), _words(bound, first), _words(bound, second)))
    return rows


def _plain(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _words(bound: BoundField, value: str) -> str:
    choices = {str(key): str(words) for key, words in getattr(bound.field, "choices", ())}
    return choices.get(value, value) or "–"


@route("review.assess")
@require_POST
def drop(request: HttpRequest, public_id: str, subject: str) -> HttpResponse:
    """Throw one's own draft away; the page then shows what stands."""
    if subject not in _PAGES:
        raise Http404
    line = line_or_404(request, public_id)
    drop_draft(actor=actor_of(request), line=line, subject=subject)
    return redirect(_PAGES[subject], public_id)


def apart() -> str:
    """What is said where another wrote meanwhile."""
    return _("Người khác vừa ghi phần này; bản của ông/bà được giữ riêng, chưa thay số liệu đang có.")
