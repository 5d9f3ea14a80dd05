"""The room `papers` for machines: documents, their numbers, signature and sending."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.organisation.selectors import find_unit
from motcua.papers import api_giving as given_as
from motcua.papers import services, templating
from motcua.papers.api_registers import router as registers_router
from motcua.papers.api_tables import router as tables_router
from motcua.papers.asking import find_dispatch, find_paper, find_register, must_be_awaited, recipients_from
from motcua.papers.layout import document_of
from motcua.papers.models import Paper
from motcua.papers.rendering import MEDIA_TYPES, Format, render_printable
from motcua.papers.selectors import papers_rows
from motcua.papers.services.answers import ask_system
from motcua.papers.showing import dispatch_dict, paper_dict, paper_line

router = Router(tags=["papers"])
router.add_router("", registers_router)
router.add_router("", tables_router)
ONE = "/papers/{public_id}"


@router.get("/papers/templates", auth=needs("papers.view"), summary="Templates of today with their fields")
def templates(request: HttpRequest) -> list[dict[str, Any]]:
    """What documents can be made and what each must be told."""
    return [one.to_dict() for one in templating.templates(timezone.localdate())]


@router.get("/papers", auth=needs("papers.view"), summary="Documents, latest first, paged")
def papers(request: HttpRequest, given: Query[given_as.PaperQuery]) -> dict[str, Any]:
    """Number, title and state of each that the caller may see."""
    unit = find_unit(given.unit, timezone.localdate()) if given.unit else None
    state = given.state.value if given.state else ""
    rows = papers_rows(actor_of(request), text=given.q, state=state, template=given.template, unit=unit)
    start = (given.page - 1) * given.size
    found = list(rows[start : start + given.size + 1])
    items = [paper_line(row) for row in found[: given.size]]
    return {"items": items, "page": given.page, "next": len(found) > given.size}


@router.post("/papers", auth=needs("papers.draft"), summary="Draft a document")
def make(request: HttpRequest, given: given_as.PaperGiven) -> dict[str, Any]:
    """The draft, from the template of today."""
    told = given.dict()
    unit = find_unit(told.pop("unit"), timezone.localdate())
    return paper_dict(services.make_paper(actor=actor_of(request), unit=unit, **told))


def _found(request: HttpRequest, public_id: str) -> Paper:
    return find_paper(actor_of(request), public_id)


@router.get(ONE, auth=needs("papers.view"), summary="One document with its data")
def paper(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """What it was made from, its number, to whom it went."""
    return paper_dict(_found(request, public_id))


@router.get(f"{ONE}/drawn/{{form}}", auth=needs("papers.view"), summary="The document as pdf, docx or xlsx")
def drawn(request: HttpRequest, public_id: str, form: Format) -> HttpResponse:
    """The file."""
    content = render_printable(document_of(_found(request, public_id)), form)
    return HttpResponse(content, content_type=MEDIA_TYPES[form])


@router.put(ONE, auth=needs("papers.draft"), summary="Write a draft anew")
def change(request: HttpRequest, public_id: str, given: given_as.ChangeGiven) -> dict[str, Any]:
    """The draft as it is now."""
    return paper_dict(services.change_paper(actor=actor_of(request), paper=_found(request, public_id), **given.dict()))


@router.post(f"{ONE}/submission", auth=needs("papers.submit"), summary="Submit a draft for signature")
def submit(request: HttpRequest, public_id: str, given: given_as.Version) -> dict[str, Any]:
    """The document as it is now."""
    paper = _found(request, public_id)
    must_be_awaited(paper)
    row = services.submit_paper(actor=actor_of(request), paper=paper, version=given.version)
    return paper_dict(row)


@router.post(f"{ONE}/return", auth=needs("papers.view"), summary="Make a submitted document a draft again")
def give_back(request: HttpRequest, public_id: str, given: given_as.ReasonGiven) -> dict[str, Any]:
    """For those who submit documents or keep registers."""
    return paper_dict(services.return_paper(actor=actor_of(request), paper=_found(request, public_id), **given.dict()))


@router.post(f"{ONE}/signature", auth=needs("papers.view"), summary="Record number, day and signer")
def sign(
    request: HttpRequest,
    public_id: str,
    given: Form[given_as.SignedGiven],
    file: File[UploadedFile | None] = None,
) -> dict[str, Any]:
    """For those who submit documents or keep registers; `file` is the signed copy (PDF)."""
    copy = services.SignedCopy(file, file.name or "") if file else None
    found = _found(request, public_id)
    return paper_dict(services.record_signed(actor=actor_of(request), paper=found, file=copy, **given.dict()))


@router.post(f"{ONE}/number", auth=needs("papers.register"), summary="Take a number from an own register")
def number(request: HttpRequest, public_id: str, given: given_as.NumberGiven) -> dict[str, Any]:
    """Number and signature in one step."""
    actor, told = actor_of(request), given.dict()
    register = find_register(actor, told.pop("register_id"))
    found = _found(request, public_id)
    return paper_dict(services.number_paper(actor=actor, paper=found, register=register, **told))


@router.post(f"{ONE}/sending", auth=needs("papers.view"), summary="Send a signed document")
def send(request: HttpRequest, public_id: str, given: given_as.SendGiven) -> dict[str, Any]:
    """For those who submit documents or keep registers; who has it already is left out."""
    to = recipients_from(given.to)
    found = _found(request, public_id)
    return paper_dict(services.send_paper(actor=actor_of(request), paper=found, version=given.version, to=to))


@router.post(f"{ONE}/sending/{{dispatch}}/receipt", auth=needs("papers.view"), summary="A recipient has the document")
def receive(request: HttpRequest, public_id: str, dispatch: str) -> dict[str, Any]:
    """For those who submit documents or keep registers."""
    actor = actor_of(request)
    row = find_dispatch(actor, _found(request, public_id), dispatch)
    return dispatch_dict(services.note_received(actor=actor, dispatch=row))


@router.post(f"{ONE}/recall", auth=needs("papers.submit"), summary="Recall a signed document")
def recall(request: HttpRequest, public_id: str, given: given_as.ReasonGiven) -> dict[str, Any]:
    """Its number stays used."""
    return paper_dict(services.recall_paper(actor=actor_of(request), paper=_found(request, public_id), **given.dict()))


@router.post(f"{ONE}/replacement", auth=needs("papers.submit"), summary="Draft the document that replaces a signed one")
def replace(request: HttpRequest, public_id: str, given: given_as.ReasonGiven) -> dict[str, Any]:
    """The new draft; the old one stays in force until it is signed."""
    return paper_dict(services.replace_paper(actor=actor_of(request), paper=_found(request, public_id), **given.dict()))


@router.post(f"{ONE}/inquiry", auth=needs("papers.submit"), summary="Ask the document system now")
def ask(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """The job that asks."""
    return {"job": ask_system(actor=actor_of(request), paper=_found(request, public_id))}
