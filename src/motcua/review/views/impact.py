"""Pages of impact files: the list, a new one, one with its steps, what is handed over, the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.actors import Actor
from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.files.selectors import open_file
from motcua.organisation.selectors import today_names
from motcua.review.asking import unit_named
from motcua.review.forms_impact import CarriedForm, EndForm, HandedForm, ImpactFilter, ImpactForm, WithdrawForm
from motcua.review.impact import WHO, next_step
from motcua.review.impact_reading import (
    ALL_FORMATS,
    drawn,
    find_impact,
    find_product,
    find_subject,
    impact_rows,
    paper_named,
    whole,
)
from motcua.review.models import ImpactFile
from motcua.review.services.claims import acts_for
from motcua.review.services.impact import (
    Handed,
    carry_procedures,
    end_impact,
    hand_over,
    may_hand,
    open_impact,
    withdraw_product,
)
from motcua.review.views.consulting import NAV
from motcua.web.acting import done, version_of
from motcua.web.faults import UserError
from motcua.web.forms import Form
from motcua.web.paging import page_of


@route("review.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Impact files, newest first."""
    actor, filters = actor_of(request), ImpactFilter(request.GET)
    page = page_of(request, impact_rows(actor, state=filters.chosen.get("state", "")))
    names = today_names({pk for row in page.rows for pk in (row.drafter_id, row.appraiser_id)})
    context = {**NAV, "filters": filters, "page": page, "names": names, "may": actor.may("review.assess")}
    return render(request, "review/impacts.html", context)


@route("review.assess")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open the file of a draft."""
    actor = actor_of(request)
    asked = {"changes": request.GET.get("van_ban", "")[:300], "campaign": request.GET.get("dot", "")[:40]}
    form = ImpactForm(request.POST or None, initial=asked)
    made: list[ImpactFile] = []

    def act() -> str:
        data = form.cleaned_data
        units = {name: _unit(data[name], name) for name in ("drafter", "appraiser")}
        given = {name: data[name] for name in ("title", "changes", "campaign")}
        made.append(open_impact(actor=actor, **units, **given))
        return _("Đã mở hồ sơ đánh giá tác động.")

    if request.method == "POST" and done(request, form, act):
        return redirect("review:impact", made[0].public_id)
    return render(request, "review/impact_new.html", {**NAV, "form": form}, status=400 if form.errors else 200)


def _unit(text: str, field: str) -> Any:
    try:
        return unit_named(text, timezone.localdate())
    except UserError as error:
        raise UserError(error.code, error.message, field=field, hint=error.hint) from error


def row_or_404(request: HttpRequest, public_id: str) -> ImpactFile:
    """The file of the address; raises `Http404` where there is none for the asker."""
    try:
        return find_impact(actor_of(request), public_id)
    except UserError:
        raise Http404 from None


@route("review.view")
@require_GET
def impact(request: HttpRequest, public_id: str) -> HttpResponse:
    """One file: each step with its products, what is missing, whose turn it is."""
    return show(request, row_or_404(request, public_id))


def show(request: HttpRequest, row: ImpactFile, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw a file; `forms` replaces a form by one that holds errors."""
    actor, found = actor_of(request), whole(row)
    step = next_step(found.stands.value) if row.state == "open" else None
    mine = _steps(actor, row, found.stands.value)
    drafting = row.state == "open" and actor.may("review.assess") and acts_for(actor, row.drafter)
    subjects = [(one.public_id, one.name) for one in found.procedures]
    offered = {"step": step.key} if step else {}
    context = {
        **NAV,
        "row": row,
        "whole": found,
        "names": today_names({row.drafter_id, row.appraiser_id}),
        "why": found.stands,
        "next": step,
        "who": WHO[step.by] if step else "",
        "drafting": drafting,
        "handing": mine,
        "withdrawable": {key for key, _name in mine},
        "withdrawn": [one for one in found.products if one.withdrawn_at],
        "formats": ALL_FORMATS,
        "forms": {
            "carried": CarriedForm(auto_id="tt_%s", initial={"act": "amended"}),
            "handed": HandedForm(auto_id="sp_%s", steps=mine, subjects=subjects, initial=offered),
            "end": EndForm(auto_id="kt_%s"),
            **forms,
        },
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "review/impact.html", context, status=status)


