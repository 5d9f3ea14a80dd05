"""What is done on the page of a decision: lines, check, signature, making public, end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.access.routes import actor_of, route
from motcua.publication.asking import find_lines_to_publish
from motcua.publication.forms import EndForm, LinesForm, PublishForm, ReasonForm, SignedForm, SignForm
from motcua.publication.models import AnnouncementDecision, DecisionState, Place, Publication
from motcua.publication.selectors import decision_by_id
from motcua.publication.services.checking import check_decision, return_decision
from motcua.publication.services.drafting import add_lines, discard_decision, remove_line
from motcua.publication.services.publishing import end_decision, publish_lines, withdraw_publication
from motcua.publication.services.recording import record_decision
from motcua.publication.services.signing import submit_for_signature
from motcua.publication.views.decisions import decision_or_404, shown
from motcua.web.acting import answered, version_of
from motcua.web.faults import UserError
from motcua.web.forms import Form

F = TypeVar("F", bound=Form)


def _done(request: HttpRequest, row: AnnouncementDecision, name: str, form: F, act: Callable[[F], str]) -> HttpResponse:
    """Do the act of a valid form and go back to the page; else show the page with the errors at the form."""
    back = reverse("publication:decision", args=[row.public_id])
    return answered(request, form, act, back, lambda wrong: shown(request, row, 422, **{name: wrong}))


@route("publication.draft")
@require_POST
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add procedures."""
    row, version = decision_or_404(request, public_id), version_of(request)

    def act(form: LinesForm) -> str:
        made = add_lines(actor=actor_of(request), decision=row, lines=form.lines(), version=version)
        return ngettext("Đã thêm %(n)d thủ tục.", "Đã thêm %(n)d thủ tục.", len(made)) % {"n": len(made)}

    return _done(request, row, "lines_form", LinesForm(request.POST), act)


@route("publication.draft")
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take one procedure out."""
    row = decision_or_404(request, public_id)
    line = get_object_or_404(row.lines, public_id=request.POST.get("line", ""))
    remove_line(actor=actor_of(request), decision=row, line=line, version=version_of(request))
    messages.success(request, _("Đã bỏ thủ tục {code}.").format(code=line.code))
    return redirect("publication:decision", public_id)


@route("publication.draft")
@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw a draft away."""
    row = decision_or_404(request, public_id)
    discard_decision(actor=actor_of(request), decision=row, version=version_of(request))
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("publication:decisions")


@route("publication.check")
@require_POST
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Pass a draft as checked."""
    row = decision_or_404(request, public_id)
    check_decision(actor=actor_of(request), decision=row, version=version_of(request))
    messages.success(request, _("Đã kiểm soát xong. Trình ký quyết định."))
    return redirect("publication:decision", public_id)


@route("publication.draft")
@require_POST
def give_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a checked decision back to be rewritten."""
    row, version = decision_or_404(request, public_id), version_of(request)

    def act(form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        return_decision(actor=actor_of(request), decision=row, reason=reason, version=version)
        return _("Đã trả lại quyết định để sửa.")

    return _done(request, row, "return_form", ReasonForm(request.POST), act)


@route("publication.draft")
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make the paper and submit it for signature."""
    row, version = decision_or_404(request, public_id), version_of(request)

    def act(form: SignForm) -> str:
        signature = form.cleaned_data["signature"].splitlines()
        submit_for_signature(actor=actor_of(request), decision=row, version=version, signature=signature)
        return _("Đã lập văn bản và trình ký.")

    return _done(request, row, "sign_form", SignForm(request.POST), act)


@route("publication.announce")
@require_POST
def sign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record number, day and signer by hand."""
    row, version = decision_or_404(request, public_id), version_of(request)

    def act(form: SignedForm) -> str:
        record_decision(actor=actor_of(request), decision=row, signed=form.signed(), version=version)
        return _("Đã ghi quyết định đã ký: các thủ tục đã được công bố.")

    return _done(request, row, "signed_form", SignedForm(request.POST), act)


@route("publication.announce")
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record where the chosen procedures were made public; all that are not there yet where "all" was asked for."""
    row = decision_or_404(request, public_id)
    marked = row.lines.filter(outrun_by=None, public_id__in=request.POST.getlist("line"))

    def act(form: PublishForm) -> str:
        data = form.cleaned_data
        place = Place(data["place"])
        made = publish_lines(
            actor=actor_of(request),
            lines=find_lines_to_publish(row, place) if request.POST.get("all") == "1" else list(marked),
            place=place,
            published_at=data["published_at"],
            evidence=data["evidence"],
        )
        count = len(made)
        return ngettext("Đã ghi %(n)d thủ tục công khai.", "Đã ghi %(n)d thủ tục công khai.", count) % {"n": count}

    return _done(request, row, "publish_form", PublishForm(request.POST), act)


@route("publication.announce")
@require_POST
def withdraw(request: HttpRequest, public_id: str, act: str) -> HttpResponse:
    """Take back a wrong record of making public."""
    row = decision_or_404(request, public_id)
    publication = get_object_or_404(Publication, line__decision=row, public_id=act)
    withdraw_publication(actor=actor_of(request), publication=publication, reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã rút ghi nhận công khai."))
    return redirect("publication:decision", public_id)


@route("publication.announce")
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say by which decision this one ended."""
    row, version = decision_or_404(request, public_id), version_of(request)

    def act(form: EndForm) -> str:
        by = decision_by_id(actor_of(request), form.cleaned_data["by"].strip())
        if by is None:
            raise UserError("no-decision", _("Không có quyết định nào mang số này."), field="by")
        state = DecisionState(form.cleaned_data["state"])
        end_decision(actor=actor_of(request), decision=row, by=by, state=state, version=version)
        return _("Đã ghi quyết định hết hiệu lực.")

    return _done(request, row, "end_form", EndForm(request.POST), act)
