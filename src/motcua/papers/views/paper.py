"""One document: what it holds, its formats, and what can be done with it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.access.actors import Actor
from motcua.access.routes import actor_of, route
from motcua.files.selectors import open_file
from motcua.organisation.selectors import today_names
from motcua.papers.asking import must_be_awaited
from motcua.papers.forms import NumberForm, ReasonForm, SendForm, SignedForm, template_choices
from motcua.papers.layout import document_of, has_table
from motcua.papers.models import Paper
from motcua.papers.rendering import MEDIA_TYPES, Format, render_printable
from motcua.papers.selectors import dispatches_of, own_registers, submission_of
from motcua.papers.services import (
    note_received,
    number_paper,
    recall_paper,
    record_signed,
    replace_paper,
    return_paper,
    send_paper,
    submit_paper,
)
from motcua.papers.services.answers import ask_system
from motcua.papers.services.taking import may_work_on
from motcua.papers.showing import data_rows
from motcua.papers.signing import is_awaited
from motcua.papers.text import storable
from motcua.papers.views.asking import copy_of, done, paper_or_404, version_of
from motcua.papers.views.listing import NAV


def _page(request: HttpRequest, paper: Paper, **bound: Any) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    registers = own_registers(actor, paper, today)
    forms = {
        "signed_form": SignedForm(initial={"symbol": paper.data.get("symbol", "")}, auto_id="ky-%s"),
        "number_form": NumberForm(registers, initial={"signed_on": today}, auto_id="so-%s"),
        "return_form": ReasonForm(auto_id="tra-%s"),
        "send_form": SendForm(auto_id="gui-%s"),
        "recall_form": ReasonForm(auto_id="thu-%s"),
        "replace_form": ReasonForm(auto_id="thay-%s"),
        **bound,
    }
    context = {
        **NAV,
        **forms,
        "refused": next(iter(bound.values()), None),
        "paper": paper,
        "unit_name": today_names([paper.unit_id]).get(paper.unit_id, ""),
        "data": data_rows(paper),
        "template_name": dict(template_choices(paper.made_on)).get(paper.template, paper.template),
        "registers": registers,
        "dispatches": list(dispatches_of(actor, paper)),
        "submission": submission_of(paper),
        "successor": paper.replacements.first(),
        "awaited": is_awaited(paper),
        "has_table": has_table(document_of(paper)),
        "may": _allowed(actor, paper),
    }
    return render(request, "papers/paper.html", context)


def _allowed(actor: Actor, paper: Paper) -> dict[str, bool]:
    """What the reader may do with the document."""
    hands = may_work_on(actor, paper)
    keeps = hands and (actor.may("papers.submit") or actor.may("papers.register"))
    return {
        "draft": hands and actor.may("papers.draft"),
        "submit": hands and actor.may("papers.submit"),
        "keep": keeps,
        "number": hands and actor.may("papers.register"),
    }


@route("papers.view")
@require_GET
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """A document with all that was done with it."""
    return _page(request, paper_or_404(request, public_id))


@route("papers.view")
@require_GET
def download(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """The document drawn as PDF (shown in the browser), DOCX or XLSX (saved)."""
    paper = paper_or_404(request, public_id)
    if form not in MEDIA_TYPES:
        raise Http404
    content = render_printable(document_of(paper), cast(Format, form))
    way = "inline" if form == "pdf" else "attachment"
    name = f"van-ban-{paper.public_id}.{form}"
    headers = {"Content-Disposition": f'{way}; filename="{name}"'}
    return HttpResponse(content, content_type=MEDIA_TYPES[form], headers=headers)


@route("papers.view")
@require_GET
def signed_copy(request: HttpRequest, public_id: str) -> FileResponse:
    """The signed copy as it came back."""
    paper = paper_or_404(request, public_id)
    if paper.file is None:
        raise Http404
    name = f"ban-da-ky-{paper.public_id}.pdf"
    return FileResponse(open_file(paper.file), content_type=paper.file.media_type, filename=name)


@route("papers.submit")
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Submit a draft for signature."""
    paper = paper_or_404(request, public_id)
    must_be_awaited(paper)
    submit_paper(actor=actor_of(request), paper=paper, version=version_of(request))
    messages.success(request, _("Đã trình ký."))
    return redirect("papers:paper", public_id)