def _steps(actor: Actor, row: ImpactFile, stands: Any) -> list[tuple[str, str]]:
    if row.state != "open" or not actor.may("review.assess"):
        return []
    return [(one.step.key, one.step.name) for one in stands if may_hand(actor, row, one.step)]


@route("review.assess")
@require_POST
def carry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which procedures the draft carries."""
    row, form = row_or_404(request, public_id), CarriedForm(request.POST, auto_id="tt_%s")

    def act() -> str:
        carry_procedures(actor=actor_of(request), impact=row, carried=form.carried(), version=version_of(request))
        return _("Đã ghi thủ tục của dự thảo.")

    return _acted(request, public_id, "carried", form, act)


@route("review.assess")
@require_POST
def hand(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record the product of a step."""
    row, actor = row_or_404(request, public_id), actor_of(request)
    found = whole(row)
    subjects = [(one.public_id, one.name) for one in found.procedures]
    steps = _steps(actor, row, found.stands.value)
    form = HandedForm(request.POST, request.FILES, auto_id="sp_%s", steps=steps, subjects=subjects)

    def act() -> str:
        data = form.cleaned_data
        subject = find_subject(row, data["subject"])
        given = Handed(data["step"], data["on_date"], subject, data["number"], data["summary"])
        file = (data["file"], data["file"].name) if data["file"] else None
        paper = paper_named(actor, data["paper"])
        hand_over(actor=actor, impact=row, handed=given, version=version_of(request), file=file, paper=paper)
        return _("Đã ghi sản phẩm của bước.")

    return _acted(request, public_id, "handed", form, act)


@route("review.assess")
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, public_id: str, product: str) -> HttpResponse:
    """Withdraw a product that was recorded in error."""
    row = row_or_404(request, public_id)
    try:
        found = find_product(row, product)
    except UserError:
        raise Http404 from None
    form = WithdrawForm(request.POST or None)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        withdraw_product(actor=actor_of(request), product=found, reason=reason, version=version_of(request))
        return _("Đã rút sản phẩm.")

    if request.method == "POST" and done(request, form, act):
        return redirect("review:impact", public_id)
    context = {**NAV, "row": row, "product": found, "form": form}
    return render(request, "review/impact_withdraw.html", context, status=400 if form.errors else 200)


@route("review.assess")
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how the draft ended."""
    row, form = row_or_404(request, public_id), EndForm(request.POST, auto_id="kt_%s")

    def act() -> str:
        data = form.cleaned_data
        given = {"on": data["on_date"], "number": data["number"], "reason": data["reason"]}
        end_impact(actor=actor_of(request), impact=row, version=version_of(request), **given)
        return _("Đã kết thúc hồ sơ.")

    return _acted(request, public_id, "end", form, act)


@route("review.view")
@require_GET
def product_file(request: HttpRequest, public_id: str, product: str) -> FileResponse:
    """The file of a product."""
    row = row_or_404(request, public_id)
    try:
        found = find_product(row, product)
    except UserError:
        raise Http404 from None
    if found.file is None:
        raise Http404
    exported(actor=actor_of(request), what="review.impact", rows=1)
    kind = found.file.media_type
    return FileResponse(open_file(found.file), as_attachment=True, filename=found.file.name, content_type=kind)


@route("review.view")
@require_GET
def document(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """The whole file as a document."""
    row = row_or_404(request, public_id)
    if form not in ALL_FORMATS:
        raise Http404
    content, kind = drawn(row, form)
    exported(actor=actor_of(request), what="review.impact", rows=1)
    name = f'attachment; filename="danh-gia-tac-dong.{form}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": name})


def _acted(request: HttpRequest, public_id: str, name: str, form: Form, act: Callable[[], str]) -> HttpResponse:
    if done(request, form, act):
        return redirect("review:impact", public_id)
    return show(request, row_or_404(request, public_id), status=400, **{name: form})
