"""The table of words: list, one line, trying a sentence before saving, switching lines off and on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.catalog import finder, showing
from motcua.catalog.models.vocabulary import Synonym
from motcua.catalog.search.fold import fold
from motcua.catalog.search.results import SearchRequest
from motcua.catalog.search.vocabulary import shipped_vocabulary
from motcua.catalog.services.vocabulary import add_words, change_words, checked, switch_off_shipped, switch_words
from motcua.catalog.vocabulary_forms import WordsFilter, WordsForm
from motcua.catalog.vocabulary_rows import Entry, entries, entry_of, laid_over
from motcua.web.faults import UserError
from motcua.web.paging import page_of

NAV = {"nav": "vocabulary"}
TRIED = 5


def _rows(request: HttpRequest) -> list[Synonym]:
    return list(Synonym.objects.visible_to(actor_of(request)).select_related("changed_by"))


def _entry(request: HttpRequest, key: str) -> Entry:
    found = entry_of(key, _rows(request))
    if found is None:
        raise Http404
    return found


@route("catalog.vocabulary")
@require_GET
def words(request: HttpRequest) -> HttpResponse:
    """The whole table with filters, the province's own lines first."""
    form = WordsFilter(request.GET)
    chosen = form.chosen
    text, origin = fold(chosen.get("q", "")), chosen.get("origin", "")
    tests = {
        "own": lambda entry: entry.own is not None,
        "shipped": lambda entry: entry.own is None,
        "off": lambda entry: not entry.active,
    }
    found = [
        entry
        for entry in entries(_rows(request))
        if text in entry.folded
        and chosen.get("kind", entry.kind) == entry.kind
        and (origin not in tests or tests[origin](entry))
    ]
    context = {**NAV, "filters": form, "page": page_of(request, found), "total": len(found)}
    return render(request, "catalog/vocabulary.html", context)


@route("catalog.vocabulary")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new row of the province."""
    form = (
        WordsForm(request.POST)
        if request.method == "POST"
        else WordsForm(initial={"say": request.GET.get("q", "")[:200]})
    )
    return _edited(request, form, None)


@route("catalog.vocabulary")
@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, key: str) -> HttpResponse:
    """One line; saving a shipped one lays a row of the province over it."""
    entry = _entry(request, key)
    form = WordsForm(request.POST) if request.method == "POST" else WordsForm.of(entry.kind, entry.content, entry.own)
    return _edited(request, form, entry)


def _edited(request: HttpRequest, form: WordsForm, entry: Entry | None) -> HttpResponse:
    trial = None
    if request.method == "POST" and form.is_valid():
        try:
            if "thu" not in request.POST:
                _save(request, form, entry)
                messages.success(request, _("Đã ghi. Tìm kiếm dùng ngay từ bây giờ."))
                return redirect("catalog:vocabulary")
            trial = _trial(request, form, entry)
        except UserError as error:
            field = error.field if error.field in form.fields else None
            form.add_error(field, f"{error.message} {error.hint or ''}".strip())
    context = {**NAV, "form": form, "entry": entry, "trial": trial}
    return render(request, "catalog/vocabulary_line.html", context)


def _save(request: HttpRequest, form: WordsForm, entry: Entry | None) -> None:
    actor, given = actor_of(request), form.cleaned_data
    if entry is not None and entry.own is not None:
        change_words(
            actor=actor,
            row=entry.own,
            kind=given["kind"],
            content=form.content,
            version=given["version"] or 0,
            note=given["note"],
        )
    else:
        replaces = entry.key if entry is not None else ""
        add_words(actor=actor, kind=given["kind"], content=form.content, note=given["note"], replaces=replaces)


def _trial(request: HttpRequest, form: WordsForm, entry: Entry | None) -> dict[str, Any]:
    """What the sentence finds now and what it would find with the row as it stands in the form."""
    kind, content = form.cleaned_data["kind"], form.content
    checked(kind, content)
    text = form.cleaned_data["trial"] or content["say"][0]
    rows = [row for row in _rows(request) if row.active and (entry is None or row != entry.own)]
    replaces = entry.key if entry is not None and entry.shipped else ""
    rows.append(Synonym(kind=kind, content=content, replaces=replaces))
    after = finder.index_with(laid_over(shipped_vocabulary(), rows)).search(SearchRequest(text, limit=TRIED))
    before = finder.search_procedures(text, limit=TRIED)
    return {
        "text": text,
        "before": showing.hit_rows(before.hits),
        "after": showing.hit_rows(after.hits),
        "guidance_before": [row.title for row in before.guidance],
        "guidance_after": [row.title for row in after.guidance],
    }


@route("catalog.vocabulary")
@require_POST
def switch(request: HttpRequest, key: str) -> HttpResponse:
    """Take a line out of the search, or back into it."""
    entry, actor = _entry(request, key), actor_of(request)
    if entry.own is None:
        switch_off_shipped(actor=actor, replaces=key)
    else:
        version = request.POST.get("version", "")
        number = int(version) if version.isascii() and version.isdigit() else 0
        switch_words(actor=actor, row=entry.own, active=not entry.own.active, version=number)
    messages.success(request, _("Đã đổi. Tìm kiếm dùng ngay từ bây giờ."))
    return redirect("catalog:vocabulary")
