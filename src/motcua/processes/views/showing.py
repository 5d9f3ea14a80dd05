"""The list of processes, one process, two of its versions side by side, its files."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.access.routes import actor_of, route
from motcua.audit.services import exported
from motcua.organisation.models import Unit
from motcua.organisation.selectors import today_names
from motcua.processes.drawing.layout import drawing_of
from motcua.processes.flow.changes import compared
from motcua.processes.flow.checks import problems_of
from motcua.processes.flow.facts import facts_of
from motcua.processes.flow.steps import Step
from motcua.processes.flow.words import FIELD_WORDS, KIND_WORDS, in_one_sentence, times_in_words, ways_in_words
from motcua.processes.forms import FileForm, ProcessFilter, ReasonForm, unit_choices
from motcua.processes.ground import ground_of
from motcua.processes.models import Edition, EditionState, Process
from motcua.processes.output.files import TYPES, file_of, name_of
from motcua.processes.selectors import edition_of, editions_of, process_by_id, process_rows, steps_of
from motcua.processes.services.claims import may_write
from motcua.web.paging import page_of

NAV = {"nav": "processes"}
STATE_LOOKS = {"draft": "warning", "confirmed": "success"}
STATE_WORDS = dict(EditionState.choices)


@route("processes.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Processes with filters, newest first."""
    actor = actor_of(request)
    form = ProcessFilter(request.GET, units=unit_choices(None, timezone.localdate()))
    chosen = form.chosen
    unit = Unit.objects.filter(public_id=chosen["unit"]).first() if chosen.get("unit") else None
    rows = process_rows(
        actor, text=chosen.get("q", ""), kind=chosen.get("kind", ""), state=chosen.get("state", ""), unit=unit
    )
    page = page_of(request, rows)
    context = {
        **NAV,
        "filters": form,
        "page": page,
        "units": today_names({row.unit_id for row in page.rows if row.unit_id}),
        "looks": STATE_LOOKS,
        "states": STATE_WORDS,
        "may_edit": actor.may("processes.edit"),
    }
    return render(request, "processes/listing.html", context)


def process_or_404(request: HttpRequest, public_id: str) -> Process:
    """The process that the address names, as far as the person may see it."""
    found = process_by_id(actor_of(request), public_id)
    if found is None:
        raise Http404
    return found


def edition_or_404(process: Process, text: str | None) -> Edition:
    """The version with the number of the address, the newest without one."""
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None
    found = edition_of(process, number) if number is not None or not text else None
    if found is None:
        raise Http404
    return found


@route("processes.view")
@require_GET
def process(request: HttpRequest, public_id: str) -> HttpResponse:
    """One process: its picture, its steps, what can be counted, what is to be mended, its versions."""
    return shown(request, process_or_404(request, public_id))


def shown(request: HttpRequest, row: Process, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of one process; `forms` are those that came back with errors."""
    actor = actor_of(request)
    edition = edition_or_404(row, request.GET.get("lan"))
    history = editions_of(row)
    steps = steps_of(edition)
    problems = problems_of(steps) if not edition.confirmed else []
    newest = edition.pk == history[0].pk
    mine = may_write(actor, row.unit)
    context = {
        **NAV,
        "process": row,
        "edition": edition,
        "history": history,
        "unit": today_names([row.unit_id]).get(row.unit_id, "") if row.unit_id else "",
        "look": STATE_LOOKS[edition.state],
        "looks": STATE_LOOKS,
        "problems": [(one.said(gettext), one.blocking) for one in problems],
        "whole": not any(one.blocking for one in problems),
        "may_write": mine and newest and not edition.confirmed,
        "may_reopen": mine and newest and edition.confirmed,
        "file_form": FileForm(),
        "reason_form": ReasonForm(),
        "invalid": next(iter(forms.values()), None),
        "ground": ground_of(row.kind, timezone.localdate()),
        "forms_out": [form for form in TYPES if steps or form not in ("svg", "png")],
        **picture(steps),
        **forms,
    }
    return render(request, "processes/process.html", context, status=status)


def picture(steps: tuple[Step, ...]) -> dict[str, Any]:
    """What templates draw a process from."""
    facts = facts_of(steps)
    return {
        "steps": steps,
        "drawing": drawing_of(steps),
        "facts": facts,
        "times": times_in_words(facts),
        "sentence": in_one_sentence(steps, facts),
        "kinds": KIND_WORDS,
        "ways": {step.key: ways_in_words(step, steps) for step in steps},
    }


@route("processes.view")
@require_GET
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two versions side by side: the newest and the one before it unless others are asked for."""
    row = process_or_404(request, public_id)
    history = editions_of(row)
    new = edition_or_404(row, request.GET.get("moi"))
    before = next((one.number for one in history if one.number < new.number), None)
    old = edition_or_404(row, request.GET.get("cu") or str(before)) if request.GET.get("cu") or before else None
    left, right = steps_of(old) if old else (), steps_of(new)
    pairs = compared(left, right) if old else []
    context = {
        **NAV,
        "process": row,
        "history": history,
        "old": old,
        "new": new,
        "pairs": pairs,
        "changed": [pair for pair in pairs if pair.change != "same"],
        "kinds": KIND_WORDS,
        "fields": FIELD_WORDS,
        "words": change_words(),
        "old_facts": facts_of(left),
        "new_facts": facts_of(right),
        "old_times": times_in_words(facts_of(left)),
        "new_times": times_in_words(facts_of(right)),
    }
    return render(request, "processes/compare.html", context)


def change_words() -> dict[str, tuple[str, str]]:
    """What a change is called and how it looks."""
    return {
        "same": (_("giữ nguyên"), "neutral"),
        "changed": (_("đã đổi"), "warning"),
        "added": (_("thêm"), "success"),
        "removed": (_("bỏ"), "danger"),
    }


@route("processes.view")
@require_GET
def download(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """A version as a file."""
    row = process_or_404(request, public_id)
    edition = edition_or_404(row, request.GET.get("lan"))
    if form not in TYPES:
        raise Http404
    data = file_of(row, edition, form)
    exported(actor=actor_of(request), what=f"processes.process.{form}", rows=1)
    response = HttpResponse(data, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name_of(row, edition, form)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
