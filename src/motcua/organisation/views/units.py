"""Pages of procedure control about units: list, tree, one unit, and what can happen to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.access.routes import actor_of, route
from motcua.organisation import findings as found
from motcua.organisation import officers, selectors
from motcua.organisation.forms import CloseForm, MergeForm, MoveForm, OpenForm, UnitFilter, UnitForm
from motcua.organisation.models import Unit
from motcua.organisation.services.tree import children
from motcua.organisation.services.units import (
    UnitContent,
    close_unit,
    merge_units,
    move_unit,
    open_unit,
    rename_unit,
)
from motcua.organisation.views.days import day_of, day_query
from motcua.web.acting import told
from motcua.web.faults import Stale, UserError
from motcua.web.forms import Form
from motcua.web.paging import page_of

NAV = {"nav": "units"}


def unit_or_404(public_id: str) -> Unit:
    """The unit with its history; raises `Http404` for an unknown id."""
    unit = selectors.unit_by_id(public_id)
    if unit is None:
        raise Http404
    return unit


def version_of(request: HttpRequest) -> int:
    """The version the form was drawn from; raises `Stale` where the form carries none."""
    raw = request.POST.get("version", "")
    if not raw.isdigit():
        raise Stale(_("Biểu mẫu thiếu số phiên bản. Tải lại trang rồi làm lại."))
    return int(raw)


@route("organisation.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Units of a day with filters; the province's own unless asked for all."""
    form = UnitFilter(request.GET)
    chosen = form.chosen
    day = day_of(request)
    rows = selectors.periods_on(
        day,
        text=chosen.get("q", ""),
        kind=chosen.get("kind"),
        tier=chosen["tier"].key if "tier" in chosen else "",
        under=None if chosen.get("everywhere") else selectors.province(),
    )
    context = {
        **NAV,
        "filters": form,
        "day": day,
        "day_query": day_query(day),
        "province": selectors.province_period(day),
        "page": page_of(request, rows),
    }
    return render(request, "organisation/units.html", context)


@route("organisation.view")
@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """The tree of a day, one level at a time: a unit, what stands above it, what stands below it."""
    day = day_of(request)
    chosen = request.GET.get("tu", "")
    root = selectors.unit_by_id(chosen) if chosen else selectors.province()
    shown = selectors.shown_on(selectors.unit_by_id(root.public_id) or root, day) if root else None
    context = {
        **NAV,
        "day": day,
        "day_query": day_query(day),
        "root": root,
        "shown": shown,
        "above": selectors.ancestors_on(root, day) if root else [],
        "page": page_of(request, selectors.children_on(root, day), size=200) if root else None,
    }
    return render(request, "organisation/tree.html", context)


@route("organisation.view")
@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """What is wrong with the units of today."""
    rows = found.unit_findings(actor_of(request), timezone.localdate())
    kind = request.GET.get("loai", "")
    context = {
        **NAV,
        "kinds": found.KINDS,
        "kind": kind,
        "totals": found.totals(rows),
        "page": page_of(request, [row for row in rows if not kind or row.kind == kind]),
    }
    return render(request, "organisation/findings.html", context)


@route("organisation.view")
@require_GET
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """A unit for those who keep it: history, place, people, officers, and what can be done."""
    unit, day, actor = unit_or_404(public_id), timezone.localdate(), actor_of(request)
    context = {
        **NAV,
        "unit": unit,
        "shown": selectors.shown_on(unit, day),
        "exists": unit.on(day) is not None,
        "above": selectors.ancestors_on(unit, day),
        "below": page_of(request, selectors.children_on(unit, day)),
        "heirs": [(one, selectors.shown_on(one.successor, one.on_date)) for one in selectors.heirs_of(unit)],
        "forebears": [(one, selectors.shown_on(one.predecessor, one.on_date)) for one in selectors.forebears_of(unit)],
        "names": list(unit.periods.all()),
        "codes": list(unit.codes.all()),
        "positions": list(officers.positions(actor, day=day, unit=unit)[:50]),
        "officers": list(officers.history_of(actor, unit)[:10]),
        "may_manage": actor.may("organisation.manage"),
    }
    return render(request, "organisation/control_unit.html", context)


def _content(data: dict[str, Any]) -> UnitContent:
    return UnitContent(
        name=data["name"],
        kind=data["kind"],
        tier=data["tier"],
        instrument=data["instrument"],
        code_list=data.get("code_list"),
        code=data.get("code", ""),
    )


