"""The table of steps: typed, kept while typing, written; two who write at once see both."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.processes.content import Content, Member, content_from
from motcua.processes.flow.changes import compared
from motcua.processes.flow.words import FIELD_WORDS, KIND_WORDS
from motcua.processes.models import Edition, Process, ProcessKind, Relation, WorkingCopy
from motcua.processes.selectors import edition_of, steps_of, working_copy
from motcua.processes.services.claims import require_unit
from motcua.processes.services.writing import drop_copy, keep_copy, write_process
from motcua.processes.sheet import ROW_ACTS, Posted, actors_of, obeyed, posted_from, rows_of
from motcua.processes.views.showing import NAV, change_words, picture, process_or_404
from motcua.web.acting import version_of
from motcua.web.faults import Stale, UserError


@route("processes.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The table of the draft; a row button keeps what is typed and comes back, the main one writes."""
    actor, row = actor_of(request), process_or_404(request, public_id)
    require_unit(actor, row.unit)
    draft = edition_of(row)
    if draft is None or draft.confirmed:
        messages.info(request, _("Quy trình đã xác nhận. Mở lại để lập bản mới."))
        return redirect("processes:process", public_id)
    if request.method == "POST":
        return _posted(request, row, draft)
    copy = working_copy(draft, actor)
    if copy is None:
        return _page(request, row, draft, _stored(row, draft), draft.version)
    content = content_from(copy.content)
    if copy.based_on != draft.version:
        return _both(request, row, draft, content)
    return _page(request, row, draft, content, draft.version, copy=copy)


def _posted(request: HttpRequest, row: Process, draft: Edition) -> HttpResponse:
    posted = posted_from(request.POST, row.kind == ProcessKind.GROUP)
    version = version_of(request)
    if posted.act in ROW_ACTS:
        content, target = obeyed(posted)
        keep_copy(actor=actor_of(request), process=row, content=content, version=version)
        place = "so-do" if posted.act == "draw" else f"buoc-{target}" if target else "cac-buoc"
        return redirect(f"{reverse('processes:edit', args=[row.public_id])}#{place}")
    return _write(request, row, draft, posted, version)


def _write(request: HttpRequest, row: Process, draft: Edition, posted: Posted, version: int) -> HttpResponse:
    if posted.unread:
        return _page(request, row, draft, posted.content, version, unread=posted.unread, status=422)
    try:
        write_process(actor=actor_of(request), process=row, content=posted.content, version=version)
    except Stale:
        fresh = edition_of(row)
        return _both(request, row, fresh or draft, posted.content, status=409)
    except UserError as error:
        if error.status == 403:
            raise
        return _page(request, row, draft, posted.content, version, fault=error, status=422)
    messages.success(request, _("Đã ghi quy trình."))
    return redirect("processes:process", row.public_id)


@route("processes.edit")
@require_POST
def autosave(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what is being typed; nothing is written yet."""
    actor, row = actor_of(request), process_or_404(request, public_id)
    require_unit(actor, row.unit)
    posted = posted_from(request.POST, row.kind == ProcessKind.GROUP)
    kept = keep_copy(actor=actor, process=row, content=posted.content, version=version_of(request))
    return JsonResponse({"kept": kept is not None}, status=200 if kept is not None else 409)


@route("processes.edit")
@require_POST
def forget(request: HttpRequest, public_id: str) -> HttpResponse:
    """Forget what was typed and not written."""
    row = process_or_404(request, public_id)
    drop_copy(actor=actor_of(request), process=row)
    messages.success(request, _("Đã bỏ phần chưa ghi."))
    return redirect("processes:edit", public_id)


def _stored(row: Process, draft: Edition) -> Content:
    members = tuple(
        Member(member.procedure.code, Relation(member.relation), member.duty) for member in draft.members.all()
    )
    return Content(steps_of(draft), members if row.kind == ProcessKind.GROUP else None)


def _page(
    request: HttpRequest,
    row: Process,
    draft: Edition,
    content: Content,
    version: int,
    *,
    copy: WorkingCopy | None = None,
    unread: tuple[tuple[int, str], ...] = (),
    fault: UserError | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    members = content.members
    context = {
        **NAV,
        "process": row,
        "edition": draft,
        "version": version,
        "rows": rows_of(content.steps),
        "members": None if members is None else [*members, Member("")],
        "relations": Relation.choices,
        "actors": actors_of(content.steps),
        "copy": copy,
        "unread": unread,
        "fault": fault,
        "pairs": None,
        **picture(content.steps),
        **more,
    }
    return render(request, "processes/edit.html", context, status=status)


def _both(request: HttpRequest, row: Process, fresh: Edition, mine: Content, status: int = 200) -> HttpResponse:
    """What another wrote meanwhile beside what is typed here; writing again, knowing both, puts the latter in place."""
    pairs = [pair for pair in compared(steps_of(fresh), mine.steps) if pair.change != "same"]
    return _page(
        request,
        row,
        fresh,
        mine,
        fresh.version,
        status=status,
        pairs=pairs,
        fields=FIELD_WORDS,
        words=change_words(),
        kinds=KIND_WORDS,
    )