@route("papers.view")
@require_POST
def sign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record number, date and signer that were typed."""
    paper, form = paper_or_404(request, public_id), SignedForm(request.POST, request.FILES, auto_id="ky-%s")

    def act(told: dict[str, Any]) -> None:
        given = {**told, "file": copy_of(form)}
        record_signed(actor=actor_of(request), paper=paper, version=version_of(request), **given)

    if done(request, form, act, _("Đã ghi số, ngày ký.")):
        return redirect("papers:paper", public_id)
    return _page(request, paper, signed_form=form)


@route("papers.register")
@require_POST
def number(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the document the next number of an own register."""
    paper, actor = paper_or_404(request, public_id), actor_of(request)
    registers = own_registers(actor, paper, timezone.localdate())
    form = NumberForm(registers, request.POST, request.FILES, auto_id="so-%s")

    def act(told: dict[str, Any]) -> None:
        given = {**told, "register": form.registers[told["register"]], "file": copy_of(form)}
        number_paper(actor=actor, paper=paper, version=version_of(request), **given)

    if done(request, form, act, _("Đã cấp số.")):
        return redirect("papers:paper", public_id)
    return _page(request, paper, number_form=form)


@route("papers.view")
@require_POST
def give_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a submitted document a draft again."""
    paper, form = paper_or_404(request, public_id), ReasonForm(request.POST, auto_id="tra-%s")

    def act(told: dict[str, Any]) -> None:
        return_paper(actor=actor_of(request), paper=paper, version=version_of(request), **told)

    if done(request, form, act, _("Văn bản trở lại dự thảo.")):
        return redirect("papers:paper", public_id)
    return _page(request, paper, return_form=form)


@route("papers.view")
@require_POST
def send(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a signed document."""
    paper, form = paper_or_404(request, public_id), SendForm(request.POST, auto_id="gui-%s")

    def act(told: dict[str, Any]) -> None:
        send_paper(actor=actor_of(request), paper=paper, version=version_of(request), **told)

    if done(request, form, act, _("Đã ghi việc gửi.")):
        return redirect("papers:paper", public_id)
    return _page(request, paper, send_form=form)


@route("papers.view")
@require_POST
def received(request: HttpRequest, public_id: str, dispatch: str) -> HttpResponse:
    """Note that a recipient has the document."""
    paper, actor = paper_or_404(request, public_id), actor_of(request)
    row = dispatches_of(actor, paper).filter(public_id=storable(dispatch)).first()
    if row is None:
        raise Http404
    note_received(actor=actor, dispatch=row)
    messages.success(request, _("Đã ghi nơi nhận đã có văn bản."))
    return redirect("papers:paper", public_id)


@route("papers.submit")
@require_POST
def recall(request: HttpRequest, public_id: str) -> HttpResponse:
    """Recall a signed document."""
    paper, form = paper_or_404(request, public_id), ReasonForm(request.POST, auto_id="thu-%s")

    def act(told: dict[str, Any]) -> None:
        recall_paper(actor=actor_of(request), paper=paper, version=version_of(request), **told)

    if done(request, form, act, _("Đã ghi việc thu hồi.")):
        return redirect("papers:paper", public_id)
    return _page(request, paper, recall_form=form)


@route("papers.submit")
@require_POST
def replace(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draft the document that is to replace a signed one."""
    paper, form = paper_or_404(request, public_id), ReasonForm(request.POST, auto_id="thay-%s")
    made: list[Paper] = []

    def act(told: dict[str, Any]) -> None:
        made.append(replace_paper(actor=actor_of(request), paper=paper, version=version_of(request), **told))

    if done(request, form, act, _("Đã mở dự thảo văn bản thay thế.")):
        return redirect("papers:edit", made[0].public_id)
    return _page(request, paper, replace_form=form)


@route("papers.submit")
@require_POST
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask the document system now."""
    ask_system(actor=actor_of(request), paper=paper_or_404(request, public_id))
    messages.success(request, _("Đang hỏi hệ thống quản lý văn bản. Tải lại trang sau ít phút."))
    return redirect("papers:paper", public_id)
