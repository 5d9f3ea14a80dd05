"""Background work of announcing: lists as annexes, the daily end of abolished procedures."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import system_actor
from motcua.jobs.registry import Run, handler, schedule
from motcua.papers.rendering import render
from motcua.publication.lists import ListAsked, list_document, listed
from motcua.publication.models import AnnexState, ListAnnex
from motcua.publication.services.annexes import KIND, keep_annex, note_annex_fault
from motcua.publication.services.effects import apply_abolitions
from motcua.web.faults import UserError


@handler(KIND, queue="slow", words="Lập danh mục thủ tục hành chính kèm quyết định", shown_at=("publication:annexes",))
def make_annex(run: Run) -> None:
    """Make a list as DOCX and XLSX; a list that was made is not made again."""
    annex = ListAnnex.objects.get(public_id=run.arguments["annex"])
    if annex.state == AnnexState.READY:
        return
    asked = ListAsked.read(annex.asked)
    try:
        found = listed(asked)
        rows = len(found.whole) + len(found.abolished)
        run.progress(1, 4, _("Đã chọn {n} thủ tục").format(n=rows))
        document = list_document(asked, found)
        run.progress(2, 4, _("Đã dựng các phụ lục"))
        word = render(document, "docx")
        run.progress(3, 4, _("Đã lập tệp Word"))
        sheet = render(document, "xlsx")
    except UserError as error:
        note_annex_fault(actor=run.actor, annex=annex, why=f"{error.message} {error.hint or ''}".strip())
        run.note_failure(annex.title, error.message)
        return
    keep_annex(actor=run.actor, annex=annex, docx=word, xlsx=sheet, rows=rows)
    run.progress(4, 4, _("Đã lập tệp Word và Excel"))


@handler("publication.abolish", queue="slow", words="Kết thúc thủ tục đã bị bãi bỏ khi đến ngày")
def abolish(run: Run) -> None:
    """End procedures whose day of abolition has come."""
    ended = apply_abolitions(actor=system_actor(via="job"), on=timezone.localdate())
    run.progress(len(ended), len(ended), _("Đã kết thúc {n} thủ tục").format(n=len(ended)))


schedule("publication.abolish", daily="00:20")
