"""Pages of the log."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from motcua.access.routes import actor_of, route
from motcua.audit import selectors, services
from motcua.audit.forms import SearchForm
from motcua.audit.models import Entry, EntryQuerySet

SIZE = 50
EXPORT_LIMIT = 200_000
_BEFORE = "truoc"


def _number(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None


@require_GET
@route("audit.view")
def listing(request: HttpRequest) -> HttpResponse:
    """The log, newest first, by keyset: an address shows the same rows however much is written meanwhile."""
    form = SearchForm(request.GET or None)
    form.is_valid()
    rows = selectors.entries(actor_of(request), form.search())
    before = _number(request.GET.get(_BEFORE, ""))
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows[: SIZE + 1])
    query = request.GET.copy()
    query.pop(_BEFORE, None)
    older = ""
    if len(found) > SIZE:
        following = query.copy()
        following[_BEFORE] = str(found[SIZE - 1].pk)
        older = following.urlencode()
    context = {
        "nav": "log",
        "form": form,
        "lines": selectors.lines(found[:SIZE]),
        "standing": selectors.standing(),
        "older": older,
        "newest": query.urlencode() if before is not None else None,
        "filters": query.urlencode(),
        "filtered": bool(form.search().used),
    }
    return render(request, "audit/list.html", context)


@require_GET
@route("audit.view")
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One row, everything it holds."""
    entry = get_object_or_404(Entry.objects.visible_to(actor_of(request)), public_id=public_id)
    return render(request, "audit/detail.html", {"nav": "log", "line": selectors.lines([entry])[0], "entry": entry})


@require_POST
@route("audit.view")
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The rows that fit the search as CSV; that they left the house is itself logged."""
    form = SearchForm(request.GET or None)
    form.is_valid()
    search = form.search()
    rows = selectors.entries(actor_of(request), search)[:EXPORT_LIMIT]
    services.exported(actor=actor_of(request), what="audit.entries", rows=rows.count(), filters=search.used)
    response = StreamingHttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-{timezone.localdate():%Y%m%d}.csv"'
    return response


def _csv(rows: EntryQuerySet) -> Iterator[str]:
    """Lines of CSV with a byte order mark; cells that a spreadsheet would run as formulas are quoted."""
    head = [_("Lúc"), _("Người làm"), _("Đơn vị"), _("Việc"), _("Loại"), _("Mã"), _("Địa chỉ"), _("Kênh"), "id"]
    yield "\ufeff" + _csv_line(head)
    batch: list[Entry] = []
    for row in rows.iterator(chunk_size=500):
        batch.append(row)
        if len(batch) == 500:
            yield from _csv_lines(batch)
            batch = []
    yield from _csv_lines(batch)


def _csv_lines(batch: list[Entry]) -> Iterator[str]:
    for line in selectors.lines(batch):
        entry = line.entry
        when = timezone.localtime(entry.recorded_at).isoformat(timespec="seconds")
        yield _csv_line(
            [
                when,
                line.actor,
                line.unit,
                line.what,
                entry.object_type,
                entry.object_id,
                entry.address,
                entry.via,
                entry.public_id,
            ]
        )


def _csv_line(cells: list[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow([f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell for cell in cells])
    return buffer.getvalue()
