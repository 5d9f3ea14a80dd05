"""The room `onthespot` for machines: entries with their verdicts, progress, lists, reports."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from motcua.access.api import PUBLIC, needs
from motcua.access.routes import actor_of
from motcua.law.onthespot import report_due
from motcua.onthespot import plain
from motcua.onthespot.measuring import progress
from motcua.onthespot.models import Authority, SpotEntry, SpotList
from motcua.onthespot.phases import phase_stands
from motcua.onthespot.reporting import reports_owed
from motcua.onthespot.selectors import Chosen, entries, entry_by_id, list_by_id, lists, shown
from motcua.onthespot.services.deciding import decide_list, open_list, submit_list
from motcua.onthespot.services.entries import (
    SpotContent,
    change_entry,
    check_entry,
    propose_entry,
    renew_entry,
    start_entry,
    withdraw_entry,
)
from motcua.onthespot.services.reports import make_report
from motcua.organisation.selectors import find_unit
from motcua.rulebook.selectors import book

router = Router(tags=["onthespot"])
VIEW, ASSESS, DECIDE = needs("onthespot.view"), needs("onthespot.assess"), needs("onthespot.decide")
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
Plain = dict[str, Any]


class Asked(Schema):
    """Filters and the page; `next` in the answer says whether another follows."""

    q: str = Field("", max_length=200)
    state: str = Field("", max_length=10)
    spot: str = Field("", max_length=20, examples=["five"])
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=200)

    @property
    def span(self) -> slice:
        """The rows of the page and one more."""
        start = (self.page - 1) * self.size
        return slice(start, start + self.size + 1)


class Versioned(Schema):
    """The version that was read; another one now is answered by 409."""

    version: int = Field(ge=1, le=2_000_000_000)


class ContentGiven(Schema):
    """What is done on the spot: every act with yes or no, who approves, the process."""

    acts: dict[str, bool] = Field(examples=[{"receive": True, "appraise": True, "return": True}])
    authority: Authority
    in_person: bool = False
    digital: bool = False
    phase: str = Field("", max_length=20)
    process: str = Field("", max_length=8000)

    def content(self) -> SpotContent:
        """What is to be recorded."""
        return SpotContent(
            self.acts, str(self.authority.value), self.in_person, self.digital, self.phase, self.process
        )  # fmt: skip


class EntryGiven(ContentGiven):
    """A procedure to propose."""

    code: str = Field(max_length=60)
    unit: str = Field(max_length=60)
    desk: str = Field(max_length=60)


class ChangeGiven(ContentGiven, Versioned):
    """A proposal changed."""


class StartGiven(Versioned):
    """The first day on the spot."""

    day: Day


class ReasonGiven(Versioned):
    """Why it is withdrawn."""

    reason: str = Field(max_length=1000)


class ListGiven(Schema):
    """A list of checked entries, all of them where none is named."""

    title: str = Field(max_length=300)
    entries: list[str] = Field(default_factory=list, max_length=5000)


class DecisionGiven(Versioned):
    """The signed decision of a list."""

    number: str = Field(max_length=100)
    signed_on: Day
    signer: str = Field(max_length=200)


class MonthGiven(Schema):
    """A day of the month that a report is about."""

    month: Day


def _entry(request: HttpRequest, public_id: str) -> SpotEntry:
    row = entry_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


def _list(request: HttpRequest, public_id: str) -> SpotList:
    row = list_by_id(public_id, actor_of(request))
    if row is None:
        raise Http404
    return row


def _said(row: SpotEntry) -> Plain:
    return plain.row_dict(shown([row])[0])


@router.get("/on-the-spot", auth=PUBLIC, summary="Procedures done on the spot, paged")
def listing(request: HttpRequest, given: Query[Asked]) -> Plain:
    """Those in force for everyone, the way there for the administration."""
    rows = list(entries(actor_of(request), Chosen(given.q, given.state, given.spot))[given.span])
    items = [plain.row_dict(row) for row in shown(rows[: given.size])]
    return {"items": items, "page": given.page, "next": len(rows) > given.size}


@router.get("/on-the-spot/progress", auth=VIEW, summary="Progress against dated targets")
def held(request: HttpRequest, on: Day | None = None) -> Plain:
    """Numerators and denominators, the clocks of the phases, the reports not made yet."""
    day = on or timezone.localdate()
    return {
        "report_due": report_due(day, book()).value,
        "reports_owed": [f"{one.month:%Y-%m}" for one in reports_owed(day)],
        "phases": [one.to_dict() for one in phase_stands(day)],
        **progress(day).to_dict(),
    }


@router.post("/on-the-spot/reports", auth=DECIDE, summary="Make the report of a month")
def report(request: HttpRequest, given: MonthGiven) -> Plain:
    """As a document; its figures are kept."""
    row = make_report(actor=actor_of(request), month=given.month)
    return {"month": f"{row.month:%Y-%m}", "paper": row.paper, **row.figures}


@router.get("/on-the-spot/lists", auth=VIEW, summary="Decision lists, paged")
def decision_lists(request: HttpRequest, given: Query[Asked]) -> Plain:
    """The latest first."""
    rows = list(lists(actor_of(request))[given.span])
    items = [plain.list_dict(row) for row in rows[: given.size]]
    return {"items": items, "page": given.page, "next": len(rows) > given.size}


@router.post("/on-the-spot/lists", auth=DECIDE, summary="Draw up a list of checked entries")
def new_list(request: HttpRequest, given: ListGiven) -> Plain:
    """A draft."""
    return plain.list_dict(open_list(actor=actor_of(request), title=given.title, entries=given.entries))


@router.post("/on-the-spot/lists/{public_id}/submit", auth=DECIDE, summary="Submit a list for signature")
def submit(request: HttpRequest, public_id: str, given: Versioned) -> Plain:
    """Makes its document."""
    row = _list(request, public_id)
    submit_list(actor=actor_of(request), spot_list=row, version=given.version)
    return plain.list_dict(row)


@router.post("/on-the-spot/lists/{public_id}/decide", auth=DECIDE, summary="Record the signed decision of a list")
def decide(request: HttpRequest, public_id: str, given: DecisionGiven) -> Plain:
    """Its entries are decided then."""
    row = _list(request, public_id)
    decide_list(actor=actor_of(request), spot_list=row, **given.dict())
    return plain.list_dict(row)


@router.post("/on-the-spot", auth=ASSESS, summary="Propose a procedure for a desk")
def propose(request: HttpRequest, given: EntryGiven) -> Plain:
    """Answers its class and what lacks."""
    today = timezone.localdate()
    row = propose_entry(
        actor=actor_of(request),
        code=given.code,
        unit=find_unit(given.unit, today),
        desk=find_unit(given.desk, today),
        content=given.content(),
    )
    return _said(row)


@router.get("/on-the-spot/{public_id}", auth=PUBLIC, summary="One procedure on the spot, with every reason")
def one(request: HttpRequest, public_id: str) -> Plain:
    """The entry."""
    return _said(_entry(request, public_id))


@router.post("/on-the-spot/{public_id}/change", auth=ASSESS, summary="Change a proposal")
def change(request: HttpRequest, public_id: str, given: ChangeGiven) -> Plain:
    """A checked one must be checked again."""
    row = _entry(request, public_id)
    return _said(change_entry(actor=actor_of(request), entry=row, content=given.content(), version=given.version))


@router.post("/on-the-spot/{public_id}/renew", auth=ASSESS, summary="Propose what replaces an entry in force")
def renew(request: HttpRequest, public_id: str, given: ChangeGiven) -> Plain:
    """Answers the new entry; the one in force stays until the new one starts."""
    row = _entry(request, public_id)
    return _said(renew_entry(actor=actor_of(request), entry=row, content=given.content(), version=given.version))


@router.post("/on-the-spot/{public_id}/check", auth=DECIDE, summary="Confirm a proposal")
def check(request: HttpRequest, public_id: str, given: Versioned) -> Plain:
    """It may stand on a list then."""
    return _said(check_entry(actor=actor_of(request), entry=_entry(request, public_id), version=given.version))


@router.post("/on-the-spot/{public_id}/start", auth=DECIDE, summary="Put a decided procedure in force")
def start(request: HttpRequest, public_id: str, given: StartGiven) -> Plain:
    """Once nothing lacks."""
    return _said(start_entry(actor=actor_of(request), entry=_entry(request, public_id), **given.dict()))


@router.post("/on-the-spot/{public_id}/withdraw", auth=DECIDE, summary="Withdraw a procedure")
def withdraw(request: HttpRequest, public_id: str, given: ReasonGiven) -> Plain:
    """It stays on record."""
    return _said(withdraw_entry(actor=actor_of(request), entry=_entry(request, public_id), **given.dict()))
