"""Letters: the list with ages and silence, one letter, drafting, sending, forwarding, answering."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from motcua.access.routes import actor_of, route
from motcua.defects import selectors
from motcua.defects.ageing import silence
from motcua.defects.forms import (
    AddresseeForm,
    AnswerForm,
    LetterFilter,
    LetterForm,
    ReasonForm,
    SentForm,
    WordingForm,
)
from motcua.defects.models import DefectLetter, LetterState
from motcua.defects.parts import parts_on
from motcua.defects.services.answering import Answer, LineAnswer, answer_letter
from motcua.defects.services.letters import (
    add_reports,
    change_addressee,
    discard_letter,
    forward_letter,
    open_letter,
    record_sent,
    remove_reports,
)
from motcua.defects.services.submitting import return_letter, submit_letter
from motcua.defects.services.touch import acts_for
from motcua.defects.views.common import NAV, chosen_reports, letter_or_404
from motcua.defects.views.reports import show_reports
from motcua.organisation.selectors import today_names
from motcua.papers.selectors import paper_by_id
from motcua.rulebook.selectors import law
from motcua.web import places
from motcua.web.acting import done, version_of
from motcua.web.forms import Form
from motcua.web.paging import page_of


@route("defects.view")
@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter with how long it has been met with silence and by when an answer is expected."""
    actor, today, form = actor_of(request), timezone.localdate(), LetterFilter(request.GET)
    chosen = dict(form.chosen)
    overdue = today if chosen.pop("overdue", False) else None
    page = page_of(request, selectors.letter_rows(actor, overdue_on=overdue, **chosen))
    book = law()
    context = {
        **NAV,
        "filters": form,
        "page": page,
        "rows": [(row, silence(row, today, book)) for row in page.rows],
        "names": today_names(row.from_unit_id for row in page.rows),
        "may_write": actor.may("defects.letter"),
    }
    return render(request, "defects/letters.html", context)


@route("defects.view")
@require_GET
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """One letter: lines, silence, chain, and what can be done next."""
    return show(request, letter_or_404(request, public_id))


