"""Background work of the register: its lists as documents, in every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import get_args

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.jobs.registry import Run, handler
from motcua.online.forms import RoadmapFilter, ServiceFilter
from motcua.online.lists import KINDS, NAMES, ROADMAP, chosen_for, list_document
from motcua.online.models import DocumentSet
from motcua.online.roadmap_list import roadmap_document
from motcua.online.rows import shown_all
from motcua.online.selectors import roadmap_rows, services_on
from motcua.online.services.documents import KIND, finish_documents, keep_document
from motcua.papers.document import Document
from motcua.papers.rendering import Format, render
from motcua.web.faults import UserError

FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class _List:
    """A list to be made: its kind, its lines, and how the document comes about."""

    kind: str
    lines: int
    document: Callable[[], Document]


@handler(
    KIND,
    queue="slow",
    words="Lập danh mục dịch vụ công trực tuyến",
    permission="online.view",
    shown_at=("online:documents",),
)
def documents(run: Run) -> None:
    """Make and keep each list that is not there yet; one without lines is noted, the others go on."""
    row = DocumentSet.objects.get(public_id=run.arguments["set"])
    there = set(row.files.values_list("kind", "format"))
    run.progress(0, 0, _("Đang đọc sổ dịch vụ"))
    lists = _wanted(run, row)
    done, total = 0, len(lists) * len(FORMATS)
    for one in lists:
        name = str(NAMES[one.kind])
        try:
            document = one.document()
        except UserError as error:
            run.note_failure(name, error.message)
            done += len(FORMATS)
            continue
        for form in FORMATS:
            run.progress(done, total, _("{name}, {format}").format(name=name, format=form.upper()))
            if (one.kind, form) not in there:
                content = render(document, form)
                keep_document(
                    actor=run.actor, document_set=row, kind=one.kind, form=form, content=content, rows=one.lines
                )
            done += 1
    finish_documents(actor=run.actor, document_set=row)
    run.summary["files"] = row.files.count()
    run.progress(total, total, _("Đã lập {n} tệp").format(n=row.files.count()))


def _wanted(run: Run, row: DocumentSet) -> list[_List]:
    """The lists of services, or the roadmap where the filters name its year."""
    day, asked = timezone.localdate(row.asked_at), QueryDict(row.query)
    if "year" in asked:
        chosen = RoadmapFilter(asked)
        entries, year = list(roadmap_rows(run.actor, **chosen.wanted(day))), chosen.year_of(day)
        return [_List(ROADMAP, len(entries), partial(roadmap_document, entries, year, day, row.scope))]
    services = shown_all(services_on(day, ServiceFilter(asked).wanted), day)
    return [
        _List(kind, len(chosen_for(kind, services)), partial(list_document, kind, services, day, row.scope))
        for kind in KINDS.values()
    ]
