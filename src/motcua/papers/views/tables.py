"""Pages of table forms: the list, and one form to fill in, compute, check and carry away as a file."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.access.routes import route
from motcua.papers.tables.computed import Computed
from motcua.papers.tables.definition import TableForm
from motcua.papers.tables.files import FORMATS, file_bytes, file_name
from motcua.papers.tables.shipped import table_form, table_forms
from motcua.papers.views.table_filling import Filling, read_filling
from motcua.web.forms import DateField, FilterForm
from motcua.web.paging import page_of

NAV = {"nav": "tables"}


class DayFilter(FilterForm):
    """The day whose forms are shown."""

    ngay = DateField(label=_("Áp dụng vào ngày"))


def _day(request: HttpRequest) -> tuple[DayFilter, date]:
    form = DayFilter({"ngay": request.GET.get("ngay", "")})
    return form, form.chosen.get("ngay") or timezone.localdate()


def _sure(form: TableForm) -> str:
    """In words how sure the form is."""
    return form.citation.sureness(gettext)


@route("papers.view")
@require_GET
def tables(request: HttpRequest) -> HttpResponse:
    """The table forms in use on a day."""
    form, day = _day(request)
    page = page_of(request, table_forms(day))
    context = {**NAV, "form": form, "day": day, "given": bool(form.chosen.get("ngay")), "page": page, "sure": _sure}
    return render(request, "papers/tables.html", context)


def _file(computed: Computed, format_name: str) -> HttpResponse:
    answer = HttpResponse(file_bytes(computed, format_name), content_type=FORMATS[format_name])
    answer["Content-Disposition"] = f'attachment; filename="{file_name(computed, format_name)}"'
    return answer


@route("papers.view")
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, key: str) -> HttpResponse:
    """One form: filled in, computed and checked, or answered with a file. Nothing is stored."""
    day = _day(request)[1]
    form = table_form(key, day)
    if request.method == "GET":
        return render(request, "papers/table.html", {**NAV, "it": Filling(form, day), "sure": _sure})
    it = read_filling(form, day, request)
    act = request.POST.get("do", "")
    if act in FORMATS and not it.faults:
        return _file(it.computed, act)
    return render(
        request,
        "papers/table.html",
        {**NAV, "it": it, "sure": _sure},
        status=400 if it.faults or it.file_error else 200,
    )


routes: list[URLPattern] = [
    path("kiem-soat/bieu-mau/", tables, name="tables"),
    path("kiem-soat/bieu-mau/<slug:key>/", table, name="table"),
]
