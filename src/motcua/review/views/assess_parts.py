"""Assessment (a), part by part and paper by paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.access.routes import actor_of, route
from motcua.review.forms_assess import PartForm
from motcua.review.models import CampaignLine
from motcua.review.part_texts import PartText, part_text
from motcua.review.questions import part_of_subject, title_of
from motcua.review.services.assessing_parts import (
    accept_fitting_parts,
    answer_part,
    simplifies,
)
from motcua.review.services.assessing_store import Outcome
from motcua.review.sheeting import LineSheet, Row, line_sheet, part_rows, passages_of
from motcua.review.views.assess import SUBJECT, about, editable, initial_of, line_or_404
from motcua.review.views.assess_saving import attempt, by_itself, told, with_accepted
from motcua.web.acting import version_of

_WORDS = {True: "yes", False: "no", None: ""}


@route("review.view")
@require_GET
def parts(request: HttpRequest, public_id: str) -> HttpResponse:
    """The statutory parts and papers; the one of the address, else the first unanswered, stands open."""
    return show_parts(request, line_or_404(request, public_id))


def show_parts(
    request: HttpRequest, line: CampaignLine, form: PartForm | None = None, subject: str = ""
) -> HttpResponse:
    """Draw the parts; `form` replaces the form of `subject` by one that holds errors."""
    made = line_sheet(line)
    rows = part_rows(made)
    chosen = _chosen(rows, subject or request.GET.get(SUBJECT, ""))
    may = editable(request, line)
    context = {
        **about(request, made, "parts"),
        "rows": rows,
        "chosen": chosen,
        "form": form or (_form(line, chosen) if chosen and may else None),
        "seen": chosen.answer.version if chosen and chosen.answer else 0,
        "passages": passages_of(line, chosen.proposal) if chosen else [],
        "asked_by": [title_of(key) for key in chosen.proposal.get("criteria", ()) if made.row(key)] if chosen else [],
        "held": _held(made, chosen) if chosen else None,
        **_counts(rows),
    }
    return render(request, "review/assess_parts.html", context, status=400 if form is not None else 200)


def _held(made: LineSheet, chosen: Row) -> PartText | None:
    part, ordinal = part_of_subject(chosen.subject) or ("", 0)
    return part_text(made.line, made.version, part, ordinal)


def _chosen(rows: list[Row], subject: str) -> Row | None:
    by_name = {row.subject: row for row in rows}
    waiting = [row for row in rows if row.waits]
    first = next((row for row in waiting if row.doubtful), next(iter(waiting), None))
    return by_name.get(subject) or first or next(iter(rows), None)


def _form(line: CampaignLine, row: Row, data: Any = None) -> PartForm:
    initial = initial_of(row.answer, row)
    if row.answer is not None:
        tests = ("necessary", "reasonable", "lawful")
        initial |= {name: _WORDS[getattr(row.answer, name)] for name in tests}
    return PartForm(data, initial=initial, simplifies=simplifies(line), auto_id="bp_%s")


@route("review.assess")
@require_POST
def answer(request: HttpRequest, public_id: str, subject: str) -> HttpResponse:
    """Keep what is said of one part or paper; the page itself is told so, a person goes on to the next."""
    line = line_or_404(request, public_id)
    place = part_of_subject(subject)
    rows = part_rows(line_sheet(line))
    row = next((row for row in rows if row.subject == subject), None)
    if place is None or row is None:
        raise Http404
    form = _form(line, row, with_accepted(request.POST))
    outcome = attempt(request, form, lambda: _save(request, line, place, form))
    if by_itself(request):
        return _fragment(request, line, form, outcome, subject)
    if outcome is None:
        return show_parts(request, line, form, subject)
    if outcome.clash is not None:
        return redirect("review:clash", outcome.clash.public_id)
    order = [one.subject for one in rows]
    following = order[min(order.index(subject) + 1, len(order) - 1)]
    return redirect(f"{reverse('review:assess-parts', args=[public_id])}?{SUBJECT}={following}#muc")


def _save(request: HttpRequest, line: CampaignLine, place: tuple[str, int], form: PartForm) -> Outcome:
    part, ordinal = place
    return answer_part(
        actor=actor_of(request), line=line, part=part, ordinal=ordinal, given=form.given, seen=version_of(request)
    )


def _fragment(
    request: HttpRequest, line: CampaignLine, form: PartForm, outcome: Outcome | None, subject: str
) -> HttpResponse:
    """How much is answered now, and what became of this answer, for the page that saved by itself."""
    rows = part_rows(line_sheet(line_or_404(request, line.public_id)))
    row = next((row for row in rows if row.subject == subject), None)
    context = {"line": line, "row": row, "editable": True, **_counts(rows), **told(form, outcome)}
    return render(request, "review/assess_part_saved.html", context)


def _counts(rows: list[Row]) -> dict[str, int]:
    """How many parts and papers there are, are answered, and may be taken as fitting in one act."""
    return {
        "total_parts": len(rows),
        "answered": sum(not row.waits for row in rows),
        "fitting": sum(row.waits and row.fits is not None for row in rows),
    }


@route("review.assess")
@require_POST
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer "fits" for every part and paper that nothing stands against."""
    n = accept_fitting_parts(actor=actor_of(request), line=line_or_404(request, public_id))
    told = ngettext("Đã ghi %(n)d bộ phận, giấy tờ phù hợp.", "Đã ghi %(n)d bộ phận, giấy tờ phù hợp.", n)
    messages.success(request, told % {"n": n})
    return redirect("review:assess-parts", public_id)