@route("organisation.manage")
@require_http_methods(["GET", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a unit."""
    form = OpenForm(request.POST or None, initial={"parent": request.GET.get("tren", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            unit = open_unit(
                actor=actor_of(request), content=_content(data), day=data["day"], parent=data.get("parent")
            )
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, _("Đã ghi đơn vị mới."))
            return redirect("organisation:control-unit", unit.public_id)
    context = {**NAV, "form": form, "heading": _("Thành lập đơn vị"), "verb": _("Thành lập đơn vị"), "unit": None}
    return render(request, "organisation/unit_form.html", {**context, "warning": "", "shown": None})


def _act(request: HttpRequest, unit: Unit, form: Form, words: dict[str, str], do: Any) -> HttpResponse:
    """Draw a form about a unit, or do what it says and lead back to the unit."""
    if request.method == "POST" and form.is_valid():
        try:
            done = do(form.cleaned_data, version_of(request))
        except UserError as error:
            told(form, error)
        else:
            messages.success(request, words["done"])
            return redirect("organisation:control-unit", done.public_id)
    shown = selectors.shown_on(unit, timezone.localdate())
    context = {**NAV, **words, "form": form, "unit": unit, "shown": shown}
    return render(request, "organisation/unit_form.html", context)


@route("organisation.manage")
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another name, kind or tier from a day on."""
    unit, actor = unit_or_404(public_id), actor_of(request)
    now = unit.on(timezone.localdate())
    form = UnitForm(request.POST) if request.method == "POST" or now is None else UnitForm.of(now)
    words = {
        "heading": _("Đổi tên đơn vị"),
        "verb": _("Ghi tên mới"),
        "done": _("Đã ghi tên mới."),
        "warning": _("Trước ngày áp dụng, mọi trang vẫn hiện tên cũ."),
    }
    return _act(
        request,
        unit,
        form,
        words,
        lambda data, version: rename_unit(
            actor=actor, unit=unit, content=_content(data), day=data["day"], version=version
        ),
    )


@route("organisation.manage")
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another unit above from a day on."""
    unit, actor = unit_or_404(public_id), actor_of(request)
    words = {
        "heading": _("Chuyển sang đơn vị cấp trên khác"),
        "verb": _("Chuyển đơn vị"),
        "done": _("Đã chuyển đơn vị."),
        "warning": _("Các đơn vị trực thuộc đi cùng đơn vị này."),
    }
    return _act(
        request,
        unit,
        MoveForm(request.POST or None),
        words,
        lambda data, version: move_unit(
            actor=actor, unit=unit, parent=data["parent"], day=data["day"], version=version
        ),
    )


def _consequence(request: HttpRequest, unit: Unit) -> str:
    today = timezone.localdate()
    held = officers.positions(actor_of(request), day=today, unit=unit).count()
    inside = len(children(unit, today))
    return _(
        "Từ ngày kết thúc, đơn vị không còn trong danh sách; %(positions)s vị trí công tác và việc cử công chức đầu "
        "mối tại đơn vị kết thúc cùng ngày. Đơn vị có %(below)s đơn vị trực thuộc. Lịch sử được giữ nguyên."
    ) % {"positions": held, "below": inside}


@route("organisation.manage")
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a unit, alone or into another."""
    unit, actor = unit_or_404(public_id), actor_of(request)
    words = {
        "heading": _("Kết thúc đơn vị"),
        "verb": _("Kết thúc đơn vị"),
        "done": _("Đã ghi việc kết thúc đơn vị."),
        "warning": _consequence(request, unit),
    }
    return _act(
        request,
        unit,
        CloseForm(request.POST or None),
        words,
        lambda data, version: close_unit(
            actor=actor,
            unit=unit,
            day=data["day"],
            version=version,
            heirs=[data["heir"]] if data.get("heir") else [],
            instrument=data["instrument"],
            below=data["below"],
        ),
    )


@route("organisation.manage")
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lay this unit and others together into a new one."""
    unit, actor = unit_or_404(public_id), actor_of(request)
    words = {
        "heading": _("Hợp nhất đơn vị"),
        "verb": _("Hợp nhất"),
        "done": _("Đã ghi việc hợp nhất."),
        "warning": _consequence(request, unit),
    }

    def do(data: dict[str, Any], version: int) -> Unit:
        others = [(one, one.version) for one in data["others"] if one.pk != unit.pk]
        now = unit.on(timezone.localdate())
        return merge_units(
            actor=actor,
            units=[(unit, version), *others],
            day=data["day"],
            content=_content(data),
            parent=now.parent if now else None,
            below=data["below"],
        )

    return _act(request, unit, MergeForm(request.POST or None), words, do)
