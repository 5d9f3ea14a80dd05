"""The sheet of a procedure: its criteria with proposals and passages, answering, accepting what nobody doubts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.access.routes import actor_of, route
from motcua.organisation.selectors import today_names
from motcua.review.forms_assess import AnswerForm
from motcua.review.models import CampaignLine
from motcua.review.questions import Question
from motcua.review.selectors_assessment import assesses, find_line, neighbours, progress_of, twins_of
from motcua.review.services.assessing import accept_fits, answer_criterion, note_opened
from motcua.review.services.assessing_store import Outcome
from motcua.review.sheeting import (
    LineSheet,
    Row,
    basis_words,
    confidence_words,
    line_sheet,
    passages_of,
    words_of,
)
from motcua.review.verdicts import level_name, questions_for
from motcua.review.views.assess_saving import attempt, by_itself, told, with_accepted
from motcua.review.views.assess_words import POWERS
from motcua.rulebook.selectors import book as current_book
from motcua.web.acting import version_of
from motcua.web.faults import UserError

NAV = {"nav": "my-review"}
SUBJECT = "muc"


def line_or_404(request: HttpRequest, public_id: str) -> CampaignLine:
    """The line of the address; raises `Http404` where there is none for the asker."""
    try:
        return find_line(actor_of(request), public_id)
    except UserError:
        raise Http404 from None


def editable(request: HttpRequest, line: CampaignLine) -> bool:
    """Whether the asker may answer about the line now."""
    return line.campaign.running and line.with_author and assesses(actor_of(request), line)


def about(request: HttpRequest, made: LineSheet, tab: str) -> dict[str, Any]:
    """What every page of a line shows around its content."""
    line = made.line
    before, after = neighbours(line)
    done, total = progress_of(line)
    book = current_book()
    return {
        **NAV,
        "line": line,
        "version": made.version,
        "made": made,
        "tab": tab,
        "before": before,
        "after": after,
        "done": done,
        "total": total,
        "editable": editable(request, line),
        "unit": today_names([line.unit_id]).get(line.unit_id, "") if line.unit_id else "",
        "level_name": lambda level: level_name(line, str(level), book),
        "words_of": words_of,
        "basis_words": basis_words,
        "powers": POWERS,
    }


def initial_of(answer: Any, row: Row) -> dict[str, Any]:
    """What a form shows first: the answer that stands; for none, the passages proposed as evidence."""
    if answer is None:
        quotes = [str(quote["quote"]) for quote in row.proposal.get("evidence", ())]
        return {"evidence": " … ".join(quotes)[:4000]}
    names = ("value", "reason", "evidence", "document", "article", "remedy", "wording", "owner", "due_on")
    return {**{name: getattr(answer, name) for name in names}, "rejected": answer.basis == "rejected"}


def answer_form(row: Row, data: Any = None) -> AnswerForm:
    """The form of one criterion, filled from what stands or from what was sent."""
    question = Question(row.subject, row.number, row.title, row.asks, row.absent)
    proposed = row.proposed is not None
    return AnswerForm(data, initial=initial_of(row.answer, row), question=question, proposed=proposed, auto_id="tl_%s")


@route("review.view")
@require_GET
def sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """One procedure with its criteria; the question of the address, else the first to look at, stands open.

    A campaign that asks for none, such as one that simplifies rules, begins with the parts.
    """
    line = line_or_404(request, public_id)
    if not questions_for(line):
        return redirect("review:assess-parts", line.public_id)
    return show(request, line)


def show(request: HttpRequest, line: CampaignLine, form: AnswerForm | None = None, subject: str = "") -> HttpResponse:
    """Draw the sheet; `form` replaces the form of `subject` by one that holds errors."""
    made = line_sheet(line)
    chosen = made.row(subject or request.GET.get(SUBJECT, "")) or made.first()
    may = editable(request, line)
    if chosen is not None and may and chosen.doubtful and not chosen.opened and request.method == "GET":
        note_opened(actor=actor_of(request), line=line, subject=chosen.subject)
    context = {
        **about(request, made, "criteria"),
        "chosen": chosen,
        "passages": passages_of(line, chosen.proposal) if chosen else [],
        "confidence": confidence_words(chosen.proposal) if chosen else "",
        "form": form or (answer_form(chosen) if chosen and may else None),
        "seen": chosen.answer.version if chosen and chosen.answer else 0,
        "twins": twins_of(actor_of(request), line, made.version),
    }
    return render(request, "review/assess.html", context, status=400 if form is not None else 200)


@route("review.assess")
@require_POST
def answer(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Keep one answer; a machine of the page itself gets the verdict back, a person the next question."""
    line = line_or_404(request, public_id)
    made = line_sheet(line)
    row = made.row(key)
    if row is None:
        raise Http404
    form = answer_form(row, with_accepted(request.POST))
    outcome = attempt(request, form, lambda: _save(request, line, row, form))
    if by_itself(request):
        return _fragment(request, line, form, outcome, key)
    if outcome is None:
        return show(request, line, form, key)
    if outcome.clash is not None:
        return redirect("review:clash", outcome.clash.public_id)
    return redirect(_onward(line, key))


def _save(request: HttpRequest, line: CampaignLine, row: Row, form: AnswerForm) -> Outcome:
    return answer_criterion(
        actor=actor_of(request), line=line, key=row.subject, given=form.given, seen=version_of(request)
    )


def _fragment(
    request: HttpRequest, line: CampaignLine, form: AnswerForm, outcome: Outcome | None, key: str
) -> HttpResponse:
    """The verdict as it is now, and what became of the answer, for the page that saved by itself."""
    now = line_sheet(line_or_404(request, line.public_id))
    context = {**about(request, now, "criteria"), "row": now.row(key), **told(form, outcome)}
    return render(request, "review/assess_saved.html", context)


def _onward(line: CampaignLine, key: str) -> str:
    """Where to go after an answer: the next doubtful question, else the sheet where it was."""
    following = line_sheet(line).after(key)
    address = reverse("review:assess", args=[line.public_id])
    return f"{address}?{SUBJECT}={following.subject if following else key}#muc"


@route("review.assess")
@require_POST
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accept in one act what stood on the page as fitting and undoubted."""
    line = line_or_404(request, public_id)
    pairs = (text.partition("=") for text in request.POST.getlist("fit")[:40])
    seen = {key: value for key, _equals, value in pairs}
    n = accept_fits(actor=actor_of(request), line=line, seen=seen)
    if n:
        told = ngettext("Đã chấp nhận %(n)d mục không nghi ngờ.", "Đã chấp nhận %(n)d mục không nghi ngờ.", n)
        messages.success(request, told % {"n": n})
    else:
        messages.info(request, _("Không còn mục nào để chấp nhận cùng lúc."))
    return redirect("review:assess", public_id)
