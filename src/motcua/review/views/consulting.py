"""Consultations: the list, a new round, one round with its clock, opinions, replies, and the table to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.access.routes import actor_of, route
from motcua.organisation.selectors import today_names, unit_by_id
from motcua.review.asking import asked_of, lines_coded, own_units
from motcua.review.consulting import waiting_of, what_waits
from motcua.review.forms_asking import (
    ConsultationFilter,
    ConsultationForm,
    LetterForm,
    OpinionForm,
    ReplyForm,
    SentForm,
)
from motcua.review.models import Addressee, CampaignLine, Consultation, ConsultationState, Opinion
from motcua.review.opinion_table import FORMATS, drawn
from motcua.review.selectors_asking import addressees_of, asked_lines, consultation_rows, find_consultation
from motcua.review.services.claims import acts_for
from motcua.review.services.consulting import (
    Voice,
    close_consultation,
    discard_consultation,
    give_opinions,
    open_consultation,
    record_consultation_sent,
    reply_to_opinion,
)
from motcua.review.services.consulting_letter import submit_consultation
from motcua.rulebook.selectors import book as current_book
from motcua.web.acting import done, version_of
from motcua.web.faults import UserError
from motcua.web.forms import Form
from motcua.web.paging import page_of

NAV = {"nav": "my-review"}


def row_or_404(request: HttpRequest, public_id: str) -> Consultation:
    """The consultation of the address; raises `Http404` where there is none for the asker."""
    try:
        return find_consultation(actor_of(request), public_id)
    except UserError:
        raise Http404 from None


@route("review.view")
@require_GET
def consultations(request: HttpRequest) -> HttpResponse:
    """Every round with how many answered and how long there is left."""
    filters = ConsultationFilter(request.GET)
    page = page_of(request, consultation_rows(actor_of(request), state=filters.chosen.get("state", "")))
    book, today = current_book(), timezone.localdate()
    context = {
        **NAV,
        "filters": filters,
        "page": page,
        "rows": [(row, waiting_of(row, today, book)) for row in page.rows],
        "names": today_names({row.unit_id for row in page.rows}),
        "may": actor_of(request).may("review.assess"),
    }
    return render(request, "review/consultations.html", context)


@route("review.assess")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a round of asking."""
    actor, today = actor_of(request), timezone.localdate()
    initial = {"codes": request.GET.get("ma", "")[:2000]}
    form = ConsultationForm(request.POST or None, units=own_units(actor), initial=initial)
    made: list[Consultation] = []

    def act() -> str:
        data = form.cleaned_data
        unit = unit_by_id(data["unit"])
        if unit is None:
            raise Http404
        lines = lines_coded(data["campaign"], data["codes"].split())
        asked = asked_of(data["asked"], today, communes=data["communes"])
        made.append(
            open_consultation(
                actor=actor, campaign=data["campaign"], unit=unit, title=data["title"], lines=lines, asked=asked
            )
        )
        return _("Đã soạn lần lấy ý kiến.")

    if request.method == "POST" and done(request, form, act):
        return redirect("review:consultation", made[0].public_id)
    return render(
        request, "review/consultation_new.html", {**NAV, "form": form}, status=400 if form.errors else 200
    )  # fmt: skip


@route("review.view")
@require_GET
def consultation(request: HttpRequest, public_id: str) -> HttpResponse:
    """One round: clock, who was asked, what they said, what became of it."""
    return show(request, row_or_404(request, public_id))


