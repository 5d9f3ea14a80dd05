"""Pages of a desk: what to put up and take down, confirming it, what hung on a day, what was confirmed when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.actors import label_words
from motcua.access.routes import actor_of, route
from motcua.files.selectors import open_file
from motcua.organisation.models import UnitPeriod
from motcua.organisation.selectors import unit_by_id
from motcua.organisation.views.days import day_of, day_query
from motcua.posting import selectors
from motcua.posting.asking import desk_of, undoable_today
from motcua.posting.deadline import Clock, photo_required
from motcua.posting.forms import BoardFilter, ConfirmForm, TodoFilter
from motcua.posting.models import Board, Confirmation
from motcua.posting.pack import parts_of
from motcua.posting.selectors import board_of, board_on, confirmations_of, desks_of, may_confirm
from motcua.posting.services import Chosen, Photo, confirm_posting, undo_confirmation
from motcua.posting.todo import Item, digest_of, narrowed, to_do
from motcua.web.acting import version_of
from motcua.web.faults import Stale, UserError
from motcua.web.paging import page_of
from motcua.web.words import storable

NAV = {"nav": "posting"}


@route("posting.view")
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The desks at which one works; straight to the list of changes where there is only one."""
    actor, today = actor_of(request), timezone.localdate()
    desks = desks_of(actor, today)
    if len(desks) == 1:
        return redirect("posting:desk", desks[0].unit.public_id)
    return render(request, "posting/own.html", {**NAV, "page": page_of(request, desks), "day": today})


def asked_desk(request: HttpRequest, public_id: str) -> UnitPeriod:
    """The desk of the address on the day of the address; raises `Http404` for an unknown unit."""
    unit = unit_by_id(public_id) if public_id.isprintable() else None
    if unit is None:
        raise Http404
    return desk_of(unit, day_of(request))


@route("posting.view")
@require_http_methods(["GET", "POST"])
def todo(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a desk puts up, replaces and takes down; confirming some of it or all."""
    desk, day, actor = asked_desk(request, public_id), day_of(request), actor_of(request)
    items = to_do(desk, day)
    filters = TodoFilter(request.GET, fields=(item.field for item in items))
    shown = _shown(items, filters)
    needs_photo = photo_required(day)
    form = ConfirmForm(initial={"day": day}, photo_required=needs_photo)
    if request.method == "POST":
        form = ConfirmForm(request.POST, request.FILES, photo_required=needs_photo)
        made = _confirm(request, desk, form, filters) if form.is_valid() else None
        if made is not None:
            messages.success(request, _("Đã ghi xác nhận niêm yết."))
            return redirect("posting:confirmation", made.public_id)
    clock, board = Clock(day), board_of(desk)
    page = page_of(request, shown)
    context = {
        **_about(request, desk),
        "filters": filters,
        "form": form,
        "page": page,
        "rows": [(item, clock.explained(item.facts)) for item in page.rows],
        "total": len(items),
        "shown": len(shown),
        "counts": {act: sum(item.act == act for item in items) for act in ("up", "replace", "down")},
        "digest": digest_of(shown),
        "parts": parts_of(shown),
        "board": board,
        "may_confirm": _is_open(board, day) and may_confirm(actor, desk, day),
    }
    return render(request, "posting/todo.html", context)


def _is_open(board: Board, day: date) -> bool:
    """Whether a day can still be confirmed: not before the board's last one, not to come."""
    return day <= timezone.localdate() and (board.seen_on is None or board.seen_on <= day)


def _about(request: HttpRequest, desk: UnitPeriod) -> dict[str, Any]:
    day = day_of(request)
    return {**NAV, "desk": desk, "day": day, "today": timezone.localdate(), "day_query": day_query(day)}


def _shown(items: list[Item], filters: TodoFilter) -> list[Item]:
    chosen = filters.chosen
    return narrowed(items, act=chosen.get("act", ""), field=chosen.get("field", ""), text=chosen.get("q", ""))


def _confirm(request: HttpRequest, desk: UnitPeriod, form: ConfirmForm, filters: TodoFilter) -> Confirmation | None:
    """Confirm what a form says; None where it is refused, with the reason in the form."""
    data = form.cleaned_data
    photo = Photo(data["photo"], data["photo"].name or "") if data.get("photo") else None
    try:
        there = desk_of(desk.unit, data["day"])
        if "all" in request.POST:
            items = _shown(to_do(there, data["day"]), filters)
            chosen = Chosen([item.key for item in items], request.POST.get("digest", "")[:16] or "-")
        else:
            chosen = Chosen(request.POST.getlist("item"))
        return confirm_posting(
            actor=actor_of(request),
            desk=there,
            day=data["day"],
            chosen=chosen,
            version=version_of(request),
            photo=photo,
            note=data["note"],
        )
    except UserError as error:
        if isinstance(error, Stale) or error.status == 403:
            raise
        form.add_error(error.field if error.field in form.fields else None, f"{error.message} {error.hint or ''}")
        return None


@route("posting.view")
@require_GET
def board(request: HttpRequest, public_id: str) -> HttpResponse:
    """What hung on a desk's board on a day."""
    desk, day = asked_desk(request, public_id), day_of(request)
    filters = BoardFilter(request.GET)
    rows = board_on(desk, day)
    text = filters.chosen.get("q", "")
    if text:
        rows = rows.filter(pk__in=selectors.postings_like(desk, day, text))
    context = {**_about(request, desk), "filters": filters, "page": page_of(request, rows)}
    return render(request, "posting/board.html", context)


@route("posting.view")
@require_GET
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """The confirmations of a desk, newest first."""
    desk = asked_desk(request, public_id)
    page = page_of(request, confirmations_of(actor_of(request), desk))
    return render(request, "posting/history.html", {**_about(request, desk), "page": page, "label_words": label_words})


def _confirmation(request: HttpRequest, public_id: str) -> Confirmation:
    return get_object_or_404(confirmations_of(actor_of(request)), public_id=storable(public_id))


@route("posting.view")
@require_GET
def confirmation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One confirmation: what it said, its photo, undoing it on its day."""
    row, actor = _confirmation(request, public_id), actor_of(request)
    desk = UnitPeriod.objects.on(row.day).filter(unit=row.desk_id).select_related("unit").first()
    if desk is None:
        raise Http404
    current = board_of(desk)
    last = confirmations_of(actor, desk).standing().first()
    context = {
        **NAV,
        "row": row,
        "label_words": label_words,
        "desk": desk,
        "board": current,
        "page": page_of(request, selectors.acts_of(row)),
        "may_undo": undoable_today(row) and last == row and may_confirm(actor, desk, timezone.localdate()),
    }
    return render(request, "posting/confirmation.html", context)


@route("posting.view")
@require_GET
def photo(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The photo of a confirmation."""
    row = _confirmation(request, public_id)
    if row.photo is None:
        raise Http404
    return FileResponse(open_file(row.photo), content_type=row.photo.media_type)


@route("posting.confirm")
@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back the last confirmation of a desk on its day."""
    row = _confirmation(request, public_id)
    undo_confirmation(actor=actor_of(request), confirmation=row, version=version_of(request))
    messages.success(request, _("Đã rút lại lần xác nhận. Bảng niêm yết trở về như trước."))
    return redirect(reverse("posting:desk", args=[row.desk.public_id]))
