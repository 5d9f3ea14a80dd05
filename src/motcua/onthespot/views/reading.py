"""Reading: the list, one entry, progress against targets, the public list, documents."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.access.routes import actor_of, public_route, route
from motcua.audit.services import exported
from motcua.law.onthespot import named_on, report_due
from motcua.law.onthespot_phases import DONE, DONE_LATE, LATE, NONE, OPEN, SOON
from motcua.onthespot.documents import CLOCKS, LIST, list_data
from motcua.onthespot.forms import ContentForm, DayForm, DecisionForm, EntryFilter, MonthForm, ReasonForm, TitleForm
from motcua.onthespot.measuring import centre_on, progress
from motcua.onthespot.models import ListState, SpotEntry, SpotList, SpotReport, SpotState
from motcua.onthespot.phases import phase_stands
from motcua.onthespot.reporting import next_due, reports_owed
from motcua.onthespot.selectors import at_signature, entries, entry_by_id, list_by_id, lists, shown
from motcua.organisation.forms_powers import unit_names
from motcua.papers.rendering import MEDIA_TYPES, Format
from motcua.papers.rendering import render as draw
from motcua.papers.templating import document_from
from motcua.rulebook.selectors import book
from motcua.web.caching import for_a_while
from motcua.web.forms import Form
from motcua.web.paging import page_of

NAV = {"nav": "onthespot"}
KINDS = {NONE: "neutral", OPEN: "info", SOON: "warning", LATE: "danger", DONE: "success", DONE_LATE: "warning"}


@route("onthespot.view")
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Entries with their verdicts, filters above."""
    actor, form = actor_of(request), EntryFilter(request.GET)
    page = page_of(request, entries(actor, form.wanted))
    context = {
        **NAV,
        "page": page,
        "rows": shown(page.rows),
        "filters": form,
        "unit_names": unit_names(),
        "query": request.GET.urlencode(),
        "kinds": named_on("onthespot.delegations", timezone.localdate(), book()),
    }
    return render(request, "onthespot/list.html", context)


@route("onthespot.view")
@require_GET
def document(request: HttpRequest, form: str) -> HttpResponse:
    """The list that the filters show as Word, Excel or PDF."""
    if form not in MEDIA_TYPES:
        raise Http404
    actor, day = actor_of(request), timezone.localdate()
    rows = shown(list(entries(actor, EntryFilter(request.GET).wanted)))
    data = list_data(rows, day, _("Danh mục thủ tục hành chính thực hiện tại chỗ"))
    body = draw(document_from(LIST, day, data), cast(Format, form))
    exported(actor=actor, what=f"onthespot.{LIST}.{form}", rows=len(rows))
    response = HttpResponse(body, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{LIST}-{day.isoformat()}.{form}"'
    return response


def entry_or_404(request: HttpRequest, public_id: str) -> SpotEntry:
    """The entry that the asker may see."""
    row = entry_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@route("onthespot.view")
@require_GET
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One entry: verdict, what lacks, what can be done."""
    return show_entry(request, entry_or_404(request, public_id))


def show_entry(request: HttpRequest, entry: SpotEntry, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw the page of an entry; `forms` replaces a form by one that holds errors."""
    actor, today = actor_of(request), timezone.localdate()
    row, open_states = shown([entry])[0], {SpotState.PROPOSED, SpotState.CHECKED}
    done = [key for key, here in entry.acts.items() if here]
    given = {name: getattr(entry, name) for name in ("authority", "in_person", "digital", "phase", "process")}
    context = {
        **NAV,
        "row": row,
        "it": entry,
        "kinds": named_on("onthespot.delegations", today, book()),
        "phases": named_on("onthespot.phases", today, book()),
        "changing": actor.may("onthespot.assess") and entry.state in open_states,
        "deciding": actor.may("onthespot.decide"),
        "renewing": actor.may("onthespot.assess") and entry.state == SpotState.IN_FORCE,
        "renew_form": forms.get("renew") or ContentForm(auto_id="doi_%s", initial={**given, "acts": done}),
        "change_form": forms.get("change") or ContentForm(auto_id="sua_%s", initial={**given, "acts": done}),
        "start_form": forms.get("start") or DayForm(auto_id="bat_dau_%s", initial={"day": today}),
        "withdraw_form": forms.get("withdraw") or ReasonForm(auto_id="rut_%s"),
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "onthespot/entry.html", context, status=status)


@route("onthespot.view")
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Progress against dated targets, per department, reports with the next one due, decision lists."""
    return show_overview(request)


def show_overview(request: HttpRequest, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw progress, reports and lists; `forms` replaces a form by one that holds errors."""
    actor, today = actor_of(request), timezone.localdate()
    reports, centre = list(SpotReport.objects.visible_to(actor)[:24]), centre_on(today)
    made = any(row.month == today.replace(day=1) for row in reports)
    context: dict[str, Any] = {
        **NAV,
        "progress": progress(today, centre),
        "phases": phase_stands(today, centre),
        "clocks": CLOCKS,
        "kinds": KINDS,
        "due": report_due(today, book()) if made else next_due(today),
        "made": made,
        "owed": reports_owed(today),
        "reports": reports,
        "page": page_of(request, lists(actor)),
        "deciding": actor.may("onthespot.decide"),
        "month_form": forms.get("month") or MonthForm(auto_id="thang_%s", initial={"month": today}),
        "title_form": forms.get("title") or TitleForm(auto_id="ten_%s"),
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "onthespot/progress.html", context, status=status)


def list_or_404(request: HttpRequest, public_id: str) -> SpotList:
    """The list that the asker may see."""
    row = list_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


@route("onthespot.view")
@require_GET
def spot_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """One decision list with its entries."""
    return show_list(request, list_or_404(request, public_id))


def show_list(request: HttpRequest, row: SpotList, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw the page of a decision list."""
    page = page_of(request, row.entries.select_related("procedure__current__field", "decided_by"))
    context = {
        **NAV,
        "it": row,
        "page": page,
        "rows": shown(page.rows),
        "deciding": actor_of(request).may("onthespot.decide") and row.state != ListState.DECIDED,
        "submitted": at_signature(row),
        "decision_form": forms.get("decision") or DecisionForm(auto_id="qd_%s"),
        "wrong": next(iter(forms.values()), None),
    }
    return render(request, "onthespot/decision.html", context, status=status)


@public_route
@require_GET
@for_a_while
def public(request: HttpRequest) -> HttpResponse:
    """For everyone: what is done on the spot, where, by which process."""
    rows = SpotEntry.objects.filter(
        state=SpotState.IN_FORCE, procedure__internal=False, procedure__current__isnull=False
    )
    page = page_of(request, rows.select_related("procedure__current__field", "decided_by"))
    return render(request, "onthespot/public.html", {"nav": "onthespot-public", "page": page, "rows": shown(page.rows)})
