"""What several pages read out of a request, and how a refusal is put beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from motcua.access.routes import actor_of
from motcua.papers.models import Paper, Register
from motcua.papers.selectors import paper_by_id, register_by_id
from motcua.papers.services.signature import SignedCopy
from motcua.web.acting import told
from motcua.web.faults import Stale, UserError
from motcua.web.forms import Form


def paper_or_404(request: HttpRequest, public_id: str) -> Paper:
    """The document, where the one who asks may see it; raises `Http404`."""
    paper = paper_by_id(actor_of(request), public_id)
    if paper is None:
        raise Http404
    return paper


def register_or_404(request: HttpRequest, public_id: str) -> Register:
    """The register; raises `Http404`."""
    register = register_by_id(actor_of(request), public_id)
    if register is None:
        raise Http404
    return register


def version_of(request: HttpRequest) -> int:
    """The version the form was drawn from; raises `Stale` where the form carries none."""
    raw = request.POST.get("version", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 10):
        raise Stale(_("Biểu mẫu thiếu số phiên bản. Tải lại trang rồi làm lại."))
    return int(raw)


def copy_of(form: Form) -> SignedCopy | None:
    """The signed copy that came with a form."""
    upload = form.cleaned_data.get("file")
    return SignedCopy(upload, upload.name) if upload else None


def done(request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], object], words: str) -> bool:
    """Act on a well-formed form and say so; False, with the form told, where it is not well formed or was refused."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except UserError as error:
        told(form, error)
        return False
    messages.success(request, words)
    return True