def show(request: HttpRequest, row: DefectLetter, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw the page of a letter; `forms` replaces a form by one that holds errors."""
    actor, today = actor_of(request), timezone.localdate()
    mine = actor.may("defects.letter") and acts_for(actor, row.from_unit)
    theirs = actor.may("defects.letter") and acts_for(actor, row.to_unit)
    to_unit = row.to_unit.public_id if row.to_unit else ""
    place = places.province_name().removeprefix("Tỉnh ").removeprefix("Thành phố ")
    defaults: dict[str, Form] = {
        "addressee": AddresseeForm(
            auto_id="noi_%s",
            initial={
                "to_unit": to_unit,
                "to_name": "" if row.to_unit else row.to_name,
            },
        ),
        "wording": WordingForm(auto_id="trinh_%s", initial={"place": place}),
        "sent": SentForm(auto_id="gui_%s", initial={"on": today}),
        "return": ReasonForm(auto_id="lai_%s"),
        "answer": AnswerForm(auto_id="tl_%s", initial={"on": today, "result": "accepted"}),
        "forward": LetterForm(
            actor=actor, auto_id="ct_%s", initial={"from_unit": row.to_unit.public_id if row.to_unit else ""}
        ),
    }
    later = list(selectors.later_letters(row, actor))
    context = {
        **NAV,
        "it": row,
        "names": today_names([row.from_unit_id]),
        "silence": silence(row, today),
        "page": page_of(request, selectors.lines_of(row)),
        "parts": parts_on(today),
        "later": later,
        "may_open": selectors.may_open(actor, [one.pk for one in later]),
        "paper": paper_by_id(actor, row.paper) if row.paper else None,
        "drafting": mine and row.state == LetterState.DRAFT,
        "sending": mine and row.state in (LetterState.DRAFT, LetterState.SUBMITTED),
        "answering": (mine or theirs) and row.state == LetterState.SENT,
        "forwarding": actor.may("defects.letter") and theirs and row.state == LetterState.SENT,
        "forms": {**defaults, **forms},
        "wrong": next(iter(forms.values()), None),
        "marked": set(request.POST.getlist("report")),
    }
    return render(request, "defects/letter.html", context, status=status)


def _acted(request: HttpRequest, row: DefectLetter, name: str, form: Form, act: Callable[[], str]) -> HttpResponse:
    """Do what a form asks and come back; draw the page again where something is wrong."""
    if done(request, form, act):
        return redirect("defects:letter", row.public_id)
    now = letter_or_404(request, row.public_id)  # the refused act may have left its own version in `row`
    return show(request, now, status=400, **{name: form})


@route("defects.letter")
@require_POST
def open_new(request: HttpRequest) -> HttpResponse:
    """Draft a letter with the chosen reports, or put them into an open draft."""
    actor, rows = actor_of(request), chosen_reports(request)
    form = LetterForm(request.POST, actor=actor)
    draft = request.POST.get("draft", "")
    if draft:
        row = letter_or_404(request, draft)
        add_reports(actor=actor, letter=row, reports=rows, version=row.version)
        return redirect("defects:letter", row.public_id)
    made: list[DefectLetter] = []

    def act() -> str:
        data = form.cleaned_data
        made.append(open_letter(actor=actor, from_unit=data["from_unit"], to=form.addressee, reports=rows))
        return _("Đã soạn văn bản.")

    if done(request, form, act):
        return redirect("defects:letter", made[0].public_id)
    return show_reports(request, form, status=400)


@route("defects.letter")
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the chosen reports out of a draft."""
    row, rows = letter_or_404(request, public_id), chosen_reports(request)
    gone = remove_reports(actor=actor_of(request), letter=row, reports=rows, version=version_of(request))
    messages.success(request, ngettext("Đã bỏ %(n)d nội dung.", "Đã bỏ %(n)d nội dung.", gone) % {"n": gone})
    return redirect("defects:letter", public_id)


@route("defects.letter")
@require_POST
def readdress(request: HttpRequest, public_id: str) -> HttpResponse:
    """Address a draft to another."""
    row, form = letter_or_404(request, public_id), AddresseeForm(request.POST, auto_id="noi_%s")

    def act() -> str:
        change_addressee(actor=actor_of(request), letter=row, to=form.addressee, version=version_of(request))
        return _("Đã đổi nơi nhận.")

    return _acted(request, row, "addressee", form, act)


@route("defects.letter")
@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw a draft away."""
    row = letter_or_404(request, public_id)
    discard_letter(actor=actor_of(request), letter=row, version=version_of(request))
    messages.success(request, _("Đã hủy bản soạn; các phản ánh trở lại danh sách chờ."))
    return redirect("defects:letters")


@route("defects.letter")
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Submit the letter for signature."""
    row, form = letter_or_404(request, public_id), WordingForm(request.POST, auto_id="trinh_%s")

    def act() -> str:
        submit_letter(actor=actor_of(request), letter=row, wording=form.wording, version=version_of(request))
        return _("Đã trình ký văn bản.")

    return _acted(request, row, "wording", form, act)


@route("defects.letter")
@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a submitted letter back."""
    row, form = letter_or_404(request, public_id), ReasonForm(request.POST, auto_id="lai_%s")

    def act() -> str:
        reason = form.cleaned_data["reason"]
        return_letter(actor=actor_of(request), letter=row, reason=reason, version=version_of(request))
        return _("Đã lấy lại văn bản để sửa.")

    return _acted(request, row, "return", form, act)


@route("defects.letter")
@require_POST
def sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down number and day of a letter that went out."""
    row, form = letter_or_404(request, public_id), SentForm(request.POST, auto_id="gui_%s")

    def act() -> str:
        record_sent(actor=actor_of(request), letter=row, sent=form.sent, version=version_of(request))
        return _("Đã ghi văn bản đã gửi.")

    return _acted(request, row, "sent", form, act)


@route("defects.letter")
@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down what was answered to the chosen lines."""
    row, form = letter_or_404(request, public_id), AnswerForm(request.POST, auto_id="tl_%s")
    rows = chosen_reports(request)

    def act() -> str:
        data = form.cleaned_data
        accepted, reason = data["result"] == "accepted", data["reason"]
        answer_letter(
            actor=actor_of(request),
            letter=row,
            answer=Answer(data["on"], data["number"]),
            lines=[LineAnswer(one, accepted, reason) for one in rows],
            version=version_of(request),
        )
        return ngettext("Đã ghi trả lời %(n)d nội dung.", "Đã ghi trả lời %(n)d nội dung.", len(rows)) % {
            "n": len(rows)
        }

    return _acted(request, row, "answer", form, act)


@route("defects.letter")
@require_POST
def forward(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draft a letter that passes the unanswered lines on."""
    row, form = letter_or_404(request, public_id), LetterForm(request.POST, actor=actor_of(request), auto_id="ct_%s")
    made: list[DefectLetter] = []

    def act() -> str:
        unit = form.cleaned_data["from_unit"]
        made.append(forward_letter(actor=actor_of(request), letter=row, from_unit=unit, to=form.addressee, reports=()))
        return _("Đã soạn văn bản chuyển tiếp.")

    if done(request, form, act):
        return redirect("defects:letter", made[0].public_id)
    return show(request, letter_or_404(request, public_id), status=400, forward=form)
