"""Background work of the register: its lists as documents, in every format."""

from __future__ import annotations

from typing import get_args

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.jobs.registry import Run, handler
from motcua.online.forms import ServiceFilter
from motcua.online.lists import KINDS, NAMES, chosen_for, list_document
from motcua.online.models import DocumentSet
from motcua.online.rows import shown_all
from motcua.online.selectors import services_on
from motcua.online.services.documents import KIND, finish_documents, keep_document
from motcua.papers.rendering import Format, render
from motcua.web.faults import UserError

FORMATS: tuple[Format, ...] = get_args(Format)


@handler(KIND, queue="slow", words="Lập danh mục dịch vụ công trực tuyến", permission="online.view")
def documents(run: Run) -> None:
    """Make and keep each list that is not there yet; one without services is noted, the others go on."""
    row = DocumentSet.objects.get(public_id=run.arguments["set"])
    day, wanted = timezone.localdate(row.asked_at), ServiceFilter(QueryDict(row.query)).wanted
    there = set(row.files.values_list("kind", "format"))
    done, total = 0, len(KINDS) * len(FORMATS)
    run.progress(done, total, _("Đang đọc sổ dịch vụ"))
    services = shown_all(services_on(day, wanted), day)
    for kind in KINDS.values():
        name = str(NAMES[kind])
        try:
            document = list_document(kind, services, day, row.scope)
        except UserError as error:
            run.note_failure(name, error.message)
            done += len(FORMATS)
            continue
        rows = len(chosen_for(kind, services))
        for form in FORMATS:
            run.progress(done, total, _("{name}, {format}").format(name=name, format=form.upper()))
            if (kind, form) not in there:
                content = render(document, form)
                keep_document(actor=run.actor, document_set=row, kind=kind, form=form, content=content, rows=rows)
            done += 1
    finish_documents(actor=run.actor, document_set=row)
    run.summary["files"] = row.files.count()
    run.progress(total, total, _("Đã lập {n} tệp").format(n=row.files.count()))
