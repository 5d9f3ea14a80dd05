"""Control pages of the province's own rows: list, propose, change, approve, withdraw, end."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.law.rules import RuleKey
from motcua.rulebook.forms import CloseForm, KeyForm, RuleForm
from motcua.rulebook.models import LocalRule
from motcua.rulebook.reading import line, said
from motcua.rulebook.selectors import calendar_revisions, law, local_rules, years_known
from motcua.rulebook.services.rules import (
    InstrumentContent,
    RuleContent,
    RuleRefused,
    approve_rule,
    change_proposal,
    close_rule,
    propose_rule,
    withdraw_proposal,
)
from motcua.web.faults import UserError
from motcua.web.paging import page_of

NAV = {"nav": "rulebook"}


@route("rulebook.view")
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The province's rows with their state, and the calendars."""
    actor, now = actor_of(request), law()
    revisions = list(calendar_revisions(actor)[:50])
    context = {
        **NAV,
        "page": page_of(request, local_rules(actor)),
        "keys": now.book.keys,
        "said": partial(said, now),
        "faults": now.faults,
        "revisions": revisions,
        "years": years_known(now, revisions),
        "table": now.years,
        "choose": KeyForm(law=now),
        "may_edit": actor.may("rulebook.edit"),
    }
    return render(request, "rulebook/control.html", context)


def _add_errors(form: RuleForm | CloseForm, error: UserError) -> None:
    """Put what a service refused into the form: every sentence of a refused row, else the one message at its field."""
    if isinstance(error, RuleRefused):
        for sentence in error.sentences:
            form.add_error(None, sentence)
    else:
        form.add_error(error.field if error.field in form.fields else None, error.message)


def _content(form: RuleForm) -> tuple[RuleContent, InstrumentContent | None]:
    given = dict(form.cleaned_data)
    given.pop("version")
    title, issued = given.pop("instrument_title"), given.pop("instrument_issued")
    return RuleContent(key=form.key.key, **given), InstrumentContent(title, issued) if title and issued else None


@route("rulebook.edit")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The form of a new row for the key named in the address; the national rule stands beside it."""
    now = law()
    key = now.book.keys.get(request.GET.get("khoa", ""))
    if key is None or not key.local:
        return render(request, "rulebook/propose.html", {**NAV, "key": None, "choose": KeyForm(law=now)})
    form = RuleForm(request.POST if request.method == "POST" else None, key=key)
    if request.method == "POST" and form.is_valid():
        content, instrument = _content(form)
        try:
            row = propose_rule(actor=actor_of(request), content=content, instrument=instrument)
        except UserError as error:
            _add_errors(form, error)
        else:
            messages.success(request, _("Đã ghi đề xuất. Quy định chỉ áp dụng sau khi được duyệt."))
            return redirect("rulebook:control-rule", row.public_id)
    return render(request, "rulebook/propose.html", {**NAV, **_beside(key), "form": form, "row": None})


def _beside(key: RuleKey) -> dict[str, Any]:
    """The rule as it stands nationally today, for the page that replaces it."""
    now = law()
    return {"key": key, "history": [line(now, row) for row in reversed(now.book.history(key.key))]}


def _row(request: HttpRequest, public_id: str) -> LocalRule:
    return get_object_or_404(local_rules(actor_of(request)), public_id=public_id)


@route("rulebook.edit")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Rewrite a proposal."""
    row = _row(request, public_id)
    key = law().book.keys[row.key]
    form = RuleForm(request.POST, key=key) if request.method == "POST" else RuleForm.of(row, key)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        content, instrument = _content(form)
        try:
            change_proposal(actor=actor_of(request), rule=row, content=content, version=version, instrument=instrument)
        except UserError as error:
            _add_errors(form, error)
        else:
            messages.success(request, _("Đã sửa đề xuất."))
            return redirect("rulebook:control-rule", public_id)
    return render(request, "rulebook/propose.html", {**NAV, **_beside(key), "form": form, "row": row})


def _page(request: HttpRequest, row: LocalRule, close_form: CloseForm | None = None) -> HttpResponse:
    key, actor = law().book.keys.get(row.key), actor_of(request)
    context = {
        **NAV,
        **(_beside(key) if key else {"key": None, "history": []}),
        "row": row,
        "value": said(law(), row),
        "close_form": close_form or CloseForm(initial={"version": row.version, "last_day": timezone.localdate()}),
        "may_edit": actor.may("rulebook.edit"),
        "may_approve": actor.may("rulebook.approve"),
    }
    return render(request, "rulebook/local_rule.html", context)


@route("rulebook.view")
@require_GET
def rule(request: HttpRequest, public_id: str) -> HttpResponse:
    """One row of the province beside the national rule, with what can be done about it."""
    return _page(request, _row(request, public_id))


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


@route("rulebook.approve")
@require_POST
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a proposal law here."""
    approve_rule(actor=actor_of(request), rule=_row(request, public_id), version=_version(request))
    messages.success(request, _("Đã duyệt. Quy định áp dụng từ ngày đã ghi."))
    return redirect("rulebook:control-rule", public_id)


@route("rulebook.edit")
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a proposal back."""
    withdraw_proposal(actor=actor_of(request), rule=_row(request, public_id), version=_version(request))
    messages.success(request, _("Đã rút đề xuất."))
    return redirect("rulebook:control-rule", public_id)


@route("rulebook.approve")
@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """End an approved row with a day."""
    row, form = _row(request, public_id), CloseForm(request.POST)
    if form.is_valid():
        try:
            close_rule(actor=actor_of(request), rule=row, **form.cleaned_data)
        except UserError as error:
            _add_errors(form, error)
        else:
            messages.success(request, _("Đã ghi ngày cuối. Sau ngày đó áp dụng quy định chung."))
            return redirect("rulebook:control-rule", public_id)
    return _page(request, _row(request, public_id), form)