def show(request: HttpRequest, row: Consultation, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw a round; `forms` replaces a form by one that holds errors."""
    actor, today = actor_of(request), timezone.localdate()
    mine = actor.may("review.assess") and acts_for(actor, row.unit)
    people = list(addressees_of(row))
    lines = list(asked_lines(row)[:500])
    theirs = [one for one in people if mine or one.unit_id in actor.units_for("review.answer")]
    context = {
        **NAV,
        "row": row,
        "unit": today_names([row.unit_id]).get(row.unit_id, ""),
        "clock": waiting_of(row, today),
        "people": people,
        "lines": lines,
        "mine": mine,
        "theirs": bool(theirs),
        "forms": {
            "letter": LetterForm(auto_id="vb_%s"),
            "sent": SentForm(auto_id="gui_%s", initial={"sent_on": today}),
            "opinion": _opinion_form(theirs, lines, None),
            "reply": ReplyForm(auto_id="gt_%s"),
            **forms,
        },
        "wrong": next(iter(forms.values()), None),
        "waits": what_waits(row, today) if mine and row.state == ConsultationState.SENT else (),
        "replying": request.GET.get("y-kien", ""),
        "formats": FORMATS,
    }
    return render(request, "review/consultation.html", context, status=status)


def _opinion_form(people: Sequence[Addressee], lines: Sequence[CampaignLine], data: QueryDict | None) -> OpinionForm:
    asked = [(one.public_id, one.name) for one in people]
    about = [(line.public_id, line.procedure.code) for line in lines]
    initial = {"on": timezone.localdate()}
    return OpinionForm(data, addressees=asked, lines=about, initial=initial, auto_id="yk_%s")


@route("review.assess")
@require_POST
def letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Submit the letter for signature."""
    row, form = row_or_404(request, public_id), LetterForm(request.POST, auto_id="vb_%s")

    def act() -> str:
        submit_consultation(
            actor=actor_of(request), consultation=row, version=version_of(request), **form.cleaned_data
        )  # fmt: skip
        return _("Đã trình ký văn bản lấy ý kiến.")

    return _acted(request, public_id, "letter", form, act)


@route("review.assess")
@require_POST
def sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down that the letter went out."""
    row, form = row_or_404(request, public_id), SentForm(request.POST, auto_id="gui_%s")

    def act() -> str:
        record_consultation_sent(
            actor=actor_of(request), consultation=row, version=version_of(request), **form.cleaned_data
        )  # fmt: skip
        return _("Đã ghi ngày gửi; thời hạn cho ý kiến bắt đầu tính.")

    return _acted(request, public_id, "sent", form, act)


@route("review.answer")
@require_POST
def opinion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write what an addressee says."""
    row, actor = row_or_404(request, public_id), actor_of(request)
    people, lines = list(addressees_of(row)), list(asked_lines(row))
    form = _opinion_form(people, lines, request.POST)

    def act() -> str:
        data = form.cleaned_data
        who = next(one for one in people if one.public_id == data["addressee"])
        line = next((one for one in lines if one.public_id == data["line"]), None)
        who.consultation = row
        give_opinions(
            actor=actor, addressee=who, voices=[Voice(line, data["said"], data["text"])], on=data["on"],
            number=data["number"], version=who.version,
        )  # fmt: skip
        return _("Đã ghi ý kiến.")

    return _acted(request, public_id, "opinion", form, act)


@route("review.assess")
@require_POST
def reply(request: HttpRequest, public_id: str, opinion_id: str) -> HttpResponse:
    """Say what becomes of one opinion."""
    row, form = row_or_404(request, public_id), ReplyForm(request.POST, auto_id="gt_%s")
    found = Opinion.objects.filter(public_id=opinion_id.replace("\x00", ""), addressee__consultation=row)
    one = found.select_related("addressee__consultation__unit").first()
    if one is None:
        raise Http404

    def act() -> str:
        data = form.cleaned_data
        reply_to_opinion(
            actor=actor_of(request),
            opinion=one,
            taken=data["taken"],
            reason=data["reason"],
            version=version_of(request),
        )
        return _("Đã giải trình ý kiến.")

    return _acted(request, public_id, "reply", form, act)


@route("review.assess")
@require_POST
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Consolidate: record who was silent, end the round."""
    row = row_or_404(request, public_id)
    close_consultation(actor=actor_of(request), consultation=row, version=version_of(request))
    messages.success(request, _("Đã tổng hợp ý kiến."))
    return redirect("review:consultation", public_id)


@route("review.assess")
@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throw a draft away."""
    row = row_or_404(request, public_id)
    discard_consultation(actor=actor_of(request), consultation=row, version=version_of(request))
    messages.success(request, _("Đã bỏ bản soạn."))
    return redirect("review:consultations")


@route("review.view")
@require_GET
def table(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """The table of opinions and replies as a file."""
    row = row_or_404(request, public_id)
    if form not in FORMATS:
        raise Http404
    content, media_type = drawn(row, form)
    name = f"tong-hop-y-kien-{row.public_id}.{form}"
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _acted(request: HttpRequest, public_id: str, name: str, form: Form, act: Callable[[], str]) -> HttpResponse:
    if done(request, form, act):
        return redirect("review:consultation", public_id)
    return show(request, row_or_404(request, public_id), status=400, **{name: form})
