"""Writing the lists: opening a draft, its lines, submitting, issuing, ending."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.organisation.forms_powers import unit_names
from motcua.receiving.forms import CodesForm, DecisionForm, EndForm, OpenForm, ReturnForm, RuleForm, SubmitForm
from motcua.receiving.models import ListKind, ReceivingList
from motcua.receiving.services.deciding import end_list, put_in_force
from motcua.receiving.services.drafting import add_by_rule, add_lines, discard_draft, open_draft, remove_lines
from motcua.receiving.services.submitting import return_list, submit_list
from motcua.receiving.views.lists import NAV, list_or_404, show
from motcua.web.acting import done, told, version_of
from motcua.web.faults import UserError
from motcua.web.forms import Form


def _acted(request: HttpRequest, row: ReceivingList, form: Form, name: str, act: Callable[[], str]) -> HttpResponse:
    """Do what a valid form asks, say so and go back to the list; draw the page again where something is wrong."""
    if done(request, form, act):
        return redirect("receiving:list", row.public_id)
    now = list_or_404(request, row.public_id)  # the refused act may have left its own version in `row`
    return show(request, now, status=400, **{name: form})


@route("receiving.edit")
@require_http_methods(["GET", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a draft: empty, as a copy, or by a rule."""
    given = request.GET.get("kind", "")
    form = OpenForm(request.POST) if request.method == "POST" else OpenForm(initial={"kind": given})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = open_draft(
                actor=actor_of(request),
                kind=ListKind(data["kind"]),
                unit=data["unit"],
                copy_last=data["start"] == "copy",
                rule=form.rule if data["start"] == "rule" else None,
            )
        except UserError as error:
            told(form, error)
        else:
            return redirect("receiving:list", row.public_id)
    return render(request, "receiving/open.html", {**NAV, "form": form, "unit_names": unit_names()})


def _added_words(added: int, none: str) -> str:
    return ngettext("Đã thêm %(n)d thủ tục.", "Đã thêm %(n)d thủ tục.", added) % {"n": added} if added else none


@route("receiving.edit")
@require_POST
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add procedures by their codes."""
    row, form = list_or_404(request, public_id), CodesForm(request.POST, auto_id="ma_%s")

    def act() -> str:
        added = add_lines(
            actor=actor_of(request),
            receiving_list=row,
            codes=form.cleaned_data["codes"],
            words=form.words,
            version=version_of(request),
        )
        return _added_words(added, _("Các thủ tục này đã có trong danh mục; lý do, ghi chú đã ghi lại."))

    return _acted(request, row, form, "codes", act)


@route("receiving.edit")
@require_POST
def add_rule(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add the procedures that a rule means."""
    row, form = list_or_404(request, public_id), RuleForm(request.POST, auto_id="loc_%s")

    def act() -> str:
        added = add_by_rule(
            actor=actor_of(request),
            receiving_list=row,
            rule=form.rule,
            words=form.words,
            version=version_of(request),
        )
        return _added_words(added, _("Các thủ tục này đã có trong danh mục."))

    return _acted(request, row, form, "rule", act)


@route("receiving.edit")
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remove the chosen lines."""
    row = list_or_404(request, public_id)
    codes = request.POST.getlist("line")
    gone = remove_lines(actor=actor_of(request), receiving_list=row, codes=codes, version=version_of(request))
    messages.success(request, ngettext("Đã bỏ %(n)d dòng.", "Đã bỏ %(n)d dòng.", gone) % {"n": gone})
    return redirect("receiving:list", public_id)


@route("receiving.edit")
@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw the draft away."""
    row = list_or_404(request, public_id)
    discard_draft(actor=actor_of(request), receiving_list=row, version=version_of(request))
    messages.success(request, _("Đã hủy bản đang lập."))
    return redirect("receiving:lists")


@route("receiving.edit")
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Submit the list for signature."""
    row, form = list_or_404(request, public_id), SubmitForm(request.POST, auto_id="trinh_%s")

    def act() -> str:
        submit_list(actor=actor_of(request), receiving_list=row, wording=form.wording, version=version_of(request))
        return _("Đã trình ký danh mục.")

    return _acted(request, row, form, "submit", act)


@route("receiving.edit")
@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a submitted list back."""
    row, form = list_or_404(request, public_id), ReturnForm(request.POST, auto_id="lai_%s")

    def act() -> str:
        reason = form.cleaned_data["reason"]
        return_list(actor=actor_of(request), receiving_list=row, version=version_of(request), reason=reason)
        return _("Đã lấy lại danh mục để sửa.")

    return _acted(request, row, form, "return", act)


@route("receiving.edit")
@require_POST
def issue(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put the list in force by its signed decision."""
    row, form = list_or_404(request, public_id), DecisionForm(request.POST, auto_id="qd_%s")

    def act() -> str:
        put_in_force(actor=actor_of(request), receiving_list=row, decision=form.decision, version=version_of(request))
        return _("Đã ghi ban hành danh mục.")

    return _acted(request, row, form, "decision", act)


@route("receiving.edit")
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """End an issued list without another in its place."""
    row, form = list_or_404(request, public_id), EndForm(request.POST, auto_id="het_%s")

    def act() -> str:
        end_list(actor=actor_of(request), receiving_list=row, day=form.cleaned_data["day"], version=version_of(request))
        return _("Đã ghi ngày hết áp dụng.")

    return _acted(request, row, form, "end", act)
